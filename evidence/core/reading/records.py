"""Yields a file's records with the line each begins on, with strict quotes and fixed limits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from evidence.core.reading.encoding import Open
from evidence.core.refusal import RefusedError, Why

LONGEST_CELL = 1 << 20
LONGEST_LINE = 8 * LONGEST_CELL
MOST_COLUMNS = 1000
# Added after the last line; a record that contains it began with a quote that never closes.
END = "\ue000end of file\ue000"


class LenientNeededError(Exception):
    """A quote inside a cell that strict reading refuses; read leniently, the file may still be fine."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file's text is cut into records; `heading` is the index of its heading record, from 0.

    `joins` are the positions of columns with dates, each with that of its times of day, which are read as one column.
    """

    codec: str
    delimiter: str
    heading: int
    strict: bool = True
    skip: int = 0
    joins: tuple[tuple[int, int], ...] = ()


def lines(source: Open, codec: str) -> Iterator[str]:
    """Yield the file's lines with their ends, never longer than memory allows."""
    number = 0
    with source() as stream, io.TextIOWrapper(stream, encoding=codec, newline="") as text:
        while line := text.readline(LONGEST_LINE):
            number += 1
            if len(line) >= LONGEST_LINE:
                raise RefusedError(Why.LONG_CELL, line=number)
            yield line


def records(source: Open, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Yield every record below the heading with its line, from 1; a blank line is an empty list.

    Raise RefusedError for an unclosed quote, a cell over LONGEST_CELL and too many columns, and LenientNeededError if
    only lenient quotes can read on.
    """
    found = split(lines(source, layout.codec), layout.delimiter, strict=layout.strict, skip=layout.skip)
    for _ in range(layout.heading + 1):
        next(found, None)
    return _joined(found, layout.joins) if layout.joins else found


def _joined(
    found: Iterator[tuple[int, list[str]]], joins: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the records with each time of day behind its date, and nothing in its own place."""
    for line, row in found:
        for day, time in joins:
            if time < len(row):
                row[day], row[time] = f"{row[day].strip()} {row[time].strip()}".strip(), ""
        yield line, row


def split(
    text: Iterator[str], delimiter: str, *, strict: bool, skip: int = 0, most: int = MOST_COLUMNS
) -> Iterator[tuple[int, list[str]]]:
    """Cut lines into records of at most `most` cells, leaving out the first `skip` lines."""
    for _ in range(skip):
        next(text, None)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(chain(text, (END,)), delimiter=delimiter, strict=strict)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            raise RefusedError(Why.OPEN_QUOTE, line=line + skip) from None
        except csv.Error as error:
            if "field larger" in str(error):
                raise RefusedError(Why.LONG_CELL, line=line + skip) from None
            if "unexpected end" in str(error):
                raise RefusedError(Why.OPEN_QUOTE, line=line + skip) from None
            raise LenientNeededError from None
        if row and row[-1].endswith(END):
            if row == [END]:
                return
            raise RefusedError(Why.OPEN_QUOTE, line=line + skip)
        if len(row) > most:
            raise RefusedError(Why.TOO_BIG, line=line + skip)
        yield line + skip, row
        line = reader.line_num + 1
