"""Unplanned work as a share of hours."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.core.asked import Replies
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Side, Status, not_measurable
from evidence.core.measures.unplanned import unplanned
from evidence.core.reading.ticket import Ticket, Work
from evidence.core.reading.vocabulary import Role
from tests.evidence.core.cases import every_day, make_case

LOGGED = Replies(planned_logged=True)


def work(unplanned: int = 19, unclear: int = 8, planned: int = 11, unknown: int = 0, **fields: Any) -> list[Ticket]:
    fields = {"seconds": 7200.0, **fields}
    return [
        ticket
        for hour, (kind, count) in enumerate(
            {Work.UNPLANNED: unplanned, Work.UNCLEAR: unclear, Work.PLANNED: planned, Work.UNKNOWN: unknown}.items()
        )
        for ticket in every_day(count, f"{'10-28' if count > 15 else '11-02'} {10 + hour}:00", work=kind, **fields)
    ]


def test_a_finding_whole() -> None:
    assert unplanned(make_case(work(), replies=LOGGED)) == Finding(
        measure=Measure.UNPLANNED,
        status=Status.COMPARED,
        lo=50,
        hi=71,
        n=38,
        side=Side.BOTH,
        detail={"by": "hours", "hours": 76.0},
    )


def test_words_nobody_knows_are_unclear() -> None:
    found = unplanned(make_case(work(19, 4, 11, 4), replies=LOGGED))
    assert (found.lo, found.hi) == (50, 71)


def test_it_is_shown_until_somebody_says_that_planned_work_is_logged() -> None:
    found = unplanned(make_case(work()))
    assert (found.status, found.why, found.lo, found.hi) == (
        *(Status.SHOWN, Because(Reason.PLANNED_NOT_LOGGED), 50, 71),
    )


def test_without_forty_hours_tickets_are_counted_and_shown() -> None:
    found = unplanned(make_case(work(seconds=3600.0), replies=LOGGED))
    assert (found.status, found.why, found.lo, found.hi, found.detail) == (
        *(Status.SHOWN, Because(Reason.BY_COUNT), 50, 71, {"by": "tickets", "hours": 38.0}),
    )


@pytest.mark.parametrize(
    ("counts", "reason", "told"),
    [
        ((11, 10, 8, 0), Reason.FEW_TICKETS, {"tickets": 29, "needed": 30}),
        ((15, 15, 0, 0), Reason.NO_PLANNED, {}),
        ((5, 5, 5, 17), Reason.WORDS_UNKNOWN, {}),
        ((5, 0, 5, 22), Reason.WORDS_UNKNOWN, {}),  # planned work may be among the words that nobody knows
    ],
)
def test_what_it_needs(counts: tuple[int, int, int, int], reason: Reason, told: dict[str, int]) -> None:
    assert unplanned(make_case(work(*counts), replies=LOGGED)) == not_measurable(Measure.UNPLANNED, reason, **told)


def test_it_needs_a_column() -> None:
    found = unplanned(make_case(work(), roles=frozenset({Role.HOURS})))
    assert found == not_measurable(Measure.UNPLANNED, Reason.NO_TYPE)
