"""Weekend days: those with work on them, and those with a new ticket."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evidence.core.asked import Replies
from evidence.core.measures.finding import Because, Reason, Status
from evidence.core.measures.weekends import WEEKENDS, as_weekends, weekends
from evidence.core.reading.ticket import Entry
from evidence.core.shop.hours import DAY, Hours, parse_hours
from tests.evidence.core.cases import at, make_case, make_ticket

ALONE = Replies(one_person=True)


@pytest.mark.parametrize(
    ("fields", "lo", "hi"),
    [
        ({"created": "11-14 11:00"}, 0, 1),
        ({"created": "11-11 11:00"}, 0, 1),
        ({"created": "11-13 16:00", "finished": "11-14 11:00"}, 1, 1),
        ({"created": "11-13 16:00", "first": "11-14 11:00"}, 1, 1),
        ({"created": "11-14 11:00", "first": "11-14 11:01"}, 0, 1),
        ({"created": "11-13 16:00", "entries": (Entry(at("11-15 11:00"), 60.0, 7),)}, 1, 1),
        ({"created": "11-14 11:00", "finished": "11-15 11:00"}, 1, 2),
        ({"created": "11-10 11:00", "finished": "11-12 11:00"}, 0, 0),
    ],
)
def test_days_with_work_and_days_with_tickets(fields: dict[str, Any], lo: int, hi: int) -> None:
    found = weekends(make_case([make_ticket(**fields)], replies=ALONE))
    assert (found.lo, found.hi, found.n, found.status) == (lo, hi, 9, Status.COMPARED)


def test_a_saturday_the_shop_is_open_on_does_not_count() -> None:
    hours = Hours(parse_hours("tue-sat 8-18"))
    found = weekends(make_case([make_ticket("11-14 11:00"), make_ticket("11-15 11:00")], hours=hours, replies=ALONE))
    assert (found.lo, found.hi, found.n) == (0, 1, 4)


def test_days_are_nobodys_in_a_shop_of_several() -> None:
    found = weekends(make_case([make_ticket("11-14 11:00")]))
    assert (found.status, found.doubt, found.why) == (Status.SHOWN, None, Because(Reason.WHOSE_WEEKEND))


def test_the_owners_own_name_makes_the_days_theirs() -> None:
    tickets = [
        make_ticket("11-13 16:00", finished="11-14 11:00", agent=1),
        make_ticket("11-13 16:00", finished="11-15 11:00", agent=2),
        make_ticket("11-13 16:00", agent=2, entries=(Entry(at("11-07 11:00"), 60.0, 1),)),
    ]
    found = weekends(replace(make_case(tickets), owner=1))
    assert (found.lo, found.hi, found.status) == (2, 2, Status.COMPARED)


def test_an_older_version_counts_weekends_and_holidays_on_weekdays() -> None:
    days = {at(f"{day} 00:00") // DAY for day in ("11-01", "11-07", "11-08", "11-11", "11-14", "11-21", "11-28")}
    assert as_weekends(days) == 5
    found = weekends(make_case([make_ticket("11-14 11:00", finished="11-15 11:00")], replies=ALONE))
    assert found.versions == {WEEKENDS: (1, 1, 9)}
