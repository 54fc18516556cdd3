"""Which questionnaires an installation can read, and which one a new assessment is made with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from questions.core.loader import checksum, load
from questions.core.tables import ContentError, ContentProblem
from questions.library import OWN, current, read
from tests.builders import INDEX_TOML, make_content, make_questionnaire, newest

PLAIN = make_questionnaire()


def test_our_own_questionnaire_is_read() -> None:
    found = read([OWN])
    assert list(found) == [("is-it-working", "2026.1"), ("is-it-working", "2026.2"), ("is-it-working", "2026.3")]
    assert current(found, "is-it-working") == newest()


def test_folders_are_read_together(tmp_path: Path) -> None:
    small = load(make_content(tmp_path))
    assert list(read([OWN, tmp_path])) == [*read([OWN]), ("small", "1.0")]
    assert read([OWN, tmp_path])["small", "1.0"] == small


def test_versions_of_one_questionnaire_stand_side_by_side(tmp_path: Path) -> None:
    make_content(tmp_path).rename(tmp_path / "small" / "0.9")
    (tmp_path / "again").mkdir()
    make_content(tmp_path / "again").rename(tmp_path / "small" / "1.0")
    assert list(read([tmp_path])) == [("small", "0.9"), ("small", "1.0")]


def test_a_library_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        read([OWN])["other", "1"] = PLAIN  # type: ignore[index]


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert dict(read([tmp_path])) == {}


def test_faults_of_all_folders_are_told(tmp_path: Path) -> None:
    for name in ("ours", "theirs"):
        make_content(tmp_path / name)
    broken = make_content(tmp_path / "broken", questionnaire=INDEX_TOML.replace("minutes-to = 3\n", ""))
    broken.rename(broken.with_name("2.0"))
    with pytest.raises(ContentError) as caught:
        read([tmp_path / "ours", tmp_path / "broken", tmp_path / "theirs", tmp_path / "gone"])
    again = tmp_path / "theirs" / "small" / "1.0" / "questionnaire.toml"
    assert caught.value.problems == (
        ContentProblem("small/2.0/questionnaire.toml", "", "minutes-to", "is missing"),
        ContentProblem(str(again), "", "(whole file)", "this version stands in two folders"),
        ContentProblem(str(tmp_path / "gone"), "", "QUESTIONNAIRES", "there is no such folder"),
    )


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        ({"2026.1": False}, "2026.1"),
        ({"2026.1": False, "2026.2": False}, "2026.2"),
        ({"2026.9": True, "2026.10": True}, "2026.10"),
        ({"2026.1": True, "2026.2": False}, "2026.1"),
        ({"2025.3": True, "2026.1": True, "2027.1": False}, "2026.1"),
    ],
)
def test_the_newest_published_version_is_current_or_the_newest_draft(versions: dict[str, bool], newest: str) -> None:
    found = {
        ("small", version): replace(PLAIN, version=version, published=published)
        for version, published in versions.items()
    }
    other = {("other", "9999.1"): replace(PLAIN, slug="other", version="9999.1", published=True)}
    assert current(found | other, "small").version == newest


def test_a_slug_without_a_version_is_an_error() -> None:
    with pytest.raises(LookupError, match="no questionnaire is called 'small'"):
        current(read([OWN]), "small")


def test_a_lock_publishes(tmp_path: Path) -> None:
    version = make_content(tmp_path)
    assert not read([tmp_path])["small", "1.0"].published
    (version / "lock.sha256").write_text(checksum(version) + "\n")
    assert read([tmp_path])["small", "1.0"].published
