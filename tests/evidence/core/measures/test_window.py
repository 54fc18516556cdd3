"""The four weeks, and whether they are those of the answers."""

from __future__ import annotations

from datetime import datetime

import pytest

from evidence.core.measures.window import When, Window, find_window
from evidence.core.reading.ticket import Ticket
from evidence.core.shop.clock import to_minutes
from evidence.core.shop.hours import DAY
from tests.evidence.core.cases import HOURS, WHEN, at, every_day, make_ticket


def day(text: str) -> int:
    return at(f"{text} 00:00") // DAY


def window(tickets: list[Ticket], as_of: str | None = None, when: When = WHEN, *, whole: bool = False) -> Window:
    latest = at(as_of) if as_of else tickets[-1].created
    return find_window(tickets, latest, HOURS, when, said_whole=whole)


def test_a_window_whole() -> None:
    tickets = every_day(22, "10-27 10:00")
    assert window(tickets) == Window(
        first=day("10-29"),
        last=day("11-25"),
        per_week=(5, 4, 5, 5),
        covered=True,
        overlap=27,
        age=-1,
        holidays=(day("11-11"),),
    )


@pytest.mark.parametrize(("as_of", "last"), [(None, "11-23"), ("11-24 23:59", "11-23"), ("11-25 00:00", "11-24")])
def test_it_ends_with_the_last_full_day(as_of: str | None, last: str) -> None:
    assert window([make_ticket("10-01 10:00"), make_ticket("11-24 10:00")], as_of).last == day(last)


@pytest.mark.parametrize(("first", "covered"), [("10-30 23:00", True), ("10-31 00:00", False)])
def test_a_file_may_begin_three_days_late(first: str, covered: bool) -> None:
    tickets = [make_ticket(first), make_ticket("11-24 10:00")]
    assert window(tickets).covered is covered
    assert window(tickets, whole=True).covered


@pytest.mark.parametrize(
    ("upload", "submitted", "near"),
    [
        ("2026-11-25", "2026-11-25", True),
        ("2026-12-29", "2026-12-08", True),
        ("2026-12-29", "2026-12-09", False),
        ("2026-12-30", "2026-12-08", False),
    ],
)
def test_it_is_near_the_answers_for_two_weeks_and_not_older_than_five(upload: str, submitted: str, near: bool) -> None:
    when = When(to_minutes(datetime.fromisoformat(upload)), datetime.fromisoformat(submitted).toordinal())
    found = window([make_ticket("10-01 10:00"), make_ticket("11-24 10:00")], None, when)
    assert found.near_answers is near


def test_a_file_that_fades_is_noticed_from_twelve_tickets() -> None:
    def weeks(*counts: int) -> Window:
        return Window(0, 27, counts, covered=True, overlap=28, age=0, holidays=())

    assert not weeks(1, 5, 5, 5).fades
    assert weeks(1, 5, 5, 6).fades
    assert not weeks(0, 0, 5, 6).fades
