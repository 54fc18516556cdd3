"""Reads the first sheet of an XLSX workbook as text; a formula stays one, so that whoever reads it can say so."""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from lzma import LZMAError
from struct import error as StructError  # noqa: N812 -- a class by a small name
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MARK = b"PK\x03\x04"
MOST_BYTES = 16 * 1024 * 1024  # of one part, unpacked
MOST_TAGS = 400_000  # of one part: 16 MB of nothing but empty cells would be 385 MB in memory
MOST_TEXT = 4_000_000  # characters of all cells: many may show one shared text
MOST_ROWS, MOST_COLUMNS = 2000, 60
LETTERS = re.compile(r"[A-Z]{1,3}")
REST = r"{*}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# What a ZIP, its ways of packing, and its XML raise. RuntimeError: with a password, or packed as nobody does.
DAMAGED: tuple[type[Exception], ...] = (BadZipFile, StructError, zlib.error, LZMAError, EOFError, OSError, RuntimeError)
DAMAGED += (ParseError, DefusedXmlException, LookupError, ValueError)


class BadWorkbook(ValueError):  # noqa: N818 -- describes the file
    """It is damaged, far too large inside, locked with a password, or no workbook at all."""


def is_workbook(data: bytes) -> bool:
    return data.startswith(MARK)


def rows_of(data: bytes) -> list[list[str]]:
    """Return the cells of the first sheet as they are stored, a formula as `=…`; raise BadWorkbook."""
    try:
        with ZipFile(BytesIO(data)) as book:
            shared = _shared(book)
            return _within(_cells(row, shared) for row in _rows(_part(book, _first_sheet(book))))
    except DAMAGED as error:
        raise BadWorkbook from error


def _within(rows: Iterator[list[str]]) -> list[list[str]]:
    found, length = [], 0
    for row in rows:
        length += sum(map(len, row))
        if length > MOST_TEXT:
            raise BadWorkbook
        found.append(row)
    return found


def _part(book: ZipFile, name: str) -> Element:
    if book.getinfo(name).file_size > MOST_BYTES:
        raise BadWorkbook
    raw = book.read(name)
    if raw.count(b"<") > MOST_TAGS:
        raise BadWorkbook
    found: Element = fromstring(raw, forbid_dtd=True)
    return found


def _first_sheet(book: ZipFile) -> str:
    sheet = _part(book, "xl/workbook.xml").find(f"{REST}sheets/{REST}sheet")
    if sheet is None:
        raise BadWorkbook
    wanted = sheet.get(RELATION)
    for each in _part(book, "xl/_rels/workbook.xml.rels"):
        if each.get("Id") == wanted:
            target = each.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    raise BadWorkbook


def _shared(book: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_text(each) for each in _part(book, "xl/sharedStrings.xml").iterfind("{*}si")]


def _text(element: Element) -> str:
    """Return its text, without what says how to pronounce it."""
    told = (each for part in element if not part.tag.endswith("}rPh") for each in part.iter())
    return "".join(each.text or "" for each in told if each.tag.endswith("}t"))


def _rows(sheet: Element) -> Iterator[Element]:
    for number, row in enumerate(sheet.iterfind(f"{REST}sheetData/{REST}row")):
        if number >= MOST_ROWS:
            raise BadWorkbook
        yield row


def _cells(row: Element, shared: list[str]) -> list[str]:
    found: dict[int, str] = {}
    for place, cell in enumerate(row.iterfind(f"{REST}c")):
        name = LETTERS.match(cell.get("r", ""))
        column = _number(name[0]) if name else place
        if column < MOST_COLUMNS:
            found[column] = _value(cell, shared)
    return [found.get(column, "") for column in range(max(found, default=-1) + 1)]


def _number(letters: str) -> int:
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - ord("A") + 1
    return number - 1


def _value(cell: Element, shared: list[str]) -> str:
    formula, value = cell.find(f"{REST}f"), cell.findtext(f"{REST}v") or ""
    if formula is not None:
        return f"={formula.text or ''}"
    match cell.get("t"):
        case "s":
            return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
        case "inlineStr":
            return _text(cell)
        case "str" | "e" | "b":
            return value
        case _other:
            return _plain(value)


def _plain(number: str) -> str:
    """Write a stored number as people do: 5.55E+9 as 5550000000, and 4.0 as 4."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    whole = value.is_finite() and abs(value.adjusted()) < 20 and value == value.to_integral_value()  # noqa: PLR2004 -- digits of a phone
    return f"{value:.0f}" if whole else number
