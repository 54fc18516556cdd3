"""The busiest client's share, of tickets and of hours."""

from __future__ import annotations

from evidence.core.measures.busiest import busiest_client
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Status, not_measurable
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.vocabulary import Role
from tests.evidence.core.cases import every_day, make_case


def tickets(count: int = 40, busiest: int = 10, clients: int = 6) -> list[Ticket]:
    found = every_day(count, "09-01 10:00", seconds=3600.0)
    for number, ticket in enumerate(found):
        ticket.client = 0 if number < busiest else 1 + number % clients
        ticket.seconds = 7200.0 if number < busiest else 3600.0
    return found


def test_a_finding_whole() -> None:
    assert busiest_client(make_case(tickets(), alone=True)) == Finding(
        Measure.BUSIEST,
        Status.SHOWN,
        n=40,
        why=Because(Reason.NO_QUESTION),
        detail={"top_share": 0.25, "top_share_of_hours": 0.4, "clients": 7, "of": "client"},
    )


def test_what_it_needs() -> None:
    few = not_measurable(Measure.BUSIEST, Reason.FEW_FOR_SHARE, needed=30)
    nobodys = not_measurable(Measure.BUSIEST, Reason.NO_CLIENT_COLUMN)
    assert busiest_client(make_case(tickets(29), alone=True)) == few
    assert busiest_client(make_case(tickets(), roles=frozenset({Role.REQUESTER}))) == nobodys
    assert busiest_client(make_case(tickets(40, 40), alone=True)) == not_measurable(Measure.BUSIEST, Reason.ONE_CLIENT)
    callers = tickets()
    for ticket in callers[:9]:
        ticket.client = None
    assert busiest_client(make_case(callers, alone=True)) == nobodys
