"""`manage.py check` tells what is wrong with ranges, headings and words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.checks import Error
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from evidence import library
from evidence.checks import content, faults
from questions.library import OWN, read


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of our content, to spoil."""
    copied = Path(shutil.copytree(library.CONTENT, tmp_path / "content"))
    monkeypatch.setattr(library, "CONTENT", copied)
    return copied


def test_our_own_content_is_sound() -> None:
    assert content(app_configs=None) == []


def test_each_fault_is_an_error_with_its_place(folder: Path) -> None:
    with (folder / "words.toml").open("a") as file:
        file.write('[color]\nen = ["red"]\n')
    ranges = folder / "is-it-working" / "2026.2.toml"
    ranges.write_text(ranges.read_text().replace('id = "weekends"', 'id = "weekend"'))
    assert content(app_configs=None) == [
        Error("words.toml: color: unknown key", id="evidence.E001"),
        Error(
            "is-it-working/2026.2.toml: questions[weekend].id: "
            "no question of this version that tickets can be compared with",
            id="evidence.E001",
        ),
    ]


def test_the_command_shows_them(folder: Path) -> None:
    (folder / "headings.toml").write_text("[[systems")
    with pytest.raises(SystemCheckError) as caught:
        call_command("check")
    assert "(evidence.E001) headings.toml: (whole file): " in str(caught.value)


def test_a_file_that_cannot_be_read_is_a_fault(folder: Path) -> None:
    (folder / "headings.toml").unlink()
    (folder / "words.toml").write_bytes(b"\xff")
    first, second = map(str, faults(folder, {}))
    assert first == "headings.toml: (whole file): cannot be read: No such file or directory"
    assert second.startswith("words.toml: (whole file): 'utf-8' codec can't decode byte 0xff")


def test_ranges_without_a_version_are_a_fault(folder: Path) -> None:
    shutil.copy(folder / "is-it-working" / "2026.2.toml", folder / "is-it-working" / "1999.1.toml")
    assert list(map(str, faults(folder, read([OWN])))) == [
        "is-it-working/1999.1.toml: (whole file): there is no version 1999.1 of is-it-working"
    ]
