"""The first answer to written tickets: the median wait in business minutes, with its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, comb
from statistics import median

from evidence.core.measures.case import ONE_MINUTE, Case
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Side, Status, not_measurable
from evidence.core.measures.window import DAYS
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.vocabulary import Role
from evidence.core.shop.hours import DAY

LEAST = 10
TWELVE_WEEKS = 3 * DAYS
TAIL = 0.05
NINE_IN_TEN = 0.9
MOST_AUTOMATIC = 0.5
LEAST_WITH_PRIORITY = 0.5


@dataclass(frozen=True, slots=True)
class Waits:
    """Business minutes of some tickets: the median with its 90% interval, and the longest wait of nine in ten."""

    weeks: str
    n: int
    lo: float
    median: float
    hi: float
    p90: float
    under_1_min: float


def first_answer(case: Case) -> Finding:
    measure = Measure.FIRST_ANSWER
    if not case.timed:
        return not_measurable(measure, Reason.NO_TIMES)
    if not case.has(Role.FIRST, Role.FIRST_FOR):
        return not_measurable(measure, Reason.NO_FIRST_ANSWER)
    written = [each for each in case.tickets if not each.phone and case.hours.is_open(each.created)]
    ranked = [each for each in written if each.urgent is not None]
    urgent = [each for each in ranked if each.urgent]
    everyone = _waits(case, written)
    known = len(ranked) > LEAST_WITH_PRIORITY * len(written)
    urgent_waits = _waits(case, urgent) if known else None
    chosen = urgent_waits or everyone
    if chosen is None:
        return not_measurable(measure, Reason.FEW_ANSWERS, needed=LEAST)
    doubt, why = case.doubt_of_times, None
    if urgent_waits is None:
        why = Because(Reason.NO_PRIORITY) if not known else Because(Reason.FEW_ANSWERS, {"needed": LEAST})
    elif urgent_waits.under_1_min > MOST_AUTOMATIC:
        why = Because(Reason.AUTOMATIC_REPLIES)
    return Finding(
        measure=measure,
        status=Status.SHOWN if doubt or why else Status.COMPARED,
        lo=chosen.lo,
        hi=chosen.hi,
        n=chosen.n,
        side=Side.BOTH,
        doubt=doubt,
        why=why,
        detail={
            "all": _detail(everyone),
            "urgent": _detail(urgent_waits),
            "by_system_clock": not case.has(Role.FIRST),
        },
    )


def _waits(case: Case, tickets: list[Ticket]) -> Waits | None:
    """Return the waits of the four weeks, or of twelve if there are too few; None if twelve have too few."""
    for weeks, days in (("four weeks", DAYS), ("twelve weeks", TWELVE_WEEKS)):
        start = (case.window.last - days + 1) * DAY
        waits = sorted(
            wait
            for each in tickets
            if start <= each.created < case.window.end and (wait := _wait(case, each)) is not None
        )
        if len(waits) >= LEAST:
            rank = _rank(len(waits))
            return Waits(
                weeks=weeks,
                n=len(waits),
                lo=waits[rank - 1],
                median=float(median(waits)),
                hi=waits[-rank],
                p90=waits[ceil(NINE_IN_TEN * len(waits)) - 1],
                under_1_min=round(sum(wait <= ONE_MINUTE for wait in waits) / len(waits), 3),
            )
    return None


def _wait(case: Case, ticket: Ticket) -> float | None:
    if ticket.first is not None:
        return case.hours.between(ticket.created, ticket.first)
    return ticket.answered_for if not case.has(Role.FIRST) else None


def _rank(n: int) -> int:
    """Return the rank, from 1, whose value is above the median in at most one of twenty samples."""
    below, rank = 1 / 2**n if n < 1000 else 0.0, 1  # noqa: PLR2004 -- too small for a float
    if not below:
        return max(1, int(n / 2 - 1.645 * n**0.5 / 2))
    while below + comb(n, rank) / 2**n <= TAIL:
        below += comb(n, rank) / 2**n
        rank += 1
    return rank


def _detail(waits: Waits | None) -> dict[str, object] | None:
    if waits is None:
        return None
    return {
        "window": waits.weeks,
        "n": waits.n,
        "lo": waits.lo,
        "median": waits.median,
        "hi": waits.hi,
        "p90": waits.p90,
        "under_1_min": waits.under_1_min,
    }
