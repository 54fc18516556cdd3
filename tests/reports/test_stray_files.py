"""Files that nobody will ask for again, found by their names, their age and their owner."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.models.stored_handout import StoredHandout
from reports.pdf.handouts import handout
from reports.stray_files import lost_bundles, lost_handouts, replaced_handouts, uploads

NOW = timezone.now()


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "media", str(tmp_path)
    return tmp_path


def old(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, ((NOW - timedelta(days=400)).timestamp(),) * 2)
    return str(path)


@pytest.mark.django_db
def test_where_nothing_was_ever_stored_there_is_nothing() -> None:
    assert [[*find(NOW)] for find in (lost_handouts, replaced_handouts, lost_bundles, uploads)] == [[], [], [], []]


def test_uploads_are_known_by_the_name_that_django_gives_them(folder: Path) -> None:
    ours = [old(folder / "tmp1234.upload"), old(folder / "tmp1234.upload.csv")]
    old(folder / "upload.csv")
    old(folder / "sub" / "tmp1234.upload")
    assert uploads(NOW) == ours


def test_another_users_upload_is_not_ours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old(folder / "tmp1234.upload")
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert uploads(NOW) == []


def test_an_upload_that_goes_meanwhile_is_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, there = folder / "a.upload", old(folder / "b.upload")
    monkeypatch.setattr(Path, "glob", lambda *_: iter([gone, Path(there)]))
    assert uploads(NOW) == [there]


@pytest.mark.django_db
def test_a_handouts_file_goes_when_no_row_names_it_and_nothing_else_does(folder: Path) -> None:
    for name in ("reports/1/a.pdf", "other/a.pdf", "blank/a.pdf", "blank/kept.pdf", "examples/a.pdf"):
        old(folder / "media" / name)
    StoredHandout.objects.create(path="blank/kept.pdf", file="blank/kept.pdf")
    (folder / "media" / "blank/new.pdf").touch()  # somebody may be at it
    assert lost_handouts(timezone.now()) == ["blank/a.pdf", "examples/a.pdf"]


@pytest.mark.django_db
def test_a_handout_is_replaced_when_it_would_look_different_and_a_month_has_passed() -> None:
    long_ago = NOW - timedelta(days=31)
    gone = StoredHandout.objects.create(path="blank/old.pdf", asked=long_ago)
    StoredHandout.objects.create(path="blank/lately.pdf", asked=NOW)
    StoredHandout.objects.create(path=handout("").path, asked=long_ago)
    assert [*replaced_handouts(NOW)] == [gone]
