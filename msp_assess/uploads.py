"""Limits uploads: Django itself refuses forms that are too large, but accepts files of any size."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from questions.limits import FILE, take


class Limit(FileUploadHandler):
    """Refuses a request by its declared length, before any of it is on disk; anyone can send one."""

    def handle_raw_input(self, input_data: Any, meta: Any, content_length: int, *rest: Any) -> None:
        if content_length > settings.UPLOAD_MAX_SIZE:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Count a file against what its sender may send."""
        super().new_file(*args, **kwargs)
        if self.request is not None:
            take(self.request, FILE)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
