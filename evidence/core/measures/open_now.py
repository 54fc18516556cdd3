"""Tickets still open at the end of the file, and for how long; a file without open tickets says so."""

from __future__ import annotations

from statistics import median

from evidence.core.measures.case import Case
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Status, not_measurable
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.vocabulary import Role
from evidence.core.shop.hours import DAY

OLD = 30  # days
FINISHED_ONLY = "the file may hold finished tickets only"


def open_now(case: Case) -> Finding:
    measure = Measure.OPEN_NOW
    ends = case.has(Role.RESOLVED, Role.CLOSED)
    if not ends and not case.has(Role.STATUS):
        return not_measurable(measure, Reason.NO_FINISH)
    ages = [(case.as_of - each.created) // DAY for each in case.tickets if _is_open(each, ends=ends)]
    if not ages:
        return Finding(
            measure,
            Status.SHOWN,
            n=len(case.tickets),
            why=Because(Reason.NO_QUESTION),
            detail={"open": 0, "note": FINISHED_ONLY},
        )
    return Finding(
        measure,
        Status.SHOWN,
        n=len(case.tickets),
        why=Because(Reason.NO_QUESTION),
        detail={
            "open": len(ages),
            "of": len(case.tickets),
            "median_days": int(median(ages)),
            "over_30_days": sum(age > OLD for age in ages),
        },
    )


def _is_open(ticket: Ticket, *, ends: bool) -> bool:
    """Whether it is not finished and its status does not say that it is."""
    return (ticket.finished is None or not ends) and not ticket.closed
