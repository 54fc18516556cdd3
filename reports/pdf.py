"""HTML to a tagged PDF; the only importer of WeasyPrint, which is slow to load."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation

ASSET = "asset:"
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


def render_pdf(html: str) -> bytes:
    """Turn one HTML document into PDF/UA-1 with embedded fonts; it reaches our static files and nothing else.

    A style sheet or picture is named `asset:<path>`. A missing one, or any other address, raises ValueError.
    """
    # WeasyPrint loads Pango and takes half a second: only whoever renders pays for it.
    from weasyprint import HTML  # noqa: PLC0415 -- slow import
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- slow import

    class StaticOnly(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            path = unquote(urlsplit(url).path)
            kind = KINDS.get(Path(path).suffix)
            try:
                found = finders.find(path) if kind and url.startswith(ASSET) else None
            except SuspiciousFileOperation:  # it leads out of our static files
                found = None
            if not found:
                raise FatalURLFetchingError(f"a report may not load {url[:200]!r}")
            return URLFetcherResponse(url, BytesIO(Path(found).read_bytes()), {"Content-Type": kind})

    try:
        document = HTML(string=html, base_url=ASSET, url_fetcher=StaticOnly())  # type: ignore[no-untyped-call]  # the same
        return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
    except FatalURLFetchingError as error:  # no Exception: nothing between here and there may swallow it
        raise ValueError(str(error.__cause__ or error)) from error
