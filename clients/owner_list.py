"""A list of owners as it is pasted, or as Excel saves it, into rows of text; what they say is checked by a form."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from io import StringIO

MOST_ROWS = 500
MOST_BYTES = 512 * 1024
FIELDS = ("name", "owner", "email", "people")
DELIMITERS = "\t;|,"  # where two split a list alike, the one that stands in fewer names
ADDRESS = re.compile(r"\S@\S+\.\S")  # as good as, for finding the column
SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a line of Excel's own
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# What a first row says that names its columns. A bare "name" is the owner's where another column has the shop's.
HEADINGS = {
    "name": {"shop", "shop name", "company", "company name", "business", "business name", "client", "customer", "name"},
    "owner": {"owner", "owner name", "owner's name", "contact", "contact name", "person", "name"},
    "email": {"email", "e-mail", "mail", "email address", "e-mail address"},
    "people": {"people", "staff", "employees", "headcount", "team", "size"},
}
Row = dict[str, str]


class Unreadable(ValueError):  # noqa: N818 -- what a list is, not a fault of ours
    """`code` is "workbook", "encoding", "too-many" or "damaged"."""

    def __init__(self, code: str, rows: int = 0) -> None:
        super().__init__(code)
        self.code, self.rows = code, rows


def decoded(data: bytes) -> str:
    """The text of a file in one of the ways Excel and others save it."""
    if data.startswith(WORKBOOKS):
        raise Unreadable("workbook")
    marked = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("encoding")


def rows(text: str) -> list[Row]:
    """The rows of a list, each with all FIELDS and blanks folded; empty lines and a first row of headings left out."""
    text = text.lstrip("\ufeff")
    if named := SEPARATOR.match(text):
        table = _table(text[named.end() :], named[1])
    else:
        table = max((_table(text, each) for each in DELIMITERS), key=lambda found: sum(len(row) > 1 for row in found))
    columns = _headed(table[0]) if table else None
    if columns:
        del table[0]
    else:
        columns = _guessed(table)
    if len(table) > MOST_ROWS:
        raise Unreadable("too-many", len(table))
    return [{field: _cell(row, columns.get(field)) for field in FIELDS} for row in table]


def _table(text: str, delimiter: str) -> list[list[str]]:
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except (csv.Error, ValueError):
        raise Unreadable("damaged") from None
    return [cells for line in lines if any(cells := [" ".join(cell.split()) for cell in line])]


def _headed(first: list[str]) -> dict[str, int] | None:
    """Which column holds what, if this row says so."""
    columns: dict[str, int] = {}
    words = {number: cell.casefold().rstrip(":*") for number, cell in enumerate(first) if cell}
    for number, word in sorted(words.items(), key=lambda each: each[1] == "name"):
        field = next((field for field in FIELDS if word in HEADINGS[field] and field not in columns), None)
        if field:
            columns[field] = number
    if "@" in "".join(first):
        return None
    return columns if "email" in columns or len(columns) == len(words) > 1 else None


def _guessed(table: list[list[str]]) -> dict[str, int]:
    """The column where most rows have an address; the rest comes in our own order."""
    width = max((len(row) for row in table), default=0)
    at = [sum(bool(ADDRESS.search(_cell(row, column))) for row in table) for column in range(width)]
    email = at.index(max(at)) if any(at) else FIELDS.index("email")
    others = [column for column in range(max(width, len(FIELDS))) if column != email]
    return {"email": email, **dict(zip(("name", "owner", "people"), others, strict=False))}


def _cell(row: list[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""
