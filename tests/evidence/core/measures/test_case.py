"""Why a file is not compared, and what counts as work."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.core.asked import Replies, Topic
from evidence.core.measures.case import find_sweeps, person_of
from evidence.core.measures.finding import Because, Reason
from evidence.core.measures.shift import Shift
from evidence.core.measures.window import When
from evidence.core.shop.hours import DAY
from tests.evidence.core.cases import WHEN, every_day, make_case, make_ticket

LATER = When(WHEN.upload + 40 * DAY, WHEN.submitted)
NO_NIGHT = Shift(0.4, 0, 0.5, -6.0, 0.2)


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({}, None),
        ({"open": (Topic.ZONE, Topic.CLOCKWORK, Topic.WHO_TYPES)}, None),
        ({"open": (Topic.ZONE, Topic.UNIT)}, Because(Reason.OPEN_QUESTION, {"topic": "unit"})),
        ({"replies": Replies(whole=False)}, Because(Reason.NOT_WHOLE)),
        ({"when": LATER}, Because(Reason.OTHER_TIME)),
        ({"shift": NO_NIGHT}, Because(Reason.NO_DAY_AND_NIGHT)),
        ({"shift": NO_NIGHT, "timed": False}, None),
    ],
)
def test_the_first_doubt_counts(fields: dict[str, Any], doubt: Because | None) -> None:
    assert make_case([], **fields).doubt == doubt
    assert make_case([], **fields).doubt_of_times == doubt


def test_a_short_and_a_fading_file_are_doubted() -> None:
    short = make_case([make_ticket("11-20 10:00"), make_ticket("11-24 10:00")], alone=True)
    assert short.doubt == Because(Reason.NOT_COVERED, {"days": 5, "needed": 28})
    assert make_case(every_day(12, "11-09 10:00") * 2).doubt == Because(Reason.FADES)


def test_an_open_shift_is_a_doubt_of_times() -> None:
    case = make_case([], open=(Topic.SHIFT,))
    assert (case.doubt_of_times, case.doubt) == (
        Because(Reason.TIMES_OFF),
        Because(Reason.OPEN_QUESTION, {"topic": "shift"}),
    )


def test_four_of_five_tickets_need_somebody() -> None:
    tickets = every_day(10)
    for ticket in tickets[:8]:
        ticket.requester = 1
    assert person_of(make_case(tickets, alone=True)) == ("requester", dict.fromkeys(range(8), 1))
    tickets[0].requester = None
    assert person_of(make_case(tickets, alone=True)) is None


def test_eight_in_a_minute_are_a_sweep() -> None:
    tickets = [make_ticket(f"11-02 10:0{n}", finished="11-20 18:00") for n in range(8)]
    assert find_sweeps(tuple(tickets)) == {tickets[0].finished}
    assert find_sweeps(tuple(tickets[1:])) == frozenset()
