"""Weekend days: at least those with a sign of work, at most also those with a new ticket."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.core.measures.after_hours import arrivals_lack
from evidence.core.measures.case import Case
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Side, Status
from evidence.core.reading.ticket import Ticket
from evidence.core.shop.hours import DAY, SATURDAY, WEEK, weekday

WEEKENDS = "weekends and holidays"
MOST_WEEKENDS = 4


def weekends(case: Case) -> Finding:
    measure = Measure.WEEKENDS
    if lacking := arrivals_lack(case, measure):
        return lacking
    counted = {day for day in range(case.window.first, case.window.last + 1) if case.hours.counts_as_weekend(day)}
    worked = {at // DAY for each in case.tickets for at in _signs(case, each)} & counted
    arrived = {each.created // DAY for each in case.in_window} & counted
    alone = case.replies.one_person or case.owner is not None
    doubt = case.doubt_of_times
    if not alone and doubt is not None and doubt.reason is not Reason.TIMES_OFF:
        doubt = None  # mentioned only if the days could be compared at all
    why = None if alone else Because(Reason.WHOSE_WEEKEND)
    return Finding(
        measure=measure,
        status=Status.SHOWN if doubt or why else Status.COMPARED,
        lo=len(worked),
        hi=len(worked | arrived),
        n=len(counted),
        side=Side.MORE,
        doubt=doubt,
        why=why,
        detail={
            "days_with_new_ticket": len(arrived),
            "days_worked": len(worked),
            "weekends_worked": as_weekends(worked),
        },
        versions={WEEKENDS: (as_weekends(worked), as_weekends(worked | arrived), len(counted))},
    )


def as_weekends(days: set[int]) -> int:
    """Count calendar weekends, at most four, plus holidays on weekdays, as 2026.2 does."""
    ends = {(day - weekday(day)) // WEEK for day in days if weekday(day) >= SATURDAY}
    return min(len(ends), MOST_WEEKENDS) + sum(weekday(day) < SATURDAY for day in days)


def _signs(case: Case, ticket: Ticket) -> Iterator[int]:
    """Yield the minutes in which a person worked on a ticket; only the owner, if they picked their own name."""
    if case.owner is None or ticket.agent == case.owner:
        yield from (at for at in (case.worked_first(ticket), case.worked_finish(ticket)) if at is not None)
    for entry in ticket.entries:
        if entry.start is not None and (case.owner is None or entry.who == case.owner):
            yield entry.start
