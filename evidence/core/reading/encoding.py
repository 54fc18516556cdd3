"""Finds a file's encoding: by its mark, else UTF-8 if all of it is valid, else Windows-1252, to be confirmed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from evidence.core.refusal import RefusedError, Why

Open = Callable[[], BinaryIO]

MOST_BYTES = 100 * 1000 * 1000
CHUNK = 1 << 18
HEAD = 4096
LETTERS = 3

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (
    (re.compile(rb"PK\x03\x04|PK\x05\x06"), Why.WORKBOOK),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\x09\x08\x10\x00|\x09\x08\x08\x00"), Why.OLD_WORKBOOK),
    (re.compile(rb"\s*%PDF-"), Why.PDF),
)
TEXT_SIGNATURES = (
    (
        re.compile(
            r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        Why.WEB_PAGE,
    ),
    (re.compile(r"\s*<(?:\?xml|[a-z]+:?workbook|workbook|!doctype)\b", re.IGNORECASE), Why.XML_SHEET),
    (re.compile(r"\s*(?:\{\s*(?:\"[^\"\n]*\"\s*:|\})|\[\s*(?:[\[{\]]|\"[^\"\n]*\"\s*[,\]]))"), Why.JSON),
)
WORD = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name, how sure it is, and up to three words to confirm it by; these are cells and never stored."""

    name: str
    sure: str
    letters: tuple[str, ...] = ()


def recognize(source: Open) -> Encoding:
    """Read the whole file once; raise RefusedError if it is not text or over MOST_BYTES."""
    with source() as stream:
        head = stream.read(HEAD)
    if not head:
        raise RefusedError(Why.EMPTY)
    for pattern, why in SIGNATURES:
        if pattern.match(head):
            raise RefusedError(why)
    mark = next((name for mark, name in MARKS if head.startswith(mark)), None)
    _look_at(head.decode(mark or "latin-1", errors="ignore"))
    if mark:
        return Encoding(_all_of(source, mark) and mark, "mark")
    try:
        ascii_only = _all_of(source, "utf-8") == "ascii"
    except RefusedError as error:
        if error.why is not Why.NO_TEXT or error.line is not None:
            raise
        _all_of(source, "cp1252")
        return Encoding("cp1252", "not UTF-8; letters shown to confirm", _letters(source, "cp1252"))
    return Encoding("utf-8", "plain ASCII" if ascii_only else "valid UTF-8")


def _look_at(text: str) -> None:
    for pattern, why in TEXT_SIGNATURES:
        if pattern.match(text):
            raise RefusedError(why)


def _all_of(source: Open, codec: str) -> str:
    """Decode everything, and return "ascii" or the codec; refuse a zero byte with line 0: no other codec helps."""
    decoder = codecs.getincrementaldecoder(codec)()
    size, found = 0, "ascii"
    with source() as stream:
        while True:
            chunk = stream.read(CHUNK)
            size += len(chunk)
            if size > MOST_BYTES:
                raise RefusedError(Why.TOO_BIG)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                raise RefusedError(Why.NO_TEXT, line=0 if b"\0" in chunk and codec == "utf-8" else None) from error
            if "\0" in text:
                raise RefusedError(Why.NO_TEXT, line=0)
            if not text.isascii():
                found = codec
            if not chunk:
                return found


def _letters(source: Open, codec: str) -> tuple[str, ...]:
    """Return the first three different words with a letter beyond ASCII."""
    words: dict[str, None] = {}
    with source() as stream:
        while chunk := stream.read(CHUNK):
            for word in WORD.findall(chunk.decode(codec)):
                words[word] = None
                if len(words) == LETTERS:
                    return tuple(words)
    return tuple(words)
