"""The sign between cells, the record of headings, and labels of headings that repeat."""

from __future__ import annotations

import pytest

from evidence.core.reading.encoding import Encoding
from evidence.core.reading.layout import labels, lay_out, ordinal
from evidence.core.reading.records import Layout, records
from evidence.core.refusal import RefusedError, Why
from evidence.library import vocabulary
from tests.evidence.exports import source

UTF8 = Encoding("utf-8", "plain ASCII")
KNOWN = vocabulary().headings.known


def laid_out(text: str) -> tuple[Layout, list[str]]:
    return lay_out(source(text), UTF8, KNOWN)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_is_found_by_known_headings(sign: str) -> None:
    row = ["4051", "2026-11-01", "a, b; c|d, e"]
    text = f"{sign.join(['Ticket ID', 'Created time', 'Subject'])}\n" + f'{sign.join(row[:2])}{sign}"{row[2]}"\n' * 3
    assert laid_out(text) == (Layout("utf-8", sign, 0), ["Ticket ID", "Created time", "Subject"])


def test_without_known_headings_equal_widths_decide() -> None:
    text = "Nr;Wann;Was\n" + "".join(f"{n};01.11.2026;{'a, b' * n}\n" for n in range(1, 9))
    assert laid_out(text) == (Layout("utf-8", ";", 0), ["Nr", "Wann", "Was"])


@pytest.mark.parametrize(("line", "sign"), [("sep=;", ";"), ("SEP=|", "|"), ("sep=\t", "\t"), ('"sep=;"', ";")])
def test_a_line_that_names_the_sign_wins(line: str, sign: str) -> None:
    text = f"{line}\r\nTicket ID{sign}Created time\r\n1{sign}2026-11-01\r\n"
    assert laid_out(text) == (Layout("utf-8", sign, 0, skip=1), ["Ticket ID", "Created time"])


DAYS = [("10/28/2026", "9:15 am"), ("10/29/2026", "1:40 pm"), ("10/30/2026", "11:05 pm")]


@pytest.mark.parametrize(
    ("day", "time"), [("Created Date", "Created Time"), ("Date", "Time"), ("Opened", ""), ("Datum", "Uhrzeit")]
)
def test_a_day_and_its_time_in_two_columns_are_one(day: str, time: str) -> None:
    text = f"Ticket ID,{day},{time},Subject\n" + "".join(f"{n},{one},{two},x\n" for n, (one, two) in enumerate(DAYS))
    layout, headings = laid_out(text)
    assert (layout.joins, headings) == (((1, 2),), ["Ticket ID", day, "", "Subject"])
    assert [row for _, row in records(source(text), layout)] == [
        [str(n), f"{one} {two}", "", "x"] for n, (one, two) in enumerate(DAYS)
    ]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Time Spent", ["0:45", "1:30", "0:15"]),  # hours of work
        ("Time", ["0:45", "1:30", "0:15"]),
        ("Closed Time", ["9:15", "13:40", "23:05"]),  # of another day
        ("Time", ["soon", "13:40", "late"]),
    ],
)
def test_other_columns_beside_a_day_stay_as_they_are(heading: str, cells: list[str]) -> None:
    text = f"Ticket ID,Created Date,{heading}\n" + "".join(f"1,10/28/2026,{cell}\n" for cell in cells)
    assert laid_out(text)[0].joins == ()


def test_titles_may_stand_above_the_headings() -> None:
    text = "All tickets\n\nfrom,to\nTicket ID,Created time,Status\n1,2026-11-01,Closed\n"
    assert laid_out(text) == (Layout("utf-8", ",", 3), ["Ticket ID", "Created time", "Status"])


@pytest.mark.parametrize(
    ("text", "why"),
    [("\n \n\n", Why.EMPTY), ("Ticket ID\n1\n", Why.ONE_COLUMN), ('"Ticket ID,Created\n1,2\n', Why.OPEN_QUOTE)],
)
def test_what_has_no_columns_is_refused(text: str, why: Why) -> None:
    with pytest.raises(RefusedError) as caught:
        laid_out(text)
    assert caught.value.why is why


def test_headings_that_repeat_are_told_apart_by_their_turn() -> None:
    assert labels(["Key", "Log Work", "Log Work", "", ""]) == ["Key", "Log Work (1st)", "Log Work (2nd)", "", ""]
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th")
    ]
