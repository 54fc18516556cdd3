"""The second pass: turns rows into tickets of numbers and hashes; rows with the same id are one ticket."""

from __future__ import annotations

from collections.abc import Mapping

from evidence.core.asked import Ask, Topic
from evidence.core.reading.cells import clean
from evidence.core.reading.durations import Spans
from evidence.core.reading.encoding import Open
from evidence.core.reading.folding import Hasher, words
from evidence.core.reading.layout import below
from evidence.core.reading.log_work import log_work
from evidence.core.reading.meaning import Reader
from evidence.core.reading.records import records
from evidence.core.reading.run import Run
from evidence.core.reading.stamps import DAY, NOTHING, Order, Parser, wall
from evidence.core.reading.telling import Telling
from evidence.core.reading.ticket import Loaded, Ticket
from evidence.core.reading.understanding import Understood
from evidence.core.reading.vocabulary import Role
from evidence.core.refusal import RefusedError, Why

RESTARTS = 0.02  # share of the tickets
MOST_REPEAT = 0.5
SUBJECT_WORDS, SHORTEST_WORD = 6, 3


def load(source: Open, understood: Understood, run: Run) -> Loaded:
    """Read every row into tickets; there are none without a readable created column.

    Raise RefusedError, with STOPPED and the line for any unexpected error; it contains no cell.
    """
    loaded = Loaded(roles=frozenset(understood.columns), timed=understood.timed)
    rows = _Rows(understood, run, loaded)
    line = 0
    try:
        for line, row in below(records(source, understood.layout), len(understood.labels)):  # noqa: B007
            loaded.rows += 1
            rows.take(row)
    except RefusedError:
        raise
    except Exception:  # no text of a cell may get into a traceback
        raise RefusedError(Why.STOPPED, line=line) from None
    return rows.finish()


