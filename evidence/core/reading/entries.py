"""Reads the second file, work by ticket; its hours replace the tickets' own, and strays are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from evidence.core.asked import Ask, Topic
from evidence.core.reading.asking import ask_columns
from evidence.core.reading.cells import clean
from evidence.core.reading.columns import DateColumn, ReadColumn
from evidence.core.reading.durations import number, seconds, unit
from evidence.core.reading.encoding import Open, recognize
from evidence.core.reading.folding import Hasher, fold
from evidence.core.reading.layout import below, labels, lay_out
from evidence.core.reading.records import Layout, LenientNeededError, records
from evidence.core.reading.run import Run
from evidence.core.reading.stamps import NOTHING, Order, Parser, wall
from evidence.core.reading.ticket import Entry, Loaded, Ticket
from evidence.core.reading.understanding import MOST_ROWS
from evidence.core.reading.vocabulary import Role
from evidence.core.refusal import RefusedError, Why
from evidence.core.shop.clock import Clock

EXAMPLES = 3
HOUR = 3600


@dataclass(frozen=True, slots=True)
class TimeFile:
    """What a file of time entries had; `hours` are those of entries that found their ticket."""

    rows: int
    matched: int
    no_such_ticket: int
    unreadable: int
    hours: float
    with_start: int
    asks: tuple[Ask, ...]


@dataclass(slots=True)
class _Entries:
    parser: Parser
    clock: Clock
    hasher: Hasher
    loaded: Loaded
    order: Order
    unit: int | None
    rows: int = 0
    matched: int = 0
    no_such_ticket: int = 0
    unreadable: int = 0
    with_start: int = 0
    seconds: float = 0.0
    found: dict[int, list[Entry]] = field(default_factory=dict)
    ticket_of: dict[int, Ticket] = field(default_factory=dict)

    def take(self, ticket: str, spent: str, start: str, who: str) -> None:
        self.rows += 1
        took = seconds(spent, self.unit) if spent else None
        if took is None:
            self.unreadable += 1
            return
        key = self.hasher("".join(ticket.split())) if ticket else None
        there = self.loaded.by_id.get(key) if key is not None else None
        if there is None or key is None:
            self.no_such_ticket += 1
            return
        self.matched += 1
        self.seconds += took
        if who:
            self.loaded.name_agent(who)
        at = self._start(start)
        self.with_start += at is not None
        self.ticket_of[key] = there
        self.found.setdefault(key, []).append(Entry(at, took, self.hasher.folded(who) if who else None))

    def _start(self, text: str) -> int | None:
        stamp = self.parser(text)
        if stamp is None or stamp is NOTHING or (stamp.numbers and self.order in (Order.OPEN, Order.NAMED)):
            return None
        minutes = wall(stamp, self.order)
        return None if minutes is None else self.clock.to_shop(minutes, stamp.offset)


def add_entries(source: Open, loaded: Loaded, run: Run) -> TimeFile:
    """Read a file of time entries into the tickets of the same run; raise RefusedError."""
    encoding = recognize(source)
    headings, replies = run.vocabulary.headings, run.replies
    known = frozenset().union(*headings.entries.values())
    layout, names = lay_out(source, encoding, known)
    at = _assign(names, headings.entries)
    if "id" not in at or "duration" not in at:
        raise RefusedError(Why.NO_ENTRIES)
    try:
        column, bare, rows = _look(source, layout, at, len(names))
    except LenientNeededError:
        layout = replace(layout, strict=False)
        column, bare, rows = _look(source, layout, at, len(names))
    if not rows:
        raise RefusedError(Why.NO_TICKETS)
    shown = labels(names)
    starts = _starts(column) if "start" in at else None
    role = Role.LOG_WORK
    asks = ask_columns({role: starts}, {role: shown[at["start"]]}, replies) if starts else []
    of_one = replies.units.get(role) or unit(names[at["duration"]])
    if of_one is None and bare:
        asks.append(Ask(Topic.UNIT, {"column": shown[at["duration"]], "examples": bare}, role))
    order = Order.NAMED if starts is None else starts.order
    order = replies.day_order.get(role, Order.OPEN) if order is Order.OPEN else order
    entries = _Entries(Parser(), run.clock, Hasher(run.key), loaded, order, of_one)
    line = 0
    try:
        for line, row in below(records(source, layout), len(names)):  # noqa: B007 -- named in the error below
            entries.take(*(clean(row[at[name]]) if name in at else "" for name in ("id", "duration", "start", "who")))
    except Exception:  # no text of a cell may get into a traceback
        raise RefusedError(Why.STOPPED, line=line) from None
    for hashed, ticket in entries.ticket_of.items():
        ticket.entries = tuple(entries.found[hashed])
        ticket.seconds = sum(entry.seconds for entry in ticket.entries)
    return TimeFile(
        rows=entries.rows,
        matched=entries.matched,
        no_such_ticket=entries.no_such_ticket,
        unreadable=entries.unreadable,
        hours=entries.seconds / HOUR,
        with_start=entries.with_start,
        asks=tuple(asks),
    )


def _assign(names: list[str], entries: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    positions = {fold(name): at for at, name in reversed(list(enumerate(names))) if name}
    found: dict[str, int] = {}
    for role, headings in entries.items():
        free = (positions[name] for name in headings if name in positions and positions[name] not in found.values())
        at = next(free, None)
        if at is not None:
            found[role] = at
    return found


def _look(source: Open, layout: Layout, at: Mapping[str, int], width: int) -> tuple[DateColumn, list[str], int]:
    """Return the starts as a column of dates, examples of bare durations, and the number of rows."""
    column, bare, rows, parser = DateColumn(), list[str](), 0, Parser()
    for line, row in below(records(source, layout), width):
        rows += 1
        if rows > MOST_ROWS:
            raise RefusedError(Why.TOO_BIG, line=line)
        if "start" in at:
            text = clean(row[at["start"]])
            column.add(text, parser(text), line)
        spent = clean(row[at["duration"]])
        if len(bare) < EXAMPLES and spent not in bare and number(spent):
            bare.append(spent)
    return column, bare, rows


def _starts(column: DateColumn) -> ReadColumn | None:
    """Decide the column; None if it cannot be read, which only loses the starts."""
    try:
        return column.settle()
    except RefusedError:
        return None
