"""The same problem again and again: one client and subject, three times in 90 days."""

from __future__ import annotations

from collections import Counter

from evidence.core.measures.case import MOSTLY, Case, person_of
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Status, not_measurable
from evidence.core.shop.hours import DAY

LEAST_DAYS, LEAST_TICKETS = 60, 30
LOOK_BACK = 90 * DAY
OFTEN = 3
TOO_COARSE = 0.5


def again_and_again(case: Case) -> Finding:
    measure = Measure.AGAIN
    if case.days < LEAST_DAYS or len(case.tickets) < LEAST_TICKETS:
        return not_measurable(measure, Reason.SHORT_FILE, days=LEAST_DAYS, tickets=LEAST_TICKETS)
    whose = person_of(case)
    if whose is None:
        return not_measurable(measure, Reason.NO_CLIENT)
    subjects = sum(bool(each.subject) for each in case.tickets) >= MOSTLY * len(case.tickets)
    groups: Counter[tuple[int, object]] = Counter()
    total = 0
    for at, ticket in enumerate(case.tickets):
        if ticket.created < case.last - LOOK_BACK:
            continue
        total += 1
        about = (ticket.subject or None) if subjects else ticket.category
        person = whose[1].get(at)
        if person is not None and about is not None:
            groups[person, about] += 1
    if not groups:
        return not_measurable(measure, Reason.NO_SUBJECT)
    often = [n for n in groups.values() if n >= OFTEN]
    if sum(often) > TOO_COARSE * total:
        return not_measurable(measure, Reason.TOO_COARSE)
    return Finding(
        measure,
        Status.SHOWN,
        n=total,
        why=Because(Reason.NO_QUESTION),
        detail={"groups": len(often), "tickets": sum(often), "of": total},
    )
