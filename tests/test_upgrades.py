"""A database of any day is brought up to date: from each commit that added a migration, with the shops of that day."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.engines import FOR_TESTS, start_postgresql
from tests.processes import ROOT

NAMES = ("PATH", "HOME", "LANG")
GIT = "/usr/bin/git"
MIGRATIONS = "*/migrations/0*.py"
SHOPS = "from django.apps import apps; print(apps.get_model('clients', 'Shop').objects.count())"
EVERYTHING = """
from django.apps import apps
for model in apps.get_models():
    list(model._default_manager.all()[:5])
from clients.models.shops import Shop
print(Shop.objects.count())
"""


# Before anybody could fetch them, their migrations got other numbers, since others had landed first.
HALF_WAY = {"9730ace", "8b9bb68", "2d44140", "d0df7b6"}


def git(*arguments: str) -> list[str]:
    return subprocess.run([GIT, *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()


def commits() -> list[str]:
    """Those by which main got a migration, the oldest first; needs the whole history.

    Without the very first, which names an app that came with the next, so nobody ever ran it.
    """
    log = ("log", "--first-parent", "-m", "--reverse", "--format=%H", "--diff-filter=A", "--", MIGRATIONS)
    return [each[:7] for each in dict.fromkeys(git(*log))][1:]


def test_no_migration_that_anybody_may_have_got_another_name() -> None:
    today = set(git("ls-files", MIGRATIONS))
    then = {each: set(git("ls-tree", "-r", "--name-only", each)) for each in commits()}
    other = {each for each, files in then.items() if {one for one in files if fnmatch(one, MIGRATIONS)} - today}
    assert other == HALF_WAY


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Of a site with an empty database."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="msp-assess-", ignore_cleanup_errors=True))
        found = {name: os.environ[name] for name in NAMES if name in os.environ} | {
            "DATA_DIR": f"{folder}/var",
            "SECRET_KEY": secrets.token_urlsafe(48),
        }
        Path(folder, "var").mkdir()
        if request.param == "postgresql":
            server = start_postgresql(folder, FOR_TESTS)
            stack.callback(server.cleanup)
            found["DATABASE_URL"] = server.get_uri()
        yield found


def manage(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip()


@pytest.mark.long
@pytest.mark.parametrize("commit", [each for each in commits() if each not in HALF_WAY])
def test_a_database_of_that_day_is_brought_up_to_date(commit: str, environment: dict[str, str], tmp_path: Path) -> None:
    packed = subprocess.run([GIT, "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["/usr/bin/tar", "-x", "-C", str(tmp_path)], input=packed, check=True)
    manage(tmp_path, environment, "migrate", "--verbosity", "0")
    if "demo" in manage(tmp_path, environment, "help", "--commands").split():
        manage(tmp_path, environment, "demo")
    shops = manage(tmp_path, environment, "shell", "--command", SHOPS)
    manage(ROOT, environment, "migrate", "--verbosity", "0")
    manage(ROOT, environment, "migrate", "--check")
    assert manage(ROOT, environment, "shell", "--verbosity", "0", "--command", EVERYTHING) == shops.splitlines()[-1]
