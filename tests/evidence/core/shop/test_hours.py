"""Opening hours: how they are written, when the shop is open, and how long."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.core.shop.clock import to_minutes
from evidence.core.shop.hours import Hours, HoursError, parse_hours, weekday

DAY, NONE = ((480, 1080),), ()
WEEKDAYS = Hours(parse_hours("mon-fri 8:00-18:00"))


def at(text: str) -> int:
    return to_minutes(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("mon-fri 8:00-18:00", (DAY, DAY, DAY, DAY, DAY, NONE, NONE)),
        ("Mon-Fri 08:00-18:00", (DAY, DAY, DAY, DAY, DAY, NONE, NONE)),
        ("Monday - Friday 8am - 6pm", (DAY, DAY, DAY, DAY, DAY, NONE, NONE)),
        ("tue-fri 8-18, sat 9:00-13:00", (NONE, DAY, DAY, DAY, DAY, ((540, 780),), NONE)),
        ("mon, wed, fri 8-18", (DAY, NONE, DAY, NONE, DAY, NONE, NONE)),
        ("mon 8:00-12:00 13:00-17:00", (((480, 720), (780, 1020)), NONE, NONE, NONE, NONE, NONE, NONE)),
        ("sat-mon 8-18", (DAY, NONE, NONE, NONE, NONE, DAY, DAY)),
        ("fri 22:00-2:00", (NONE, NONE, NONE, NONE, ((1320, 1440),), ((0, 120),), NONE)),
        ("mon-sun 0:00-24:00", (((0, 1440),),) * 7),
    ],
)
def test_hours_are_read(text: str, week: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    assert parse_hours(text) == week


@pytest.mark.parametrize(
    "text", ["", "always", "mon", "8:00-18:00", "mon 8:00", "mon 25:00-26:00", "mon 8:00-8:00", "xyz 8-9"]
)
def test_hours_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(HoursError):
        parse_hours(text)


def test_the_shop_is_open_until_it_closes() -> None:
    opens, closes = at("2026-11-25 08:00"), at("2026-11-25 18:00")
    assert [WEEKDAYS.is_open(each) for each in (opens - 1, opens, closes - 1, closes)] == [False, True, True, False]
    assert [weekday(at(day) // 1440) for day in ("2026-11-23", "2026-11-29")] == [0, 6]


def test_near_is_by_the_nearest_opening_or_closing() -> None:
    assert WEEKDAYS.near(at("2026-11-25 07:30"), 30)
    assert WEEKDAYS.near(at("2026-11-25 18:30"), 30)
    assert not WEEKDAYS.near(at("2026-11-25 18:31"), 30)
    assert not WEEKDAYS.near(at("2026-11-28 08:00"), 30)


def test_minutes_between_are_those_the_shop_was_open() -> None:
    assert WEEKDAYS.between(at("2026-11-27 17:00"), at("2026-11-30 09:00")) == 120
    assert WEEKDAYS.between(at("2026-11-25 09:00"), at("2026-11-25 08:00")) == 0
    assert WEEKDAYS.usual_day == 600


MOMENTS = st.integers(at("2026-10-01 00:00"), at("2026-12-31 00:00"))


@settings(max_examples=30)
@given(MOMENTS, MOMENTS)
def test_minutes_between_are_those_one_would_count(start: int, end: int) -> None:
    hours = Hours(
        parse_hours("mon-fri 8:00-12:00 13:00-18:00, sat 9-13"), {at("2026-11-11 00:00") // 1440: "Veterans Day"}
    )
    assert hours.between(start, end) == sum(map(hours.is_open, range(start, end)))


def test_a_century_is_counted_as_its_days_are() -> None:
    start, end = at("2026-11-23 00:00"), at("2126-11-23 00:00")
    assert WEEKDAYS.between(start, end) == 600 * sum(map(WEEKDAYS.works, range(start // 1440, end // 1440)))


def test_a_holiday_is_closed_and_counts_as_a_weekend_day() -> None:
    holiday, saturday, wednesday = (at(day) // 1440 for day in ("2026-11-11", "2026-11-28", "2026-11-25"))
    hours = Hours(parse_hours("tue-sat 8-18"), {holiday: "Veterans Day"})
    assert not hours.is_open(at("2026-11-11 12:00"))
    assert [hours.counts_as_weekend(day) for day in (holiday, saturday, wednesday)] == [True, False, False]
    assert WEEKDAYS.counts_as_weekend(saturday)
    assert not hours.counts_as_weekend(at("2026-11-23") // 1440)  # a Monday it is regularly closed on
