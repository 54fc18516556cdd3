"""Answers are compressed on their way, but for files, which are compressed in themselves."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class Compression(GZipMiddleware):
    """PDF, ZIP and workbooks go as they are, with their length, so that a browser can tell how far a download is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if isinstance(response, FileResponse) else super().process_response(request, response)
