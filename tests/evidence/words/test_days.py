"""Days and times as an owner says them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from evidence.words.days import (
    between_text,
    clock_text,
    date_text,
    file_text,
    iso_text,
    moment_text,
    span_text,
    told_text,
)


def told(**fields: Any) -> dict[str, Any]:
    return {"id": "4190", "created": "2026-09-21T06:44:00", "finished": None, "minutes": None, **fields}


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Ticket 4190 came in on Monday, September 21, 2026 at 6:44 am."),
        (
            {"finished": "2026-09-21T07:29:00", "minutes": 45},
            "Ticket 4190 came in on Monday, September 21, 2026 at 6:44 am and was finished at 7:29 am; 45 minutes of "
            "work.",
        ),
        (
            {"finished": "2026-09-22T00:00:00", "minutes": 1, "id": ""},
            "A ticket came in on Monday, September 21, 2026 at 6:44 am and was finished on Tuesday, September 22, 2026 "
            "at 12 am; 1 minute of work.",
        ),
    ],
)
def test_a_ticket_in_words(fields: dict[str, Any], text: str) -> None:
    assert told_text(told(**fields)) == text


def test_the_file_in_one_line() -> None:
    file = {"rows": 1410, "tickets": 180}
    assert file_text({"file": file}) == "1,410 rows, 180 tickets"
    file |= {"first_created": "2025-12-12 06:00:00", "last_created": "2026-11-25 12:00:00"}  # type: ignore[dict-item]
    assert file_text({"file": file}) == "1,410 rows, 180 tickets, December 12, 2025 to November 25, 2026"


def test_days_and_times() -> None:
    first, last = date(2026, 10, 28), date(2026, 11, 24)
    assert date_text(first) == "October 28, 2026"
    assert (span_text(first, last), between_text(first, last)) == (
        "October 28 to November 24, 2026",
        "between October 28 and November 24, 2026",
    )
    assert between_text(date(2025, 12, 1), last) == "between December 1, 2025 and November 24, 2026"
    assert (iso_text("2026-11-24"), iso_text("")) == ("November 24, 2026", "")
    assert moment_text(datetime(2026, 11, 24, 13, 5)) == "Tuesday, November 24, 2026 at 1:05 pm"  # noqa: DTZ001
    assert [clock_text(hour, 0) for hour in (0, 8, 12, 23, 24)] == ["12 am", "8 am", "12 pm", "11 pm", "12 am"]
