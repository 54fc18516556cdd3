"""Dates as systems write them, in parts, and what is none."""

from __future__ import annotations

from datetime import datetime

import pytest

from evidence.core.reading.stamps import NOTHING, Order, Parser, parse, wall
from evidence.core.shop.clock import to_moment


def read(text: str, order: Order = Order.DAY_FIRST) -> tuple[str, int | None] | None:
    stamp = parse(text)
    if stamp is None or stamp is NOTHING:
        return None
    minutes = wall(stamp, order)
    return None if minutes is None else (to_moment(minutes).isoformat(" ", "minutes"), stamp.offset)


@pytest.mark.parametrize(
    ("text", "moment", "offset"),
    [
        ("2025-11-28 17:03:00", "2025-11-28 17:03", None),
        ("2025-11-28T17:03:59.123456789", "2025-11-28 17:03", None),
        ("2025-11-28 17:03:00,147", "2025-11-28 17:03", None),
        ("2025-11-28T17:03Z", "2025-11-28 17:03", 0),
        ("2025-11-28T17:03:00+05:30", "2025-11-28 17:03", 330),
        ("2025-11-28 17:03:00 -0600", "2025-11-28 17:03", -360),
        ("2025-11-28 17:03:00 UTC", "2025-11-28 17:03", 0),
        ("2025/11/28 5:03 PM", "2025-11-28 17:03", None),
        ("2025-11-28", "2025-11-28 00:00", None),
        ("28/11/2025 17:03", "2025-11-28 17:03", None),
        ("28-11-2025 17:03", "2025-11-28 17:03", None),
        ("28.11.2025, 17:03 Uhr", "2025-11-28 17:03", None),
        ("28.11.25 17.03", "2025-11-28 17:03", None),
        ("28/11/2025 5:03 p. m.", "2025-11-28 17:03", None),
        ("28/11/2025 12:03 AM", "2025-11-28 00:03", None),
        ("28/11/2025 12:03 PM", "2025-11-28 12:03", None),
        ("28/Nov/25 5:03 PM", "2025-11-28 17:03", None),
        ("28-Nov-2025", "2025-11-28 00:00", None),
        ("Oct 4, 2024 @ 3:05 PM", "2024-10-04 15:05", None),
        ("November 28, 2025 at 5:03 pm", "2025-11-28 17:03", None),
        ("Fri, 28 Nov 2025 17:03:00 +0000", "2025-11-28 17:03", 0),
        ("Fri Nov 28 2025 17:03:00 GMT-0600 (Central Standard Time)", "2025-11-28 17:03", -360),
        ("28 de noviembre de 2025 17:03", "2025-11-28 17:03", None),
        ("28 nov. 2025 à 17h03", "2025-11-28 17:03", None),
        ("1er août 2025", "2025-08-01 00:00", None),
        ("28. März 2025", "2025-03-28 00:00", None),
        ("28 mrt 2025 17:03", "2025-03-28 17:03", None),
        ("28 de fevereiro de 2025", "2025-02-28 00:00", None),
        ("28 luglio 2025", "2025-07-28 00:00", None),
        ("45989.710416", "2025-11-28 17:03", None),
        ("1764349380", "2025-11-28 17:03", 0),
        ("1764349380000", "2025-11-28 17:03", 0),
    ],
)
def test_a_date_is_read(text: str, moment: str, offset: int | None) -> None:
    assert read(text) == (moment, offset)


@pytest.mark.parametrize(
    "text",
    [
        "Text 1",
        "2025-13-01",
        "2025-02-30",
        "30/30/2025",
        "28/11/2025 25:00",
        "28/jui/25",
        "12",
        "99999",
        "1:30",
        "PT5H",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    "text", ["0000-00-00 00:00:00", "1970-01-01T00:00:00Z", "01/01/1900", "0001-01-01", "9999-12-31T23:59:59Z"]
)
def test_a_year_before_1995_or_without_end_is_nothing(text: str) -> None:
    assert parse(text) is NOTHING


def test_two_numbers_are_read_in_either_order() -> None:
    assert read("08/05/2026 11:48", Order.MONTH_FIRST) == ("2026-08-05 11:48", None)
    assert read("08/05/2026 11:48", Order.DAY_FIRST) == ("2026-05-08 11:48", None)
    assert read("02-28-2025", Order.DAY_FIRST) is None


def test_a_parser_forgets_nothing_it_needs() -> None:
    parser = Parser()
    texts = [f"2026-11-{1 + number % 28:02} {number % 24:02}:{number % 60:02}" for number in range(20_000)]
    assert [parser(text) for text in texts] == [parse(text) for text in texts]
    assert parser("") is None


def test_a_time_past_midnight_belongs_to_the_next_day() -> None:
    assert read("2026-11-24 24:00") == (datetime(2026, 11, 25).isoformat(" ", "minutes"), None)  # noqa: DTZ001
