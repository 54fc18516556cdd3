"""Leaves out tickets that nobody called in: alerts, clockwork, tickets typed in together, stray dates."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.reading.ticket import Loaded, Ticket
from evidence.core.shop.hours import DAY, Hours

CLOCKWORK_DAYS, CLOCKWORK_TIMES = 5, 8
RUN, RUN_STEP = 8, 2  # tickets, minutes
SHOP_DAY = 60  # tickets a day, at most, in one shop
MOST_RUNS = 0.2
MOST_FUTURE = 0.02
MOST_STRAYS, STRAY_GAP = 0.01, 60 * DAY

by_created = attrgetter("created")


@dataclass(frozen=True, slots=True)
class People:
    """The tickets people called in, sorted by creation, and the number of others, each counted once."""

    tickets: tuple[Ticket, ...]
    alerts: int = 0
    clockwork: int = 0
    clockwork_at: tuple[str, ...] = ()
    bursts: int = 0
    future: int = 0
    strays: int = 0
    typed_in_together: bool = False
    asks: tuple[Ask, ...] = ()


def leave_out(loaded: Loaded, hours: Hours, replies: Replies, upload: int) -> People:
    """Return the tickets of people; `upload` is in minutes, and tickets created on a later day are left out too."""
    asks: list[Ask] = []
    tickets = sorted((each for each in loaded.tickets if not each.machine), key=by_created)
    alerts = len(loaded.tickets) - len(tickets)
    until = bisect_right(tickets, upload // DAY * DAY + DAY - 1, key=by_created)
    future, tickets = len(tickets) - until, tickets[:until]
    if future > MOST_FUTURE * len(loaded.tickets) and Topic.FUTURE not in replies.settled:
        asks.append(Ask(Topic.FUTURE, {"n": future}))
    strays = _strays(tickets)
    tickets = tickets[strays:]
    minutes: list[int] = []
    regular = runs = 0
    if loaded.timed:
        tickets, regular, minutes = _clockwork(tickets, hours, replies, asks)
    crowded = bool(tickets) and len(tickets) > SHOP_DAY * _days(tickets)
    if crowded and Topic.TOO_MANY not in replies.settled:
        asks.append(Ask(Topic.TOO_MANY, {"a_day": round(len(tickets) / _days(tickets))}))
    together = False
    if loaded.timed and not crowded:
        before = len(tickets)
        tickets, runs = _bursts(tickets, replies, asks)
        together = runs > MOST_RUNS * before
    return People(
        tickets=tuple(tickets),
        alerts=alerts,
        clockwork=regular,
        clockwork_at=tuple(map(clock, minutes)),
        bursts=runs,
        future=future,
        strays=strays,
        typed_in_together=together,
        asks=tuple(asks),
    )


def clock(minute: int) -> str:
    """Format a minute of the day, as in 02:05."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _days(tickets: Sequence[Ticket]) -> int:
    return tickets[-1].created // DAY - tickets[0].created // DAY + 1


def _strays(tickets: Sequence[Ticket]) -> int:
    """Count the oldest tickets that a gap cuts off; never recent ones, because a shop may start again."""
    most = int(len(tickets) * MOST_STRAYS)
    gaps = (at for at in range(most, 0, -1) if tickets[at].created - tickets[at - 1].created > STRAY_GAP)
    return next(gaps, 0)


def _clockwork(
    tickets: list[Ticket], hours: Hours, replies: Replies, asks: list[Ask]
) -> tuple[list[Ticket], int, list[int]]:
    """Find minutes outside shop hours used on five days or more, over 8 times as often as the average minute there.

    Return the tickets left, the number left out, and the minutes.
    """
    often: Counter[int] = Counter()
    days: defaultdict[int, set[int]] = defaultdict(set)
    outside = [each for each in tickets if not hours.is_open(each.created)]
    for ticket in outside:
        day, minute = divmod(ticket.created, DAY)
        often[minute] += 1
        days[minute].add(day)
    average = len(outside) / DAY
    minutes = {
        minute for minute, n in often.items() if len(days[minute]) >= CLOCKWORK_DAYS and n > CLOCKWORK_TIMES * average
    }
    left = [each for each in tickets if each.created % DAY not in minutes or hours.is_open(each.created)]
    regular = len(tickets) - len(left)
    if not regular:
        return tickets, 0, []
    asks.append(Ask(Topic.CLOCKWORK, {"n": regular, "at": [clock(each) for each in sorted(minutes)]}))
    return (tickets, 0, []) if replies.keep_clockwork else (left, regular, sorted(minutes))


def _bursts(tickets: list[Ticket], replies: Replies, asks: list[Ask]) -> tuple[list[Ticket], int]:
    """Leave out runs of at least eight tickets, each at most two minutes after the last: typed in together."""
    left: list[Ticket] = []
    run: list[Ticket] = []
    for ticket in tickets:
        if run and ticket.created - run[-1].created > RUN_STEP:
            left += run if len(run) < RUN else []
            run = []
        run.append(ticket)
    left += run if len(run) < RUN else []
    runs = len(tickets) - len(left)
    if runs:
        asks.append(Ask(Topic.BURSTS, {"n": runs}))
    return (tickets, 0) if replies.keep_bursts else (left, runs)
