"""Tables as files: CSV that Excel reads as UTF-8, and workbooks; neither lets a cell run as a formula.

A moment is written in the time zone that it has.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import StringIO
from itertools import chain, islice
from typing import IO, TypeAlias

from xlsxwriter import Workbook

from clients.core.formula import guarded

Cell: TypeAlias = str | int | float | datetime | None
MOST_ROWS = 1_000_000  # rows in a worksheet, which ends at 1,048,576
BLOCK = 500  # lines
NARROWEST, WIDEST = 10, 60  # characters of a column
ON_TOP = 4  # column width for the filter button


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    header: Sequence[str]
    rows: Iterator[Sequence[Cell]]


def as_csv(sheet: Sheet) -> Iterator[str]:
    """Yield the file in blocks of lines, to be sent as UTF-8 while it is made."""
    block = StringIO()
    writer = csv.writer(block)
    rows = chain([sheet.header], sheet.rows)
    block.write("\ufeff")  # tells Excel that it is UTF-8
    while lines := list(islice(rows, BLOCK)):
        writer.writerows([_plain(cell) for cell in row] for row in lines)
        yield block.getvalue()
        block.seek(0)
        block.truncate()


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return guarded(cell)  # our own numbers are numbers, not text
    return _stamp(cell.replace(tzinfo=None)) if isinstance(cell, datetime) else cell


@lru_cache(1000)  # the rows of one assessment repeat its date
def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")


def write_xlsx(sheet: Sheet, file: IO[bytes]) -> None:
    """Write a workbook in which text stays text, however it starts, and dates are dates."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with Workbook(file, options) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for number, rows in enumerate(_batches(sheet.rows, MOST_ROWS), 1):
            page = book.add_worksheet(sheet.name if number == 1 else f"{sheet.name} {number}")
            page.freeze_panes(1, 1)
            page.write_row(0, 0, sheet.header, bold)
            widths, at = [len(title) + ON_TOP for title in sheet.header], 0
            for at, row in enumerate(rows, 1):
                widths = [max(width, _width(cell)) for width, cell in zip(widths, row, strict=False)]
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(at, column, cell)
                    elif isinstance(cell, datetime):
                        page.write_datetime(at, column, cell, day)
                    elif cell is not None:
                        page.write_number(at, column, cell)
            page.autofilter(0, 0, at, len(sheet.header) - 1)
            for column, width in enumerate(widths):
                page.set_column(column, column, min(max(width, NARROWEST), WIDEST))


def _width(cell: Cell) -> int:
    """Return the characters a cell takes in its row: its longest line."""
    if isinstance(cell, datetime):
        return len("2026-11-29 12:00 ")
    return max(map(len, cell.split("\n")), default=0) + 1 if isinstance(cell, str) else len(str(cell or "")) + 1


def _batches(rows: Iterator[Sequence[Cell]], size: int) -> Iterable[Iterator[Sequence[Cell]]]:
    """Yield at least one batch, so that an empty table has its header."""
    yield islice(rows, size)
    for row in rows:
        yield chain([row], islice(rows, size - 1))
