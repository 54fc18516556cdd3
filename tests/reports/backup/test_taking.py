"""A backup holds what its rows speak of, and is whole or not there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from pytest_django import Settings

from reports.backup import dumps, taking
from reports.backup.dumps import DumpError
from reports.backup.restoring import check
from reports.backup.taking import MEDIA, take, take_dated
from reports.models.stored_handout import StoredHandout
from tests.makers import make_firm
from tests.processes import process, said, until
from tests.reports.backup.places import Place

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)

WRITER = """
from itertools import count
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings
from django.contrib.sessions.models import Session
from reports.models.stored_handout import StoredHandout

print("begun", flush=True)
for number in count():
    now = timezone.now()
    with transaction.atomic():
        for key in ("one", "two"):
            Session.objects.update_or_create(session_key=key, defaults={"session_data": "", "expire_date": now})
    made = StoredHandout.objects.create(path=f"handouts/{number:064}.pdf")
    made.keep(f"handouts/{number:064}.pdf", ContentFile(b"%PDF" * 1000))
    old = StoredHandout.objects.filter(path=f"handouts/{number - 20:064}.pdf").first()
    if old:
        old.delete()
        old.file.delete(save=False)
"""


def make_handout(name: str = "a") -> StoredHandout:
    made = StoredHandout.objects.create(path=f"handouts/{name * 64}.pdf")
    made.keep(f"handouts/{name * 64}.pdf", ContentFile(b"%PDF"))
    return made


def test_it_holds_the_database_and_the_files_that_rows_speak_of(tmp_path: Path) -> None:
    made = make_handout()
    default_storage.save("handouts/of-nobody.pdf", ContentFile(b"%PDF"))
    take(tmp_path / "one", at=AT)
    found = check(tmp_path / "one")
    assert [name for name in found.files if name.startswith(MEDIA)] == [f"{MEDIA}/{made.file.name}"]
    assert (found.made, found.missing) == (AT.isoformat(), [])
    assert found.version.startswith("0.1.0")
    assert settings.SECRET_KEY not in "".join(
        path.read_text(errors="ignore") for path in (tmp_path / "one").rglob("*") if path.is_file()
    )
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "one" / MEDIA).rglob("*")} == {0}


def test_a_file_that_was_lost_before_is_named(tmp_path: Path) -> None:
    made = make_handout("b")
    default_storage.delete(made.file.name or "")
    assert take(tmp_path / "one", at=AT).missing == [made.file.name]


def test_what_is_made_while_the_database_is_copied_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = dumps.dump

    def slow(to: Path, **options: Any) -> set[str]:
        make_handout("c")
        names: set[str] = dump(to, **options)
        return names

    monkeypatch.setattr(taking, "dump", slow)
    take(tmp_path / "one", at=AT)
    assert (tmp_path / "one" / MEDIA / "handouts" / f"{'c' * 64}.pdf").exists()


def test_one_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(taking, "read_through", full)
    with pytest.raises(CommandError, match=r"No backup was made.*No space left"):
        call_command("backup", tmp_path / "one")
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    with pytest.raises(DumpError, match="is there already"):
        take(tmp_path, at=AT)


def test_the_last_ones_are_kept_and_others_never_go(tmp_path: Path) -> None:
    (tmp_path / "mine-Z").mkdir()
    for day in range(3):
        take_dated(tmp_path, keep=2, at=AT + timedelta(days=day))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-03-02T120000Z", "2026-03-03T120000Z", "mine-Z"]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where the site and another process keep the same files."""
    settings.MEDIA_ROOT = tmp_path / "site" / "media"
    return tmp_path / "made"


def drill(folder: Path, times: int) -> None:
    """So many backups while another process writes; each is whole, and of one moment."""
    with process(WRITER, DATA_DIR=str(folder.with_name("site"))) as writer:
        assert said(writer) == "begun"
        until(lambda: StoredHandout.objects.exclude(file="").exists())
        for number in range(times):
            found = take(folder / str(number), at=timezone.now())
            assert check(folder / str(number)) == found
            assert found.missing == []
            assert writer.poll() is None


def test_backups_under_writing_are_whole(folder: Path, place: Place) -> None:
    make_firm()
    drill(folder, 2)
    assert restored(place, folder / "1") > 0
    assert len(place.rows("SELECT id FROM clients_firm")) == 1


@pytest.mark.long
def test_fifty_backups_under_writing_none_damaged(folder: Path, place: Place) -> None:
    drill(folder, 50)
    for number in (0, 10, 20, 30, 40, 49):
        assert restored(place, folder / str(number)) > 0


def restored(place: Place, backup: Path) -> int:
    """How many files came back with it; both rows that are always written together agree."""
    code, told = place.manage("restore", backup, "--replace")
    assert code == 0, told
    assert len({at for (at,) in place.rows("SELECT expire_date FROM django_session")}) == 1
    files = place.rows("SELECT file FROM reports_storedhandout WHERE file <> ''")
    assert {(place.folder / "media" / str(name)).read_bytes() for (name,) in files} == {b"%PDF" * 1000}
    return len(files)
