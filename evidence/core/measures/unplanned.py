"""Unplanned work as a share of hours: at least what is surely unplanned, at most all that is unclear too."""

from __future__ import annotations

from collections import Counter

from evidence.core.measures.case import Case
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Side, Status, not_measurable
from evidence.core.reading.ticket import Work
from evidence.core.reading.vocabulary import Role

LEAST_TICKETS, LEAST_HOURS = 30, 40
LEAST_UNDERSTOOD = 0.5
HOUR = 3600
ROUNDED = 1


def unplanned(case: Case) -> Finding:
    measure = Measure.UNPLANNED
    tickets = case.in_window
    if not case.has(Role.TYPE):
        return not_measurable(measure, Reason.NO_TYPE)
    if len(tickets) < LEAST_TICKETS:
        return not_measurable(measure, Reason.FEW_TICKETS, tickets=len(tickets), needed=LEAST_TICKETS)
    by_count: Counter[Work] = Counter(each.work or Work.UNKNOWN for each in tickets)
    if len(tickets) - by_count[Work.UNKNOWN] < LEAST_UNDERSTOOD * len(tickets):
        return not_measurable(measure, Reason.WORDS_UNKNOWN)
    if not by_count[Work.PLANNED]:
        return not_measurable(measure, Reason.NO_PLANNED)
    by_hours: Counter[Work] = Counter()
    for each in tickets:
        by_hours[each.work or Work.UNKNOWN] += each.seconds or 0  # type: ignore[assignment]
    hours = sum(by_hours.values()) / HOUR
    by = by_hours if hours >= LEAST_HOURS and by_hours[Work.PLANNED] else by_count
    doubt, why = case.doubt, None
    if by is by_count:
        why = Because(Reason.BY_COUNT)
    elif not case.replies.planned_logged:
        why = Because(Reason.PLANNED_NOT_LOGGED)
    total = sum(by.values())
    surely, perhaps = by[Work.UNPLANNED], by[Work.UNCLEAR] + by[Work.UNKNOWN]
    return Finding(
        measure=measure,
        status=Status.SHOWN if doubt or why else Status.COMPARED,
        lo=round(100 * surely / total),
        hi=round(100 * (surely + perhaps) / total),
        n=len(tickets),
        side=Side.BOTH,
        doubt=doubt,
        why=why,
        detail={"by": "tickets" if by is by_count else "hours", "hours": round(hours, ROUNDED)},
    )
