"""What is printed for people: every ask is a sentence, every measure a row."""

from __future__ import annotations

from evidence.table import table
from tests.evidence.exports import data_of, export, write


def test_a_table_whole() -> None:
    rows = [["Ticket ID", "Wann"], ["1", "13.11.2026 10:00"], ["2", "14.11.2026 10:00"]]
    assert table(data_of(write(rows)))[:10] == [
        "2 rows, 0 tickets",
        "read as utf-8 (plain ASCII), cells parted by ','",
        "  id          Ticket ID",
        "",
        "To ask:",
        "  Which column says when a ticket came in?",
        "  When is your shop open?",
        "  Do you type tickets in yourselves, or do customers' emails become tickets?",
        "",
        "                         lo     hi     n  compared",
    ]


def test_time_entries_machines_and_the_four_weeks_have_a_line() -> None:
    lines = table(data_of(export("syncro-tickets"), export("syncro-labor")))
    assert lines[11:14] == [
        "225 time entries, 225 with a ticket, 260.4 hours",
        "20 tickets of machines or typed in together, 215 of people",
        "four weeks: 2026-10-28 to 2026-11-24, 89 tickets",
    ]
    assert lines[-8] == "after-hours-calls         7     20    89  compared"
