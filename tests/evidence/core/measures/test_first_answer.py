"""The first answer in business minutes, with what so few tickets can tell of the median."""

from __future__ import annotations

from math import comb
from typing import Any

import pytest

from evidence.core.measures.finding import Because, Measure, Reason, Side, Status, not_measurable
from evidence.core.measures.first_answer import _rank, first_answer
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.vocabulary import Role
from tests.evidence.core.cases import ROLES, every_day, make_case


def answered(count: int = 12, first: str = "11-02 10:00", wait: int = 30, **fields: Any) -> list[Ticket]:
    tickets = every_day(count, first, urgent=True, **fields)
    for number, ticket in enumerate(tickets):
        ticket.first = ticket.created + wait + number
    return tickets


def test_a_finding_whole() -> None:
    found = first_answer(make_case([*answered(), *every_day(17, "10-29 11:00", urgent=False, phone=True)]))
    assert (found.measure, found.status, found.lo, found.hi, found.n, found.side) == (
        *(Measure.FIRST_ANSWER, Status.COMPARED, 32, 39, 12, Side.BOTH),
    )
    waits = {"window": "four weeks", "n": 12, "lo": 32, "median": 35.5, "hi": 39, "p90": 40, "under_1_min": 0.0}
    assert found.detail == {"all": waits, "urgent": waits, "by_system_clock": False}


def test_only_what_was_written_in_during_shop_hours_counts() -> None:
    tickets = answered(phone=True) + answered(first="11-02 19:00")
    assert first_answer(make_case(tickets)) == not_measurable(Measure.FIRST_ANSWER, Reason.FEW_ANSWERS, needed=10)


def test_nights_do_not_count() -> None:
    found = first_answer(make_case(answered(first="11-02 17:50", wait=24 * 60 - 9 * 60 - 20)))
    # Ten minutes of the day and what is past eight the next morning; ten alone on a Friday and before a holiday.
    assert (found.lo, found.detail["all"]["median"]) == (10, 42.5)  # type: ignore[index]


def test_twelve_weeks_are_looked_at_where_four_hold_too_few() -> None:
    found = first_answer(make_case(answered(first="09-07 10:00")))
    assert found.detail["urgent"] == found.detail["all"]
    assert (found.n, found.detail["all"]["window"]) == (12, "twelve weeks")  # type: ignore[index]


def test_automatic_replies_are_not_compared() -> None:
    tickets = answered()
    for ticket in tickets[:7]:
        ticket.first = ticket.created + 1
    found = first_answer(make_case(tickets))
    assert (found.status, found.why) == (Status.SHOWN, Because(Reason.AUTOMATIC_REPLIES))


def test_without_priority_all_are_shown() -> None:
    found = first_answer(make_case(answered(), roles=ROLES))
    assert found.status is Status.COMPARED
    tickets = answered()
    for ticket in tickets:
        ticket.urgent = None
    found = first_answer(make_case(tickets))
    assert (found.status, found.why, found.n) == (Status.SHOWN, Because(Reason.NO_PRIORITY), 12)


def test_a_duration_is_by_the_systems_own_clock() -> None:
    tickets = every_day(12, "11-02 10:00", urgent=True, answered_for=20.5)
    found = first_answer(make_case(tickets, roles=frozenset({Role.FIRST_FOR})))
    assert (found.lo, found.hi, found.detail["by_system_clock"]) == (20.5, 20.5, True)


@pytest.mark.parametrize("roles", [frozenset({Role.CREATED})])
def test_without_a_column_nothing_is_measured(roles: frozenset[Role]) -> None:
    assert first_answer(make_case(answered(), roles=roles)) == not_measurable(
        Measure.FIRST_ANSWER, Reason.NO_FIRST_ANSWER
    )


@pytest.mark.parametrize("n", [10, 11, 30, 38, 200, 999])
def test_the_interval_holds_the_median_nine_times_of_ten(n: int) -> None:
    rank = _rank(n)
    outside = 2 * sum(comb(n, k) for k in range(rank)) / 2**n
    wider = 2 * sum(comb(n, k) for k in range(rank + 1)) / 2**n
    assert outside <= 0.10 < wider


def test_the_interval_goes_on_where_floats_end() -> None:
    assert (_rank(999), _rank(1000), _rank(200_000)) == (474, 473, 99_632)
