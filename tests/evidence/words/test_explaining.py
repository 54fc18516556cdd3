"""How each measure is counted, and what went in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.core.measures.finding import Measure
from evidence.words.explaining import HOW, hours_text, how_counted, what_went_in
from tests.evidence.records import KEPT, row


def test_every_measure_says_how_it_is_counted() -> None:
    assert set(HOW) == set(Measure)
    assert how_counted(row("weekends", n=9)).endswith("9 such days in the four weeks.")
    assert how_counted(row("monday-repeat", n=20)).endswith("20 jobs counted.")
    assert how_counted(row("backlog", n=361)).endswith("hides their age. 361 tickets counted.")
    assert how_counted(row("backlog", n=None)).endswith("hides their age.")


def test_what_went_in() -> None:
    settings = {**KEPT.settings, "file_zone": "UTC", "open_on": ["2026-11-11"]}
    counts = {**KEPT.counts, "clockwork": 20, "entries": 225, "unreadable": 3}
    assert what_went_in(replace(KEPT, settings=settings, counts=counts)) == [
        ("The file", "August 17 to November 25, 2026"),
        ("The four weeks", "October 28 to November 24, 2026"),
        ("Read on", "November 25, 2026"),
        ("Rows", "1,399"),
        ("Tickets", "1,399"),
        ("Left out: written by machines", "38"),
        ("Left out: came like clockwork", "20"),
        ("Rows without a readable date", "3"),
        ("Time entries", "225"),
        ("Clients, by number only", "12"),
        ("Your hours", "Mon-Fri 8 am to 6 pm"),
        ("Your time zone", "America/Chicago"),
        ("The file's time zone", "UTC"),
        ("Holidays of", "United States (TX)"),
        ("Holidays you were open on", "November 11, 2026"),
    ]


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        ("mon-fri 8:00-18:00", "Mon-Fri 8 am to 6 pm"),
        ("mon 8:30-12:00, tue 8:30-12:00, sat 9:00-13:00", "Mon-Tue 8:30 am to 12 pm; Sat 9 am to 1 pm"),
        ("mon-sun 0:00-24:00", "Mon-Sun 12 am to 12 am"),
    ],
)
def test_hours_in_words(hours: str, text: str) -> None:
    assert hours_text(hours) == text
