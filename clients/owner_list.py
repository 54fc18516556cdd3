"""Reads a pasted or saved list of owners into rows of text; a form checks what they say."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO

from clients.core.addresses import Person, people_in, plain_address
from clients.core.cards import cards_in
from clients.core.formula import unguarded
from clients.core.text import clean_email, clean_line
from clients.core.text_encoding import Reading, readings

MOST_ROWS = 500
MOST_BYTES = 512 * 1024
FIELDS = ("name", "owner", "email", "people")
DELIMITERS = "\t;|,"  # where two split a list equally well, the first, which is rarer in names
ADDRESS = re.compile(r"\S+@\S+\.\S+")  # good enough to find the column
SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a line that Excel adds
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# How files start that hold text but no list: PDF, RTF, a web page, a workbook in XML.
NO_LISTS = (b"%pdf-", b"{\\rtf", b"<!doctype", b"<html", b"<table", b"<?xml")
BROKEN = re.compile(r"^([^@<>,;\n]*[^@<>,;\s])[ \t]*\r?\n[ \t]*(?=<)", re.MULTILINE)  # between a name and <address>
LONGEST_CELL = 131_072  # as csv has it, whose own limit is the whole process's and may be raised elsewhere
LAST_CELL = "end of the list"  # appended: if it doesn't stand alone, a quotation mark is missing
# Words that name columns in a first row. A bare "name" is the owner's if another column has the shop's.
HEADINGS = {
    "name": {"shop", "shop name", "company", "company name", "business", "business name", "client", "customer", "name"},
    "owner": {"owner", "owner name", "owner's name", "contact", "contact name", "person", "name"},
    "email": {"email", "e-mail", "mail", "email address", "e-mail address"},
    "people": {"people", "staff", "employees", "headcount", "team", "size"},
}
Row = dict[str, str]


class Unreadable(ValueError):  # noqa: N818 -- describes the list, not an error of the program
    """`code` is "workbook", "encoding", "too-many" or "damaged"."""

    def __init__(self, code: str, rows: int = 0) -> None:
        super().__init__(code)
        self.code, self.rows = code, rows


@dataclass(frozen=True, slots=True)
class OwnerList:
    """The rows, each with all FIELDS; `left_out` lists the other columns by heading or by their first words."""

    rows: list[Row]
    left_out: tuple[str, ...] = ()
    headed: bool = False


def readings_of(data: bytes) -> list[Reading]:
    """Return the ways to read a file, likeliest first; raise Unreadable for a workbook or what is not text."""
    if data.startswith(WORKBOOKS):
        raise Unreadable("workbook")
    found = [] if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:10].lower().startswith(NO_LISTS) else readings(data)
    if not found:
        raise Unreadable("encoding")
    return found


def read_list(text: str) -> OwnerList:
    """Read a table, with or without headings, cards, or addresses as a mail program copies them; skip empty lines.

    Raise Unreadable if it is damaged or has more than MOST_ROWS rows.
    """
    text = text.lstrip("\ufeff").replace("\0", "")
    found = _cards(text) or _addresses(text) or _owners(text)
    if len(found.rows) > MOST_ROWS:
        raise Unreadable("too-many", len(found.rows))
    return found


def read_table(cells: list[list[str]]) -> OwnerList:
    """Read a workbook's cells as `read_list` reads a table."""
    return _of_table([row for each in cells if any(row := [clean_line(cell) for cell in each])])


def _cards(text: str) -> OwnerList | None:
    rows = [_row(each.firm, Person(each.name, each.email)) for each in cards_in(text)]
    return OwnerList(rows) if rows else None


def _addresses(text: str) -> OwnerList | None:
    """Return everyone in a list of addresses, broken before <address> or not; None if it holds anything else."""
    rows = []
    for line in BROKEN.sub(_joined, text).splitlines():
        people = people_in(line)
        if not people and clean_line(line):
            return None
        rows += [_row("", each) for each in people]
    return OwnerList(rows) if rows else None


