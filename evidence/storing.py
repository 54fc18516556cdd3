"""The files of an upload: outside media, readable for nobody else, under its random key, gone within the hour."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

from evidence.core.reading.encoding import Open

FOLDER = "tickets"
TICKETS, ENTRIES, PAGES = "tickets", "entries", "pages"  # what was uploaded, and what the pages show of it
KEPT_FOR = timedelta(minutes=60)

Report = Callable[[int], None]


def storage() -> Storage:
    return storages["tickets"]


def name_of(key: UUID, what: str) -> str:
    return f"{FOLDER}/{key.hex}.{what}"


def save(key: UUID, what: str, content: File[Any]) -> None:
    """Store one file of an upload in place of an earlier one."""
    storage().delete(name_of(key, what))
    storage().save(name_of(key, what), content)


def save_pages(key: UUID, data: Any) -> None:
    save(key, PAGES, ContentFile(json.dumps(data).encode()))


def read_pages(key: UUID) -> Any:
    """Return what `save_pages` stored; None if it is gone."""
    try:
        with storage().open(name_of(key, PAGES)) as stored:
            return json.loads(stored.read())
    except FileNotFoundError:
        return None


def opener(key: UUID, what: str, report: Report | None = None) -> Open:
    """Return a function that opens the file from its start; `report` gets the bytes of each read."""

    def opened() -> BinaryIO:
        stored = storage().open(name_of(key, what))
        return io.BufferedReader(_Reported(stored, report)) if report else stored  # type: ignore[return-value]  # a File

    return opened


def delete(key: UUID) -> None:
    """Delete every file of an upload; there may be none."""
    for what in (TICKETS, ENTRIES, PAGES):
        storage().delete(name_of(key, what))


def outdated(at: datetime) -> list[str]:
    """Return the files that are older than any upload may get, whether or not a row knows of them."""
    return sorted(_older(at - KEPT_FOR))


def _older(before: datetime) -> Iterator[str]:
    try:
        _, names = storage().listdir(FOLDER)
    except FileNotFoundError:  # nothing was uploaded yet
        return
    for name in names:
        path = f"{FOLDER}/{name}"
        try:
            if storage().get_modified_time(path).astimezone(UTC) <= before:
                yield path
        except FileNotFoundError:  # deleted meanwhile
            continue


class _Reported(io.RawIOBase):
    """Tells how much was read."""

    def __init__(self, stored: File[Any], report: Report) -> None:
        super().__init__()
        self._stored, self._report = stored, report

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._stored.read(len(buffer))
        buffer[: len(found)] = found
        self._report(len(found))
        return len(found)

    def close(self) -> None:
        self._stored.close()
        super().close()
