"""Moments on the shop's clock, and what it shows twice or never."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from evidence.core.shop.clock import Clock, to_minutes, to_moment

CHICAGO, UTC = ZoneInfo("America/Chicago"), ZoneInfo("UTC")


def at(text: str) -> int:
    return to_minutes(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("text", "offset", "local"),
    [
        ("2026-07-01 12:00", 0, "2026-07-01 07:00"),
        ("2026-12-01 12:00", 0, "2026-12-01 06:00"),
        ("2026-12-01 12:00", 330, "2026-12-01 00:30"),
        ("2026-11-01 06:59", 0, "2026-11-01 01:59"),
        ("2026-11-01 07:00", 0, "2026-11-01 01:00"),
        ("2026-03-08 08:00", 0, "2026-03-08 03:00"),
    ],
)
def test_an_offset_becomes_the_shops_time(text: str, offset: int, local: str) -> None:
    assert Clock(CHICAGO).to_shop(at(text), offset) == at(local)


def test_a_file_in_utc_is_moved_and_one_of_the_shop_is_not() -> None:
    assert Clock(CHICAGO, UTC).to_shop(at("2026-07-01 12:00"), None) == at("2026-07-01 07:00")
    assert Clock(CHICAGO).to_shop(at("2026-07-01 12:00"), None) == at("2026-07-01 12:00")


def test_doubled_and_impossible_minutes_are_counted_and_kept() -> None:
    clock = Clock(CHICAGO)
    assert clock.to_shop(at("2026-11-01 01:30"), None) == at("2026-11-01 01:30")
    assert clock.to_shop(at("2026-03-08 02:30"), None) == at("2026-03-08 02:30")
    assert clock.to_shop(at("2026-03-08 03:00"), None) == at("2026-03-08 03:00")
    assert (clock.doubled, clock.impossible) == (1, 1)
    assert clock.doubled_at(at("2026-11-01 01:59"))
    assert not clock.doubled_at(at("2026-11-01 02:00"))
    assert clock.shop_offset(at("2026-12-01 12:00")) == -360


def test_minutes_are_a_moment_and_back() -> None:
    assert to_moment(at("2026-11-25 19:00")) == datetime(2026, 11, 25, 19)  # noqa: DTZ001
