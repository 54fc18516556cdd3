"""HTML to a tagged PDF; the only importer of WeasyPrint, which is slow to load."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import local
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation

ASSET = "asset:"
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
NONE: Mapping[str, bytes] = MappingProxyType({})
# The renderer breaks after its first word a line that fits but for the blank at its end: no text may end with one.
BLANK = re.compile(r"\s++(<(?:bdi|span|strong)\b[^>]*>|(?:</(?:a|bdi|span|strong)>)*</(?:h3|li|p|td|th)>)")
FONTS = local()  # Pango's, which each thread must have its own of, and keeps: what one holds is never all given back


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside a PDF; `made` is told as the time of its making."""

    name: str
    description: str
    data: bytes
    made: datetime


def render_pdf(html: str, *, enclosed: Enclosed | None = None, logos: Mapping[str, bytes] = NONE) -> bytes:
    """Turn one HTML document into PDF/UA-1 with embedded fonts, the same bytes wherever the same fonts are installed.

    It reaches our static files, by `asset:<path>`, and what `logos` holds by its whole address. A missing one, or any
    other address, raises ValueError.
    """
    # Fonts with pictures in them, emoji, are written anew, with the time of writing unless this names another.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    with _nothing_collected():
        return _pdf(typeset(html), enclosed, logos)


def typeset(html: str) -> str:
    """Move blanks to where no line breaks amiss, and let no % begin a line."""
    return BLANK.sub(r"\1 ", html).replace(" %", "\N{NO-BREAK SPACE}%")


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """What a document is made of lives until its end; looking for garbage among it took a quarter of the time."""
    was = gc.isenabled()  # not while another thread renders, which will have it enabled
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()  # the next thing made has it begin


def _pdf(html: str, enclosed: Enclosed | None, logos: Mapping[str, bytes]) -> bytes:
    # WeasyPrint loads Pango and takes half a second: only whoever renders pays for it.
    from weasyprint import HTML, Attachment  # noqa: PLC0415 -- slow import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- slow import

    class OursOnly(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            path = unquote(urlsplit(url).path)
            kind = KINDS.get(Path(path).suffix)
            found = (logos.get(url) or _asset(url, path)) if kind else None
            if found is None:
                raise FatalURLFetchingError(f"a report may not load {url[:200]!r}")
            return URLFetcherResponse(url, BytesIO(found), {"Content-Type": kind})

    if not hasattr(FONTS, "known"):
        FONTS.known = FontConfiguration()
    files = []
    if enclosed:
        facts = {"name": enclosed.name, "description": enclosed.description, "relationship": "Data"}
        files = [Attachment(file_obj=BytesIO(enclosed.data), created=enclosed.made, modified=enclosed.made, **facts)]
    try:
        document = HTML(string=html, base_url=ASSET, url_fetcher=OursOnly())  # type: ignore[no-untyped-call]  # the same
        return bytes(document.write_pdf(font_config=FONTS.known, pdf_variant="pdf/ua-1", attachments=files))
    except FatalURLFetchingError as error:  # no Exception: nothing between here and there may swallow it
        raise ValueError(str(error.__cause__ or error)) from error


def _asset(url: str, path: str) -> bytes | None:
    try:
        found = finders.find(path) if url.startswith(ASSET) else None
    except SuspiciousFileOperation:  # it leads out of our static files
        return None
    return Path(found).read_bytes() if found else None
