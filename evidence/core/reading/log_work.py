"""Reads work noted in a ticket's row: each cell is "comment;start;who;seconds", cut at the last three semicolons."""

from __future__ import annotations

from collections.abc import Iterable

from evidence.core.reading.cells import clean
from evidence.core.reading.folding import Hasher
from evidence.core.reading.stamps import NOTHING, Order, Parser, wall
from evidence.core.reading.ticket import Entry
from evidence.core.shop.clock import Clock

PARTS = 4


def log_work(cells: Iterable[str], order: Order, parser: Parser, clock: Clock, hasher: Hasher) -> tuple[Entry, ...]:
    """Return the entries of one row and skip all other cells; `order` is that of the ticket's own date."""
    entries = []
    for cell in cells:
        parts = cell.strip().rsplit(";", PARTS - 1) if cell else []
        if len(parts) != PARTS or not parts[-1].strip().isdecimal():
            continue
        _, start, who, spent = map(clean, parts)
        stamp = parser(start)
        minutes = None if stamp is None or stamp is NOTHING else _minutes(stamp.numbers, order, wall(stamp, order))
        at = None if stamp is None or minutes is None else clock.to_shop(minutes, stamp.offset)
        entries.append(Entry(at, float(spent), hasher.folded(who) if who else None))
    return tuple(entries)


def _minutes(numbers: bool, order: Order, minutes: int | None) -> int | None:
    return minutes if not numbers or order in (Order.DAY_FIRST, Order.MONTH_FIRST) else None
