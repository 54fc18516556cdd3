"""A backup comes back on another machine as it was, or says why it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from reports.backup.dumps import DumpError
from reports.backup.restoring import check, obstacle
from reports.backup.taking import take
from reports.management.commands import restore
from reports.models.heartbeat import Heartbeat
from reports.models.key_mark import KeyMark
from tests.makers import make_firm, make_shop
from tests.reports.backup.places import Place
from tests.reports.backup.test_taking import make_handout

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    make_firm("Ümlaut & Sons")
    make_shop()
    KeyMark.objects.keep()
    make_handout()
    take(tmp_path / "backup", at=AT)
    return tmp_path / "backup"


def test_all_is_back_where_nothing_was(backup: Path, place: Place) -> None:
    code, said = place.manage("restore", backup)
    assert code == 0, said
    assert place.rows("SELECT name FROM clients_firm") == [("Ümlaut & Sons",)]
    (name,) = place.rows("SELECT file FROM reports_storedhandout")[0]
    assert (place.folder / "media" / str(name)).read_bytes() == b"%PDF"
    assert "Its secret key is another one" in said
    code, said = place.manage("migrate")
    assert (code, "not the one that this database was used with" in said, "manage.py newkey" in said) == (1, True, True)
    assert place.manage("newkey")[0] == place.manage("migrate")[0] == 0


@pytest.mark.long
def test_the_key_comes_back_from_its_own_file(backup: Path, place: Place, tmp_path: Path) -> None:
    call_command("backup", tmp_path / "second", key=tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    code, said = place.manage("restore", tmp_path / "second", "--key", tmp_path / "key")
    assert (code, "another" in said) == (0, False)
    assert (place.folder / "secret_key").read_text().split()[0] == settings.SECRET_KEY
    assert (place.folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert place.manage("migrate")[0] == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "one has 50 characters"),
        (b"short\n", "one has 50 characters"),
        (b"\xff" * 60, "no secret key"),
        (None, "No such"),
    ],
)
def test_what_is_no_key_replaces_none_and_nothing_else(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, told: str
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    done = Mock()
    monkeypatch.setattr(restore, "bring_back", done)
    monkeypatch.setattr(restore, "put_key", done)
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    with pytest.raises(CommandError, match=told):
        call_command("restore", backup, replace=True, key=tmp_path / "key")
    done.assert_not_called()


def test_the_key_stays_where_the_data_could_not_be_brought_back(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    put = Mock()
    monkeypatch.setattr(restore, "bring_back", Mock(side_effect=DumpError("The disk is full")))
    monkeypatch.setattr(restore, "put_key", put)
    (tmp_path / "key").write_text("k" * 64)
    with pytest.raises(CommandError, match="The disk is full"):
        call_command("restore", backup, replace=True, key=tmp_path / "key")
    put.assert_not_called()


@pytest.mark.long
def test_data_is_replaced_only_when_told_to(backup: Path, place: Place) -> None:
    assert place.manage("restore", backup)[0] == 0
    code, said = place.manage("restore", backup)
    assert (code, "Say --replace" in said) == (1, True)
    assert place.manage("restore", backup, "--replace")[0] == 0
    assert len(place.rows("SELECT id FROM clients_shop")) == 1


@pytest.mark.long
def test_a_running_site_is_left_alone(backup: Path, place: Place, tmp_path: Path) -> None:
    Heartbeat.objects.beat("one", at=timezone.now())
    take(tmp_path / "second", at=AT)
    assert place.manage("restore", tmp_path / "second")[0] == 0
    # The worker ran when it was made; none does here.
    assert place.manage("restore", backup, "--replace")[0] == 0
    beat = "Heartbeat.objects.beat('one', at=now())"
    names = "from django.utils.timezone import now; from reports.models.heartbeat import Heartbeat"
    assert place.manage("shell", "--command", f"{names}; {beat}")[0] == 0
    code, said = place.manage("restore", backup, "--replace")
    assert (code, "The site runs. Stop it first" in said) == (1, True)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-1] + b"x"), "is not as it was written"),
        (lambda file: file.unlink(), "is missing"),
        (lambda file: file.with_name("stranger").touch(), "does not belong there"),
    ],
)
@pytest.mark.parametrize("which", ["database.*", "media/handouts/*"])
def test_what_is_damaged_changes_nothing(
    backup: Path, place: Place, which: str, harm: Callable[[Path], object], told: str
) -> None:
    harm(next(backup.glob(which)))
    for options in ([], ["--check"]):
        with pytest.raises(CommandError, match=told):
            call_command("restore", backup, *options)
    assert list(place.folder.iterdir()) == []


def test_a_changed_manifest_and_none_at_all(backup: Path) -> None:
    manifest = backup / "manifest.json"
    manifest.write_text(manifest.read_text().replace("0.1.0", "0.1.1"))
    with pytest.raises(CommandError, match=r"manifest.json is not as it was written"):
        call_command("restore", backup, check=True)
    manifest.unlink()
    with pytest.raises(CommandError, match="is no whole backup"):
        call_command("restore", backup, check=True)


def test_check_says_what_is_there(backup: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("restore", backup, check=True)
    assert capsys.readouterr().out == f"{backup}: 2 files as they were written on 2026-03-01T12:00 UTC\n"


def test_one_of_a_newer_program_or_another_engine_is_refused(backup: Path) -> None:
    found = check(backup)
    newer = replace(found, migrations=[*found.migrations, "reports.9999_later"])
    assert "newer version of this program" in obstacle(newer, replace=True)
    other = replace(found, database="oracle")
    assert "Set it to the same kind" in obstacle(other, replace=True)


@pytest.mark.long
def test_a_failure_half_way_leaves_what_was_there(backup: Path, place: Place) -> None:
    assert place.manage("restore", backup)[0] == 0
    before = place.rows("SELECT name FROM clients_firm")
    database = next(backup.glob("database.*"))
    database.write_bytes(database.read_bytes()[:-2000])
    code, _said = place.manage("shell", "--verbosity", "0", "--command", LOAD.format(database))
    assert code == 1
    assert place.rows("SELECT name FROM clients_firm") == before


LOAD = "from pathlib import Path; from reports.backup.dumps import load; load(Path('{0}'))"
