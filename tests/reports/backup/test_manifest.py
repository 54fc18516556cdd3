"""What a backup says of itself."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from reports.backup import manifest
from reports.backup.manifest import DamagedError, Manifest


@pytest.fixture
def made(tmp_path: Path) -> Manifest:
    (tmp_path / "a").write_text("a")
    known = Manifest("2026-03-01", "1", "sqlite", [], "mark", [], manifest.listing(tmp_path))
    manifest.write(tmp_path, known)
    return known


def test_it_is_read_as_it_was_written(tmp_path: Path, made: Manifest) -> None:
    assert manifest.read(tmp_path) == made
    assert made.files == {"a": sha256(b"a").hexdigest()}


def test_one_of_a_later_form_is_refused(tmp_path: Path, made: Manifest) -> None:
    text = json.dumps({"format": 2})
    (tmp_path / manifest.NAME).write_text(text)
    (tmp_path / manifest.SUM).write_text(f"{sha256(text.encode()).hexdigest()}  {manifest.NAME}\n")
    with pytest.raises(DamagedError, match="newer version of this program, in format 2"):
        manifest.read(tmp_path)
