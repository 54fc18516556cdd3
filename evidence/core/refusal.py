"""Refuses a file that cannot be read, with a code and plain fields; the sentences are outside the core."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    NO_TICKETS = "no-tickets"
    ONE_COLUMN = "one-column"
    WORKBOOK = "workbook"
    OLD_WORKBOOK = "old-workbook"
    XML_SHEET = "xml-sheet"
    WEB_PAGE = "web-page"
    PDF = "pdf"
    JSON = "json"
    NO_TEXT = "no-text"
    OPEN_QUOTE = "open-quote"
    LONG_CELL = "long-cell"
    TOO_BIG = "too-big"
    NO_DATE_COLUMN = "no-date-column"
    NO_ENTRIES = "no-entries"
    UNREADABLE_DATES = "unreadable-dates"
    MIXED_ORDER = "mixed-order"
    STOPPED = "stopped"


class RefusedError(Exception):
    """The file cannot be read any further.

    `line` counts from 1 and is None if no line is to blame. `count` and `example` are for unreadable dates only: the
    example is a cell, for the owner's eyes, and never part of the exception's text.
    """

    def __init__(
        self, why: Why, *, line: int | None = None, count: int | None = None, example: str | None = None
    ) -> None:
        super().__init__(why.value)
        self.why = why
        self.line = line
        self.count = count
        self.example = example
