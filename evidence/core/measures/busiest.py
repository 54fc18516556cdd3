"""The busiest client's share of the tickets and hours; callers do not count as clients."""

from __future__ import annotations

from collections import Counter

from evidence.core.measures.case import MOSTLY, Case
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Status, not_measurable
from evidence.core.reading.vocabulary import Role

LEAST_TICKETS, LEAST_CLIENTS = 30, 2


def busiest_client(case: Case) -> Finding:
    measure = Measure.BUSIEST
    if len(case.tickets) < LEAST_TICKETS:
        return not_measurable(measure, Reason.FEW_FOR_SHARE, needed=LEAST_TICKETS)
    tickets = [each for each in case.tickets if each.client is not None]
    if not case.has(Role.CLIENT) or len(tickets) < MOSTLY * len(case.tickets):
        return not_measurable(measure, Reason.NO_CLIENT_COLUMN)
    often = Counter(each.client for each in tickets)
    if len(often) < LEAST_CLIENTS:
        return not_measurable(measure, Reason.ONE_CLIENT)
    busiest, n = often.most_common(1)[0]
    hours = sum(each.seconds or 0 for each in tickets)
    theirs = sum(each.seconds or 0 for each in tickets if each.client == busiest)
    return Finding(
        measure,
        Status.SHOWN,
        n=len(case.tickets),
        why=Because(Reason.NO_QUESTION),
        detail={
            "top_share": round(n / len(case.tickets), 3),
            "top_share_of_hours": round(theirs / hours, 3) if hours else None,
            "clients": len(often),
            "of": "client",
        },
    )
