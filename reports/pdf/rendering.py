"""Turns HTML into a tagged PDF; the only module that imports WeasyPrint, which loads slowly."""

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

from reports.pdf.tagging import finish

ASSET = "asset:"
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
NONE: Mapping[str, bytes] = MappingProxyType({})
# The renderer breaks after the first word a line that fits except for a space at its end, so no text may end with one.
CONTROL = re.compile(
    "[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # what no XML may hold, such as the PDF's metadata
BLANK = re.compile(r"\s++(<(?:bdi|span|strong)\b[^>]*>|(?:</(?:a|bdi|span|strong)>)*</(?:h3|li|p|td|th)>)")
FONTS = local()  # Pango's; each thread needs its own and keeps it, because what one holds is never fully freed


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside a PDF; `made` is given as its creation time."""

    name: str
    description: str
    data: bytes
    made: datetime


def render_pdf(html: str, *, enclosed: Enclosed | None = None, logos: Mapping[str, bytes] = NONE) -> bytes:
    """Turn one HTML document into PDF/UA-1 with embedded fonts; the same fonts always give the same bytes.

    It can load our static files, by `asset:<path>`, and whatever `logos` has at that whole address. A missing one, or
    any other address, raises ValueError.
    """
    # Fonts with pictures, such as emoji, are written with the current time unless this sets another.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    with _nothing_collected():
        return _pdf(typeset(html), enclosed, logos)


def typeset(html: str) -> str:
    """Move spaces to where they break no line, let no % start a line, and drop control characters."""
    return BLANK.sub(r"\1 ", CONTROL.sub("", html)).replace(" %", "\N{NO-BREAK SPACE}%")


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Pause garbage collection: a document's objects live to its end, and searching them took a quarter of the time."""
    was = gc.isenabled()  # not while another thread renders, which will enable it again
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()  # the next allocation triggers it


def _pdf(html: str, enclosed: Enclosed | None, logos: Mapping[str, bytes]) -> bytes:
    # WeasyPrint loads Pango, which takes half a second, so only a process that renders imports it.
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
    files: list[Any] = []
    if enclosed:
        facts = {"name": enclosed.name, "description": enclosed.description, "relationship": "Data"}
        files = [Attachment(file_obj=BytesIO(enclosed.data), created=enclosed.made, modified=enclosed.made, **facts)]
    try:
        document = HTML(string=html, base_url=ASSET, url_fetcher=OursOnly())  # type: ignore[no-untyped-call]  # WeasyPrint has no types
        options = {"font_config": FONTS.known, "pdf_variant": "pdf/ua-1", "attachments": files}
        return bytes(document.write_pdf(finisher=finish, **options))
    except FatalURLFetchingError as error:  # not an Exception, so that nothing in between swallows it
        raise ValueError(str(error.__cause__ or error)) from error


def _asset(url: str, path: str) -> bytes | None:
    try:
        found = finders.find(path) if url.startswith(ASSET) else None
    except SuspiciousFileOperation:  # it leads out of our static files
        return None
    return Path(found).read_bytes() if found else None
