"""What a site does while something under it is away: what can be read is read, nothing is lost, and it comes back."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest

from tests.processes import until
from tests.running import WAIT, Site, Visitor, ask, problems, running, visited

AWAY = int(os.environ.get("AWAY", "60"))  # seconds
PAGE = "/example/bob-breakfix/"
OK, REFUSED = HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE
MONTH = """
from datetime import timedelta
from django.apps import apps
from django.db.models import DateTimeField, F, QuerySet
for model in apps.get_models():
    for field in model._meta.concrete_fields:
        if isinstance(field, DateTimeField):
            rows = QuerySet(model).filter(**{f"{field.name}__year__lt": 9000})  # not the one that means never
            rows.update(**{field.name: F(field.name) + timedelta(days=DAYS)})
"""


def start(site: Site) -> int:
    """The status that somebody gets who starts."""
    fields = {"key": str(uuid4()), "name": "A shop", "csrfmiddlewaretoken": Visitor.KEY}
    return ask(site.ports[0], "POST", "/start/", fields, Cookie=f"__Host-csrftoken={Visitor.KEY}")[0]


def works_again(site: Site) -> None:
    """Pages, saving and workers, without anybody's help."""
    until(lambda: site.ready(site.ports[0]), WAIT)
    until(lambda: start(site) == HTTPStatus.FOUND, WAIT)
    assert site.status(PAGE) == OK
    assert [each.restarts for each in (*site.webs, *site.workers)] == [0] * len([*site.webs, *site.workers])


@pytest.mark.long
@pytest.mark.parametrize(("away", "load"), [(0, False), (0, True), (AWAY, True)], ids=["idle", "load", "away"])
def test_postgresql_is_restarted(away: int, load: bool) -> None:
    with running("postgresql") as site:
        assert site.server
        with visited(site, 3 if load else 1) as seen:
            until(lambda: seen.submitted, WAIT)
            if not load:
                sleep(3)
            site.server.stop()
            end = monotonic() + away
            assert site.status("/health/live") == OK
            assert site.status("/health/ready") == REFUSED
            while monotonic() < end:
                assert site.status("/health/live") == OK
                assert start(site) == REFUSED
                sleep(1)
            site.server.start()
            works_again(site)
        assert problems(site.facts(300), seen) == []


@pytest.mark.long
def test_sqlite_is_locked() -> None:
    """By another program: pages are read, what cannot be saved is said, and is saved afterwards."""
    with running("sqlite") as site, visited(site) as seen:
        until(lambda: seen.submitted, WAIT)
        with closing(sqlite3.connect(site.folder / "var" / "db.sqlite3", isolation_level=None, timeout=60)) as other:
            other.execute("BEGIN IMMEDIATE")
            end = monotonic() + AWAY
            refused = 0
            while monotonic() < end:
                assert (site.status(PAGE), site.status("/health/ready")) == (OK, OK)
                refused += start(site) == REFUSED
            assert refused > 0
            other.execute("ROLLBACK")
        works_again(site)
    assert seen.statuses[REFUSED] > 0


def mount(*arguments: str) -> None:
    subprocess.run(["/usr/bin/mount", *arguments], check=True)


def fill(file: Path) -> None:
    """Write until nothing more goes."""
    with file.open("wb", buffering=0) as much:
        while True:
            much.write(bytes(1 << 12))


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A disk of its own; only root can make one."""
    with TemporaryDirectory(prefix="msp-assess-") as folder:
        mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["/usr/bin/umount", "--lazy", folder], check=True)


@pytest.mark.long
def test_the_disk_is_full() -> None:
    with small_disk(96) as disk, running("sqlite", place=disk) as site:
        with visited(site) as seen:
            until(lambda: seen.submitted, WAIT)
            with pytest.raises(OSError, match="No space left"):
                fill(disk / "much")
            until(lambda: start(site) == REFUSED, WAIT)
            end = monotonic() + AWAY / 3
            while monotonic() < end:
                assert site.status(PAGE) == OK
                assert start(site) == REFUSED
            (disk / "much").unlink()
            works_again(site)
        assert problems(site.facts(300), seen) == []


@pytest.mark.long
def test_a_site_that_starts_on_data_it_may_not_write_waits_for_it() -> None:
    with small_disk(96) as disk, running("sqlite", webs=0, workers=0, place=disk) as site:
        mount("-o", "remount,ro", str(disk))
        site.serve(1, 0, until_ready=False)
        until(lambda: site.status("/health/live") == OK, WAIT)
        assert start(site) == REFUSED
        mount("-o", "remount,rw", str(disk))
        works_again(site)


@pytest.mark.long
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@pytest.mark.parametrize("days", [-30, 30])
def test_the_clock_was_a_month_off(engine: str, days: int) -> None:
    """Whatever is in the database is a month old, or of next month; what is new is done all the same."""
    with running(engine) as site:
        with visited(site) as before:
            until(lambda: before.submitted, WAIT)
        site.facts(300)
        site.shell(MONTH.replace("DAYS", str(days)))
        with visited(site) as seen:
            until(lambda: seen.submitted, WAIT)
        works_again(site)
        facts: dict[str, Any] = site.facts(300)
        assert problems(facts, seen) == problems(facts, before) == []
