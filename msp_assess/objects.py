"""Stores files in a bucket of an object store that speaks S3, for several machines that serve one site."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

CONNECT, READ, TRIES = 5, 20, 3  # seconds to be answered, seconds between two bytes, attempts
IN_MEMORY = 8 * 1024**2  # of a file that is read; more of it goes to a temporary file
GONE = ("404", "NoSuchKey")


class Objects(S3Storage):  # type: ignore[misc]  # it promises no types
    """A bucket; one that cannot be reached or says no is an OSError, as a disk that fails.

    No object is public, none is ever overwritten, and no address of one leaves this program.
    """

    def __init__(self, **settings: Any) -> None:
        style = "path" if settings.get("endpoint_url") else "auto"  # a server of one's own has no name for each bucket
        retries: Any = {"total_max_attempts": TRIES, "mode": "standard"}
        config = Config(connect_timeout=CONNECT, read_timeout=READ, retries=retries, s3={"addressing_style": style})
        ours = {"file_overwrite": False, "default_acl": None, "client_config": config, "max_memory_size": IN_MEMORY}
        super().__init__(**ours, **settings)

    def _save(self, name: str, content: File[Any]) -> str:
        with _failing(name):
            saved: str = super()._save(name, content)
            return saved

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        """Return the file, fetched: what fails fails here, not in the midst of an answer."""
        with _failing(name):
            opened: File[Any] = super()._open(name, mode)
            opened.file  # noqa: B018 -- fetches it
            return opened

    def delete(self, name: str) -> None:
        with _failing(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _failing(name):
            there: bool = super().exists(name)
            return there

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _failing(name):
            found: tuple[list[str], list[str]] = super().listdir(name)
            return found

    def get_modified_time(self, name: str) -> datetime:
        with _failing(name):
            at: datetime = super().get_modified_time(name)
            return at

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        raise ValueError("reports have no address of their own: a view says who may read them")


@contextmanager
def _failing(name: str) -> Iterator[None]:
    """Raise FileNotFoundError for what is not there, and OSError, as a disk would, for anything else that failed."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        if isinstance(error, ClientError) and error.response.get("Error", {}).get("Code") in GONE:
            raise FileNotFoundError(errno.ENOENT, "the object store has no such file", name) from error
        raise OSError(errno.EIO, f"the object store failed: {' '.join(str(error).split())}", name) from error
