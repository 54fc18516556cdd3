"""Receives an upload into a file without a name: if the process is killed on the way, nothing is left of it."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from evidence.core.reading.encoding import MOST_BYTES

FILES = ("tickets", "entries")
IN_MEMORY = 1024 * 1024
FORM = 64 * 1024  # bytes of a request besides its files
LARGEST = len(FILES) * MOST_BYTES + FORM  # bytes of a request


class Receive(FileUploadHandler):
    """Takes the two files of the form up to the limit of each, without their names; `too_big` are those over it."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.too_big: set[str] = set()
        self._file: IO[bytes] | None = None
        self._size = 0

    def handle_raw_input(self, input_data: Any, meta: Any, content_length: int, *rest: Any) -> None:
        if content_length > LARGEST:
            raise RequestDataTooBig

    def new_file(self, field_name: str, *rest: Any, **more: Any) -> None:
        super().new_file(field_name, *rest, **more)
        if field_name not in FILES:
            raise SkipFile
        spooled = SpooledTemporaryFile(IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 -- closed by Django with the request
        self._file, self._size = cast("IO[bytes]", spooled), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._file is None:
            raise SkipFile
        if self._size > MOST_BYTES:
            self.too_big.add(self.field_name or "")
            self._drop()
            raise SkipFile
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        if self._file is None:
            return None
        self._file.seek(0)
        received, self._file = UploadedFile(self._file, "tickets", size=self._size), None
        return received

    def upload_interrupted(self) -> None:
        self._drop()

    def _drop(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
