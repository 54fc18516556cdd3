"""Whether a file's clock is off by whole hours."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from evidence.core.measures.shift import Shift, find_shift
from evidence.core.reading.ticket import Ticket
from evidence.core.shop.clock import Clock
from evidence.core.shop.hours import Hours, parse_hours
from tests.evidence.core.cases import HOURS, every_day

CLOCK = Clock(ZoneInfo("America/Chicago"))


def by_hours(first: int, last: int, days: int = 10) -> list[Ticket]:
    found = [each for hour in range(first, last) for each in every_day(days, f"11-02 {hour:02}:30")]
    return sorted(found, key=lambda ticket: ticket.created)


def test_a_shift_whole() -> None:
    assert find_shift(by_hours(13, 23), HOURS, CLOCK) == Shift(
        inside_as_read=0.5, best_hours=-5, inside_shifted=1.0, zone_offset=-6.0, night=0.0
    )
    found = find_shift(by_hours(13, 23), HOURS, CLOCK)
    assert found is not None
    assert (found.ask, found.looks_utc, found.day_and_night) == (True, True, True)


def test_tickets_in_shop_hours_ask_nothing() -> None:
    found = find_shift(by_hours(8, 18), HOURS, CLOCK)
    assert found is not None
    assert (found.best_hours, found.ask, found.looks_utc) == (0, False, False)


def test_one_hour_is_no_shift_and_an_even_day_has_no_night() -> None:
    found = find_shift(by_hours(9, 19), HOURS, CLOCK)
    assert found is not None
    assert (found.best_hours, found.ask) == (-1, False)
    even = find_shift(by_hours(0, 24), HOURS, CLOCK)
    assert even is not None
    assert (even.day_and_night, even.night) == (False, 0.25)


def test_fewer_than_fifty_say_nothing() -> None:
    assert find_shift(by_hours(8, 18, 10)[:49], HOURS, CLOCK) is None


def test_a_shop_that_opens_on_the_half_hour_is_shifted_by_whole_hours() -> None:
    found = find_shift(by_hours(8, 18), Hours(parse_hours("mon-fri 8:30-18:30")), CLOCK)
    assert found is not None
    assert (found.inside_as_read, found.best_hours) == (1.0, 0)
