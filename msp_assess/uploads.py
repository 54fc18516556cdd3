"""How large what is uploaded may be: Django itself ends forms that are too large, but takes files without end."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Limit(FileUploadHandler):
    """Refuses a request by the length it says it has, before any of it lies on the disk; anybody can send one."""

    def handle_raw_input(self, input_data: Any, meta: Any, content_length: int, *rest: Any) -> None:
        if content_length > settings.UPLOAD_MAX_SIZE:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""
