"""Calls after hours: what came in, and what was surely worked on."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.core.asked import Replies, Topic
from evidence.core.measures.after_hours import after_hours
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Side, Status, not_measurable
from evidence.core.reading.ticket import Entry
from evidence.core.reading.vocabulary import Role
from tests.evidence.core.cases import at, every_day, make_case, make_ticket

EVENING = "11-18 20:00"


def lo_and_hi(created: str = EVENING, replies: Replies | None = None, **fields: Any) -> tuple[Any, Any]:
    found = after_hours(make_case([make_ticket(created, **fields)], replies=replies or Replies()))
    return found.lo, found.hi


def test_a_finding_whole() -> None:
    tickets = [
        *every_day(16, "10-29 09:00"),
        make_ticket(EVENING),
        make_ticket("11-18 18:10", phone=True),
        make_ticket("11-14 11:00", phone=True),
        make_ticket("11-11 12:00", finished="11-11 13:00"),
    ]
    assert after_hours(make_case(tickets)) == Finding(
        measure=Measure.AFTER_HOURS,
        status=Status.COMPARED,
        lo=2,
        hi=4,
        n=20,
        side=Side.MORE,
        detail={"logged": 4, "within_30_min": 1, "handled": 1, "phone": 1, "share": 0.2},
    )


@pytest.mark.parametrize(
    ("fields", "proven"),
    [
        ({}, 0),
        ({"phone": True}, 1),
        ({"first": "11-18 20:10"}, 1),
        ({"first": "11-18 20:01"}, 0),  # a machine's
        ({"first": "11-19 08:10"}, 0),
        ({"finished": "11-18 23:59"}, 1),
        ({"finished": "11-19 00:01"}, 0),
        ({"finished": "11-18 21:00", "resolved": None}, 0),  # closed, which systems do by themselves
        ({"entries": (Entry(at("11-18 21:00"), 60.0, None),)}, 1),
        ({"entries": (Entry(at("11-19 09:00"), 60.0, None),)}, 0),
        ({"entries": (Entry(None, 60.0, None),)}, 0),
    ],
)
def test_what_is_proven_outside_shop_hours(fields: dict[str, Any], proven: int) -> None:
    assert lo_and_hi(**fields) == (proven, 1)


def test_a_ticket_near_the_edge_of_the_day_proves_nothing() -> None:
    assert lo_and_hi("11-18 18:30", phone=True) == (0, 1)
    assert lo_and_hi("11-18 18:31", phone=True) == (1, 1)
    assert lo_and_hi("11-18 07:29", phone=True) == (1, 1)
    assert lo_and_hi("11-18 17:59", phone=True) == (0, 0)


def test_who_types_while_helping_worked_on_all_of_them() -> None:
    assert lo_and_hi(replies=Replies(types_while_helping=True)) == (1, 1)


def test_eight_finished_in_one_minute_are_swept_up() -> None:
    tickets = [make_ticket(f"11-18 20:{minute}", finished="11-18 21:00") for minute in range(10, 18)]
    assert after_hours(make_case(tickets)).lo == 0
    assert after_hours(make_case(tickets[1:])).lo == 7


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"replies": Replies(paid_rota=True)}, Reason.PAID_ROTA),
        ({"roles": frozenset({Role.CREATED, Role.CLOSED})}, Reason.NO_HANDS),
    ],
)
def test_it_is_shown_where_it_says_nothing_about_the_answer(fields: dict[str, Any], why: Reason) -> None:
    found = after_hours(make_case([make_ticket(EVENING)], **fields))
    assert (found.status, found.why, found.hi) == (Status.SHOWN, Because(why), 1)


@pytest.mark.parametrize(
    ("fields", "reason", "told"),
    [
        ({"timed": False}, Reason.NO_TIMES, {}),
        ({"typed_in_together": True}, Reason.TYPED_TOGETHER, {}),
    ],
)
def test_it_is_not_measured_without_arrivals(fields: dict[str, Any], reason: Reason, told: dict[str, int]) -> None:
    assert after_hours(make_case([make_ticket(EVENING)], **fields)) == not_measurable(
        Measure.AFTER_HOURS, reason, **told
    )


def test_a_short_file_is_not_measured_unless_it_is_everything() -> None:
    tickets = [make_ticket("11-20 10:00"), make_ticket(EVENING), make_ticket("11-24 10:00")]
    assert after_hours(make_case(tickets, alone=True)) == not_measurable(
        Measure.AFTER_HOURS, Reason.DAYS_COVERED, days=7, needed=28
    )
    assert after_hours(make_case(tickets, alone=True, replies=Replies(covers_from_to=True))).hi == 1


def test_an_open_shift_leaves_it_shown() -> None:
    found = after_hours(make_case([make_ticket(EVENING)], open=(Topic.SHIFT,)))
    assert (found.status, found.doubt) == (Status.SHOWN, Because(Reason.TIMES_OFF))
