"""Compresses responses, except for files, which are compressed already."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class Compression(GZipMiddleware):
    """Leaves PDF, ZIP and workbooks as they are, with their length, so that browsers can show the progress."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if isinstance(response, FileResponse) else super().process_response(request, response)
