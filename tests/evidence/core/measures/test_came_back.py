"""Jobs that came back within a week: the same client, the same words, or reopened."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.core.measures.came_back import SHARE, came_back
from evidence.core.measures.finding import Measure, Reason, Side, Status, not_measurable
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.vocabulary import Role
from tests.evidence.core.cases import ROLES, every_day, make_case, make_ticket


def jobs(count: int = 20, **fields: Any) -> list[Ticket]:
    """Finished jobs of clients who called once, and one more ticket each week later."""
    tickets = every_day(count, "10-05 10:00")
    for number, ticket in enumerate(tickets):
        ticket.client, ticket.subject = 100 + number, (1, 2, 3, 4)
        ticket.finished = ticket.resolved = ticket.created + 60
        for name, value in fields.items():
            setattr(ticket, name, value)
    return tickets


def with_ends(tickets: list[Ticket], *more: Ticket) -> list[Ticket]:
    return [*tickets, *more, make_ticket("11-24 10:00", client=1), make_ticket("10-05 09:00", client=2)]


def test_a_finding_whole() -> None:
    tickets = jobs()
    last = tickets[-1]
    again = make_ticket("11-02 10:00", client=last.client, subject=(1, 2, 8, 9))
    other = make_ticket("11-02 11:00", client=tickets[-2].client, subject=(1, 7, 8, 9))
    tickets[0].reopens = 1
    found = came_back(make_case(with_ends(tickets, again, other), alone=True))
    assert (found.measure, found.status, found.lo, found.hi, found.n) == (
        Measure.CAME_BACK,
        Status.COMPARED,
        2,
        3,
        20,
    )
    assert found.side is Side.BOTH  # by chance hardly anybody would be back
    assert found.detail == {
        "lo20": 2,
        "hi20": 3,
        "jobs": 20,
        "same_client_share": 0.1,
        "alike_share": 0.1,
        "by_chance": 0.013,
        "reopened": 1,
        "subjects": True,
        "friday_then_two_days": None,
        "mon_wed_then_two_days": None,
    }
    assert found.versions == {SHARE: (100 * 1 / 9, 100 * 2 / 9, 9)}


@pytest.mark.parametrize(("created", "back"), [("11-05 10:59", 1), ("11-05 11:00", 1), ("11-05 11:01", 0)])
def test_a_week_has_seven_days(created: str, back: int) -> None:
    tickets = jobs(19)
    late = make_ticket("10-29 10:00", client=50, finished="10-29 11:00", subject=(1,))
    again = make_ticket(created, client=50, subject=(9,))
    assert came_back(make_case(with_ends(tickets, late, again), alone=True)).hi == back


def test_nineteen_jobs_are_too_few() -> None:
    assert came_back(make_case(with_ends(jobs(19)), alone=True)) == not_measurable(
        Measure.CAME_BACK, Reason.FEW_JOBS, jobs=19, needed=20
    )


@pytest.mark.parametrize(
    ("fields", "roles", "reason"),
    [
        ({}, ROLES - {Role.RESOLVED, Role.CLOSED}, Reason.NO_FINISH),
        ({"client": None}, ROLES, Reason.NO_CLIENT),
        ({"subject": ()}, ROLES - {Role.REOPENS, Role.REOPENED}, Reason.NO_SUBJECT),
    ],
)
def test_columns_it_needs(fields: dict[str, Any], roles: frozenset[Role], reason: Reason) -> None:
    assert came_back(make_case(with_ends(jobs(**fields)), alone=True, roles=roles)) == not_measurable(
        Measure.CAME_BACK, reason
    )


def test_callers_stand_for_clients() -> None:
    tickets = jobs()
    for ticket in tickets:
        ticket.client, ticket.requester = None, ticket.client
    assert came_back(make_case(with_ends(tickets), alone=True)).status is Status.COMPARED
