"""Odd files of a shop with known truth: short, old, of days alone, of clocks that change, of machines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.evidence.exports import CHICAGO, UTC, at, data_of, make_setting, rows_of, write

HEADINGS = ["Ticket ID", "Created", "Resolved", "First response at", "Source", "Company", "Subject"]


def moments(first: str, days: int, *times: str) -> list[datetime]:
    """Each day at about these times; never the same minute twice in a month, as a machine would."""
    start = datetime.fromisoformat(first)
    return [
        datetime.fromisoformat(f"{start.date() + timedelta(days=day)} {time}") + timedelta(minutes=13 * day % 59)
        for day in range(days)
        for time in times
    ]


def content(created: Iterable[datetime], form: str = "%Y-%m-%d %H:%M", **minutes: int) -> bytes:
    """Tickets of these moments; `minutes` after them, by heading, something else happened."""
    rows = []
    for number, moment in enumerate(created):
        cells = {"Ticket ID": str(number), "Created": moment.strftime(form), "Source": "Email", "Company": "Alder"}
        for name, later in minutes.items():
            heading = {"resolved": "Resolved", "first": "First response at"}[name]
            cells[heading] = (moment + timedelta(minutes=later)).strftime(form)
        rows.append([cells.get(heading, "") for heading in HEADINGS])
    return write([HEADINGS, *rows])


def measured(file: bytes, **replies: Any) -> dict[str, Any]:
    found: dict[str, Any] = data_of(file, setting=make_setting(**replies))["measures"]
    return found


def test_a_single_month_holds_four_weeks() -> None:
    file = content(moments("2026-10-26", 30, "09:00", "11:00", "14:00", "20:00"), resolved=30)
    found = data_of(file)
    assert (found["file"]["window"]["from"], found["file"]["window"]["to"]) == ("2026-10-27", "2026-11-23")
    calls = found["measures"]["after-hours-calls"]
    # Twenty-eight evenings, and three times on eight weekend days and a holiday.
    assert (calls["lo"], calls["hi"], calls["compared"]) == (55, 55, True)


def test_a_february_is_four_weeks() -> None:
    setting = at(make_setting(), datetime(2026, 3, 1, 9))  # noqa: DTZ001 -- a clock on a wall has no zone
    found = data_of(content(moments("2026-02-01", 28, "10:00"), resolved=30), setting=setting)
    assert (found["file"]["window"]["from"], found["file"]["window"]["covered"]) == ("2026-01-31", True)
    assert found["measures"]["after-hours-calls"]["hi"] == 8  # seven weekend days and Washington's Birthday


def test_a_file_a_year_old_is_shown() -> None:
    found = measured(content(moments("2025-10-20", 36, "10:00", "20:00"), resolved=30))["after-hours-calls"]
    assert (found["status"], found["doubt"]) == ("shown", "the file is from another time than the answers")


def test_dates_of_tomorrow_are_left_out_and_asked_about() -> None:
    found = data_of(content(moments("2026-10-20", 50, "10:00")))
    assert (found["file"]["people"], found["file"]["future"]) == (37, 13)
    assert {"ask": "future", "n": 13} in found["ask"]
    assert found["measures"]["after-hours-calls"]["reason"] == "an open question: future"


def test_twenty_six_tickets_are_counted_and_not_pictured() -> None:
    found = measured(content(moments("2026-10-31", 26, "20:00"), resolved=30))
    assert (found["after-hours-calls"]["hi"], found["after-hours-calls"]["compared"]) == (25, True)
    assert found["monday-peak"]["status"] == "not measurable"
    assert found["concentration"]["status"] == "not measurable"


def test_days_alone_say_nothing_of_hours() -> None:
    found = measured(content(moments("2026-09-21", 66, "10:00"), form="%Y-%m-%d", resolved=1440))
    for name in ("after-hours-calls", "weekends", "first-response"):
        assert found[name]["reason_code"] == "no-times"
    assert found["monday-peak"]["grid"] is None
    assert found["monday-repeat"]["reason_code"] == "no-subject"


def test_an_evening_of_typing_is_left_out() -> None:
    typed = [datetime(2026, 11, 18, 20, minute) for minute in range(10)]  # noqa: DTZ001
    usual = moments("2026-10-20", 36, "10:00", "14:00")
    plain, found = data_of(content(usual)), data_of(content([*usual, *typed]))
    assert (found["measures"], found["file"]["bursts"]) == (plain["measures"], 10)


def test_automatic_replies_prove_nothing() -> None:
    usual = moments("2026-10-20", 36, "10:00", "20:00")
    found = measured(content(usual, first=1))
    assert (found["after-hours-calls"]["lo"], found["weekends"]["lo"]) == (0, 0)
    assert found["first-response"]["compared"] is False


def test_scattered_alerts_without_a_source_raise_nothing_that_is_proven() -> None:
    heading, *rows = rows_of("syncro-tickets")
    created, ids = heading.index("ticket created date"), heading.index("ticket number")
    alerts = []
    for number, moment in enumerate(moments("2026-10-28", 27, "03:17")):
        row = list(rows[0])
        row[ids], row[created] = f"9{number:04}", str(moment + timedelta(minutes=7 * number % 113))
        alerts.append(row)
    before, after = measured(write([heading, *rows])), measured(write([heading, *rows, *alerts]))
    assert after["after-hours-calls"]["lo"] == before["after-hours-calls"]["lo"]
    assert after["weekends"]["lo"] == before["weekends"]["lo"]


@pytest.mark.parametrize(
    ("night", "doubled", "impossible"), [("2026-11-01", 2, 0), ("2026-03-08", 0, 2), ("2026-11-02", 0, 0)]
)
def test_minutes_a_clock_shows_twice_or_never_are_counted(night: str, doubled: int, impossible: int) -> None:
    hour = "01" if night == "2026-11-01" else "02"
    moment = datetime.fromisoformat(f"{night} {hour}:10")
    found = data_of(content([moment], resolved=20))["file"]
    assert (found["doubled_minutes"], found["impossible_minutes"]) == (doubled, impossible)
    assert found["tickets"] == 1


def test_a_file_that_names_its_offsets_is_not_asked_for_a_zone() -> None:
    usual = moments("2026-10-20", 36, "10:00", "20:00")
    zulu = [each.replace(tzinfo=CHICAGO).astimezone(UTC) for each in usual]
    local, offsets = data_of(content(usual, resolved=30)), data_of(content(zulu, "%Y-%m-%dT%H:%MZ", resolved=30))
    assert offsets["measures"] == local["measures"]
    assert (offsets["ask"], local["ask"]) == ([], [{"ask": "zone"}])
