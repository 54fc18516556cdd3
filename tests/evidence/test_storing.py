"""Files of an upload: stored under its key, opened as often as wanted, deleted together, and swept when old."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import override_settings

from evidence import storing
from reports.upkeep import TICKETS, clean
from tests.evidence.owners import stored


def save(key: UUID, what: str = storing.TICKETS, content: bytes = b"a,b\n1,2\n") -> None:
    storing.save(key, what, ContentFile(content))


def test_a_file_is_opened_from_its_start_each_time() -> None:
    save(key := uuid4())
    opened = storing.opener(key, storing.TICKETS)
    for _ in range(2):
        with opened() as stream:
            assert stream.read() == b"a,b\n1,2\n"


def test_what_is_read_is_reported() -> None:
    save(key := uuid4(), content=b"x" * 100_000)
    sizes: list[int] = []
    with storing.opener(key, storing.TICKETS, sizes.append)() as stream:
        while stream.read(30_000):
            pass
    assert sum(sizes) == 100_000


def test_a_second_file_takes_the_place_of_the_first() -> None:
    key = uuid4()
    save(key, content=b"one")
    save(key, content=b"two")
    with storing.opener(key, storing.TICKETS)() as stream:
        assert stream.read() == b"two"
    assert stored() == [f"{key.hex}.tickets"]


def test_all_of_an_upload_is_deleted_and_nothing_elses() -> None:
    mine, others = uuid4(), uuid4()
    for key in (mine, others):
        for what in (storing.TICKETS, storing.ENTRIES):
            save(key, what)
        storing.save_pages(key, {"labels": ["é"]})
    storing.delete(mine)
    storing.delete(mine)
    assert stored() == sorted(f"{others.hex}.{what}" for what in ("tickets", "entries", "pages"))
    assert (storing.read_pages(mine), storing.read_pages(others)) == (None, {"labels": ["é"]})


def test_a_file_without_a_row_goes_after_the_hour() -> None:
    save(key := uuid4())
    now = datetime.now(tz=UTC)
    path = storages["tickets"].path(storing.name_of(key, storing.TICKETS))
    written = now - storing.KEPT_FOR - timedelta(seconds=1)
    assert storing.outdated(now) == []
    os.utime(path, (written.timestamp(), written.timestamp()))
    assert storing.outdated(now) == [f"tickets/{key.hex}.tickets"]


@pytest.mark.django_db
def test_the_sweep_deletes_it() -> None:
    save(uuid4())
    gone = clean(at=datetime.now(tz=UTC) + storing.KEPT_FOR + timedelta(minutes=1), chores=TICKETS)
    assert gone == {"uploads of tickets": 0, "files of tickets nobody knows of": 1}
    assert stored() == []


def test_the_first_sweep_finds_no_folder(tmp_path: object) -> None:
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    with override_settings(STORAGES={"default": backend, "tickets": backend}):
        assert storing.outdated(datetime.now(tz=UTC)) == []