class _Rows:
    """Takes in the rows one by one."""

    def __init__(self, understood: Understood, run: Run, loaded: Loaded) -> None:
        self.loaded, self.run = loaded, run
        self.reader = Reader(run.vocabulary.words, run.replies.kept)
        self.hasher, self.parser, self.spans = Hasher(run.key), Parser(), Spans()
        self.at = {role: positions[0] for role, positions in understood.columns.items()}
        self.logs = understood.columns.get(Role.LOG_WORK, ())
        self.units: Mapping[Role, int | None] = understood.units
        self.orders = {
            role: run.replies.day_order.get(role, Order.OPEN) if column.order is Order.OPEN else column.order
            for role, column in understood.dates.items()
        }
        self.rows_of: dict[int, int] = {}
        self.far_apart: set[int] = set()
        self.telling = Telling()

    def take(self, row: list[str]) -> None:
        created = self.stamp(row, Role.CREATED)
        if created is None:
            self.loaded.without_created += 1
            return
        key = self.key(row, created)
        ticket = self.loaded.by_id.get(key) if key is not None else None
        if ticket is None:
            ticket = Ticket(created=created, last_created=created, latest=created)
            self.loaded.tickets.append(ticket)
            if key is not None:
                self.loaded.by_id[key] = ticket
        elif key is not None:
            self.rows_of[key] = self.rows_of.get(key, 1) + 1
            ticket.created = min(ticket.created, created)
            ticket.last_created = max(ticket.last_created, created)
            if ticket.last_created - ticket.created > DAY:
                self.far_apart.add(key)
        self.add(ticket, row)
        if self.telling.wants(created):
            self.telling.add(created, self.cell(row, Role.ID), ticket)

    def cell(self, row: list[str], role: Role) -> str:
        at = self.at.get(role)
        return "" if at is None else clean(row[at])

    def key(self, row: list[str], created: int) -> int | None:
        text = "".join(self.cell(row, Role.ID).split())
        if not text:
            return None
        return self.hasher(f"{text}\n{created}" if self.run.replies.ids_restart else text)

    def stamp(self, row: list[str], role: Role) -> int | None:
        """Return a date in minutes on the shop's clock; None if there is none, or its order is still open."""
        order = self.orders.get(role)
        if order is None:
            return None
        stamp = self.parser(self.cell(row, role))
        if stamp is None or stamp is NOTHING or (stamp.numbers and order is Order.OPEN):
            return None
        minutes = wall(stamp, order)
        return None if minutes is None else self.run.clock.to_shop(minutes, stamp.offset)

    def add(self, ticket: Ticket, row: list[str]) -> None:
        resolved = self.stamp(row, Role.RESOLVED)
        finished = self.stamp(row, Role.CLOSED) if resolved is None else resolved
        first = self.stamp(row, Role.FIRST)
        updated = self.stamp(row, Role.UPDATED)
        if finished is not None and (ticket.finished is None or finished > ticket.finished):
            ticket.finished, ticket.resolved = finished, resolved
        if first is not None and (ticket.first is None or first < ticket.first):
            ticket.first = first
        ticket.latest = max(ticket.latest, finished or 0, first or 0, updated or 0)
        self.add_numbers(ticket, row)
        self.add_words(ticket, row)
        if self.logs:
            order = self.orders.get(Role.CREATED, Order.OPEN)
            entries = log_work([row[at] for at in self.logs], order, self.parser, self.run.clock, self.hasher)
            if len(entries) > len(ticket.entries):
                ticket.entries = entries

    def add_numbers(self, ticket: Ticket, row: list[str]) -> None:
        if text := self.cell(row, Role.HOURS):
            spent = self.spans(text, self.units[Role.HOURS])
            if spent is not None and (ticket.seconds is None or spent > ticket.seconds):
                ticket.seconds = spent
        if text := self.cell(row, Role.FIRST_FOR):
            waited = self.spans(text, self.units[Role.FIRST_FOR])
            if waited is not None and (ticket.answered_for is None or waited / 60 < ticket.answered_for):
                ticket.answered_for = waited / 60
        text = self.cell(row, Role.REOPENS)
        if text.isdecimal() and int(text) > ticket.reopens:
            ticket.reopens = int(text)
        elif not ticket.reopens and self.cell(row, Role.REOPENED):
            ticket.reopens = 1

    def add_words(self, ticket: Ticket, row: list[str]) -> None:
        status = self.reader.closed(self.cell(row, Role.STATUS))
        ticket.closed = ticket.closed if status is None else status
        if ticket.client is None and (text := self.cell(row, Role.CLIENT)):
            ticket.client = self.hasher.folded(text)
        if ticket.agent is None and (text := self.cell(row, Role.AGENT)):
            ticket.agent = self.hasher.folded(text)
            self.loaded.name_agent(text)
        if ticket.category is None and (text := self.cell(row, Role.CATEGORY)):
            ticket.category = self.hasher.folded(text)
        requester = self.cell(row, Role.REQUESTER)
        if ticket.requester is None and requester:
            ticket.requester = self.hasher.folded(requester)
        if not ticket.subject and (text := self.cell(row, Role.SUBJECT)):
            ticket.subject = self.subject(text)
        source, kind = self.cell(row, Role.SOURCE), self.cell(row, Role.TYPE)
        ticket.phone = ticket.phone or self.reader.is_phone(source)
        ticket.work = ticket.work or self.reader.work(kind)
        if not ticket.machine:
            ticket.machine = self.reader.is_machine(source, kind, requester)
        if ticket.urgent is None and (text := self.cell(row, Role.PRIORITY)):
            ticket.urgent = self.reader.urgent(text)

    def subject(self, text: str) -> tuple[int, ...]:
        """Return hashes of up to six of the longest words, of at least three letters and without digits."""
        long = {each for each in words(text) if len(each) >= SHORTEST_WORD and each.isalpha()}
        return tuple(
            sorted(self.hasher.folded(each) for each in sorted(long, key=lambda w: (-len(w), w))[:SUBJECT_WORDS])
        )

    def finish(self) -> Loaded:
        loaded = self.loaded
        for ticket in loaded.tickets:
            if ticket.finished is None and ticket.seconds == 0:
                ticket.seconds = None
            if ticket.seconds is None and ticket.entries:
                ticket.seconds = sum(entry.seconds for entry in ticket.entries)
        loaded.machines = self.reader.machines
        loaded.telling = self.telling.chosen()
        loaded.doubled, loaded.impossible = self.run.clock.doubled, self.run.clock.impossible
        ids, repeated = len(loaded.by_id), len(self.rows_of)
        restart = len(self.far_apart) > RESTARTS * ids and repeated <= MOST_REPEAT * ids
        if restart and Topic.IDS_RESTART not in self.run.replies.settled:
            loaded.asks.append(Ask(Topic.IDS_RESTART, {"n": len(self.far_apart)}))
        return loaded