def _joined(found: re.Match[str]) -> str:
    name = found[1].strip()
    return found[0] if any(name.casefold() in words for words in HEADINGS.values()) else f"{name} "


def _row(shop: str, person: Person) -> Row:
    return {"name": shop, "owner": person.name, "email": clean_email(person.email), "people": ""}


def table_of(text: str) -> list[list[str]]:
    """Return the cells of a table, split where it makes most sense; raise Unreadable if none makes any."""
    if named := SEPARATOR.match(text):
        tables = [_table(text[named.end() :], named[1])]
    else:
        tables = [_table(text, each) for each in DELIMITERS]
    whole = [each for each in tables if each is not None]
    if not whole:
        raise Unreadable("damaged")
    return max(whole, key=lambda found: sum(len(row) > 1 for row in found))


def _owners(text: str) -> OwnerList:
    return _of_table(table_of(text))


def _of_table(table: list[list[str]]) -> OwnerList:
    headings = table[0] if table else []
    columns = _headed(headings)
    if columns:
        del table[0]
    taken = columns or _guessed(table)
    if len(table) > MOST_ROWS:
        raise Unreadable("too-many", len(table))
    rows = [row for cells in table for row in _rows(cells, taken, headed=bool(columns))]
    return OwnerList(rows, tuple(_left_out(table, headings if columns else [], taken)), bool(columns))


def _table(text: str, delimiter: str) -> list[list[str]] | None:
    """Return the rows; None if a quotation mark is never closed, which would make one cell of all that follows."""
    try:
        *lines, last = csv.reader(StringIO(f"{text}\n{LAST_CELL}", newline=""), delimiter=delimiter)
    except (csv.Error, ValueError):
        return None
    if last != [LAST_CELL] or any(len(cell) > LONGEST_CELL for line in lines for cell in line):
        return None
    return [cells for line in lines if any(cells := [clean_line(unguarded(cell)) for cell in line])]


def _headed(first: list[str]) -> dict[str, int] | None:
    """Return the column number of each field; None if this row is not a row of headings."""
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
    """Take the column with the most addresses for the e-mail; the other fields follow in our own order."""
    width = max((len(row) for row in table), default=0)
    at = [sum(_is_address(_cell(row, column)) for row in table) for column in range(width)]
    email = at.index(max(at)) if any(at) else FIELDS.index("email")
    others = [column for column in range(max(width, len(FIELDS))) if column != email]
    return {"email": email, **dict(zip(("name", "owner", "people"), others, strict=False))}


def _is_address(cell: str) -> int:
    """Rate a cell: an address alone counts more than one with a name, which may be in the wrong column."""
    return 2 * bool(ADDRESS.fullmatch(plain_address(cell))) or int(bool(ADDRESS.search(cell)))


def _rows(cells: list[str], columns: dict[str, int], *, headed: bool) -> list[Row]:
    """Return one row of a table, or one for each address if a cell holds several."""
    row = {field: _cell(cells, columns.get(field)) for field in FIELDS}
    people = people_in(row["email"])
    if not people and not headed and not row["email"]:  # `Ada Example <ada@example.com>` in another column
        field = next((field for field in FIELDS if people_in(row[field])), "email")
        people = people_in(row[field])
        row[field] = "" if people else row[field]
    if not people:
        return [{**row, "email": clean_email(plain_address(row["email"]))}]
    return [{**row, "owner": row["owner"] or each.name, "email": clean_email(each.email)} for each in people]


def _left_out(table: list[list[str]], headings: list[str], columns: dict[str, int]) -> list[str]:
    """Name the columns that were not taken, by heading or by their first words."""
    found = []
    for column in range(max((len(row) for row in table), default=0)):
        first = next((cell for row in table if (cell := _cell(row, column))), "")
        if first and column not in columns.values():
            found.append(_cell(headings, column) or first)
    return found


def _cell(row: list[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""
