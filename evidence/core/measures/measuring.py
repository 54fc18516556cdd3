"""Takes all measures of a loaded file: leaves out machines, finds the four weeks, then measures one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.measures.after_hours import after_hours
from evidence.core.measures.again import again_and_again
from evidence.core.measures.busiest import busiest_client
from evidence.core.measures.came_back import came_back
from evidence.core.measures.case import Case, find_sweeps, person_of
from evidence.core.measures.finding import Finding
from evidence.core.measures.first_answer import first_answer
from evidence.core.measures.machines import People, leave_out
from evidence.core.measures.open_now import open_now
from evidence.core.measures.shift import Shift, find_shift
from evidence.core.measures.unplanned import unplanned
from evidence.core.measures.week import week_picture
from evidence.core.measures.weekends import weekends
from evidence.core.measures.window import When, Window, find_window
from evidence.core.reading.folding import Hasher
from evidence.core.reading.run import Run
from evidence.core.reading.ticket import Loaded, Ticket
from evidence.core.shop.clock import Clock
from evidence.core.shop.hours import DAY, Hours

MOST_FINISHED_FIRST = 0.02
CHANGE = 60  # minutes that clocks go back
MEASURES = (
    week_picture,
    after_hours,
    weekends,
    came_back,
    first_answer,
    unplanned,
    again_and_again,
    busiest_client,
    open_now,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a file shows. Times are minutes on the shop's clock; `clients` counts the people in `client_from`."""

    people: People
    begins: int
    ends: int
    as_of: int
    window: Window
    shift: Shift | None
    clients: int
    client_from: str | None
    findings: tuple[Finding, ...]
    asks: tuple[Ask, ...]


def measure(loaded: Loaded, hours: Hours, run: Run, when: When, asked: Iterable[Ask]) -> Measured | None:
    """Measure the tickets loaded by this run; None if no person's ticket is left. `asked` is what reading left open."""
    replies, clock, upload = run.replies, run.clock, when.upload
    _fix_clock_changes(loaded.tickets, clock)
    people = leave_out(loaded, hours, replies, upload)
    tickets = people.tickets
    if not tickets:
        return None
    day_after = (upload // DAY + 1) * DAY
    as_of = max(each.latest if each.latest < day_after else each.created for each in tickets)
    window = find_window(tickets, as_of, hours, when, said_whole=replies.covers_from_to)
    shift = find_shift(tickets, hours, clock) if loaded.timed else None
    asks = [*loaded.asks, *_finished_first(tickets, replies)]
    if shift is not None and shift.ask and Topic.SHIFT not in replies.settled:
        asks.append(Ask(Topic.SHIFT, {"hours": shift.best_hours, "looks_utc": shift.looks_utc}))
    asks += people.asks
    begins = min([each.created for each in loaded.tickets if each.machine and not people.strays] + [tickets[0].created])
    case = Case(
        tickets=tickets,
        hours=hours,
        window=window,
        begins=begins,
        as_of=as_of,
        roles=loaded.roles,
        timed=loaded.timed,
        typed_in_together=people.typed_in_together,
        replies=replies,
        shift=shift,
        open=_open([*asked, *asks], replies),
        sweeps=find_sweeps(tickets),
        owner=Hasher(run.key).folded(replies.own_name) if replies.own_name else replies.own_hash,
    )
    whose = person_of(case)
    return Measured(
        people=people,
        begins=begins,
        ends=tickets[-1].created,
        as_of=as_of,
        window=window,
        shift=shift,
        clients=len(set(whose[1].values())) if whose else 0,
        client_from=whose[0] if whose else None,
        findings=tuple(each(case) for each in MEASURES),
        asks=tuple(asks),
    )


def _open(asks: Iterable[Ask], replies: Replies) -> tuple[Topic, ...]:
    """Return the topics that still wait for the owner: without a reply, and not found right."""
    replied = set(replies.settled)
    if replies.day_order:
        replied.add(Topic.DAY_ORDER)
    return tuple(ask.topic for ask in asks if ask.topic not in replied)


def _fix_clock_changes(tickets: Iterable[Ticket], clock: Clock) -> None:
    """Set an end up to an hour before its start to the start, if the clocks went back then."""
    for ticket in tickets:
        for name in ("first", "finished", "resolved"):
            end = getattr(ticket, name)
            if end is None or not 0 < ticket.created - end <= CHANGE:
                continue
            if clock.doubled_at(end) or clock.doubled_at(ticket.created):
                setattr(ticket, name, ticket.created)


def _finished_first(tickets: tuple[Ticket, ...], replies: Replies) -> list[Ask]:
    n = sum(each.finished is not None and each.finished < each.created for each in tickets)
    if n <= MOST_FINISHED_FIRST * len(tickets) or Topic.FINISHED_FIRST in replies.settled:
        return []
    return [Ask(Topic.FINISHED_FIRST, {"n": n})]
