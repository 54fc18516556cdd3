"""On set-ups that are really broken: it names what is wrong, how to fix it, and fails."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

FIXED = ("PATH", "HOME", "LANG")


class SetUp:
    """An installation of its own, with SQLite in a folder, as script/setup leaves it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {name: os.environ[name] for name in FIXED if name in os.environ} | {"DATA_DIR": str(folder)}
        (folder / "secret_key").write_text(secrets.token_urlsafe(48))
        (folder / "secret_key").chmod(0o600)
        (folder / "static").mkdir()
        (folder / "static" / "staticfiles.json").touch()

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def doctor(self, *arguments: str, **environment: str) -> tuple[int, dict[str, str], str]:
        """Its exit code, what it says of each check, and what it says beside."""
        done = self.manage("doctor", *arguments, **environment)
        said: dict[str, str] = {}
        name = ""
        for line in done.stdout.splitlines():
            name = line[7:16].strip() or name
            said[name] = " ".join(f"{said.get(name, '')} {line[:7]} {line[17:]}".split())
        return done.returncode, said, done.stderr.strip()


@pytest.fixture(scope="module")
def up_to_date(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one with a database, to be copied with its key, which the database knows."""
    made = SetUp(tmp_path_factory.mktemp("made"))
    assert made.manage("migrate", "--verbosity", "0").returncode == 0
    return made.folder


@pytest.fixture
def migrated(site: SetUp, up_to_date: Path) -> SetUp:
    shutil.copytree(up_to_date, site.folder, dirs_exist_ok=True)
    return site


@pytest.fixture
def site(tmp_path: Path) -> SetUp:
    return SetUp(tmp_path)


def test_without_a_key_it_is_one_line_and_no_traceback(site: SetUp) -> None:
    (site.folder / "secret_key").unlink()
    code, said, beside = site.doctor()
    assert (code, said, beside.count("\n")) == (1, {}, 0)
    assert "has no secret key of its own" in beside
    assert beside.endswith("Otherwise run script/setup, which makes the file, or set SECRET_KEY.")


def test_in_a_zone_that_is_none_it_is_one_line_too(site: SetUp) -> None:
    code, said, beside = site.doctor(TIME_ZONE="Mars/Olympus")
    assert (code, said) == (1, {})
    assert beside == ("manage.py: TIME_ZONE is 'Mars/Olympus'. Set it to a zone like Europe/Zurich or America/Chicago")


@pytest.mark.long
def test_before_the_first_migrate_and_with_a_file_where_reports_go(site: SetUp) -> None:
    (site.folder / "media").touch()
    (site.folder / "secret_key").chmod(0o644)
    code, said, beside = site.doctor()
    assert (code, beside) == (1, "CommandError: 4 of 8 checks failed")
    assert said["key"].startswith("FAILS ")
    assert said["key"].endswith(f"chmod 600 {site.folder}/secret_key")
    assert said["database"].startswith(f"FAILS SQLite at {site.folder}/db.sqlite3 is not up to date: ")
    assert said["database"].endswith(" manage.py migrate")
    assert said["files"].startswith(f"FAILS {site.folder}/media cannot be written: ")
    assert said["worker"] == "FAILS no way to know without the database Fix the database first"
    assert [name for name, words in said.items() if words.startswith("ok")] == ["space", "clock", "mail", "proxy"]


def test_with_a_database_that_is_not_there(site: SetUp) -> None:
    code, said, beside = site.doctor(DATABASE_URL="postgresql://assess@127.0.0.1:1/assess?connect_timeout=2")
    assert (code, beside.splitlines()[-1]) == (1, "CommandError: 2 of 8 checks failed")
    assert said["database"].startswith("FAILS PostgreSQL at assess cannot be reached: ")
    assert "Traceback" not in beside
    assert said["worker"].endswith("Fix the database first")


@pytest.mark.long
def test_without_a_worker_and_with_mail_off(migrated: SetUp) -> None:
    code, said, beside = migrated.doctor("--mail", "ann@example.com")
    assert (code, beside) == (1, "CommandError: 2 of 8 checks failed")
    assert said["worker"].startswith("FAILS no worker runs")
    assert said["mail"] == "FAILS mail is off: EMAIL_HOST is not set Set EMAIL_HOST and the others, see docs/operate.md"


def test_on_a_site_that_is_well_it_succeeds(migrated: SetUp) -> None:
    beat = "Heartbeat.objects.beat('one', at=now())"
    names = "from django.utils.timezone import now; from reports.models.heartbeat import Heartbeat"
    assert migrated.manage("shell", "--command", f"{names}; {beat}").returncode == 0
    code, said, beside = migrated.doctor()
    assert (code, beside) == (0, "")
    assert [*said] == ["key", "database", "files", "space", "clock", "worker", "mail", "proxy"]
