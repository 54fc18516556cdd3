"""What a file is, before anything is measured: its asks, its units, its first answers."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.reading.stamps import Order
from evidence.core.reading.understanding import LENIENT, Understood, understand
from evidence.core.reading.vocabulary import Role
from evidence.library import vocabulary
from tests.evidence.exports import source, write

ZONE = Ask(Topic.ZONE)


def understood(rows: list[list[str]] | bytes, **replies: Any) -> Understood:
    content = rows if isinstance(rows, bytes) else write(rows)
    return understand(source(content), vocabulary().headings, Replies(**replies))


def dates(heading: str, *cells: str) -> list[list[str]]:
    return [["Ticket ID", heading], *([str(number), cell] for number, cell in enumerate(cells))]


def test_a_zone_is_asked_for_where_no_value_has_an_offset() -> None:
    assert understood(dates("Created", "2026-11-18 10:00")).asks == (ZONE,)
    assert understood(dates("Created", "2026-11-18T10:00Z")).asks == ()


def test_a_column_nobody_knows_is_asked_for_with_examples() -> None:
    rows = dates("Wann", *(f"{day}.11.2026 10:00" for day in range(13, 20)))
    found = understood(rows)
    assert found.asks == (
        Ask(
            Topic.WHICH_COLUMN,
            {"columns": [{"column": "Wann", "examples": ["13.11.2026 10:00", "14.11.2026 10:00"]}]},
        ),
    )
    chosen = understood(rows, columns={Role.CREATED: "Wann"})
    assert (chosen.asks, chosen.dates[Role.CREATED].order) == ((ZONE,), Order.DAY_FIRST)


@pytest.mark.parametrize(
    ("heading", "cells", "units", "asked"),
    [
        ("Hours", ["1.5", "2"], {Role.HOURS: 3600}, None),
        ("Time spent", ["1:30", "2:00"], {Role.HOURS: 1}, None),
        ("timetaken", ["1.5", "2", "2", "0", "3", "4"], {Role.HOURS: None}, ["1.5", "2", "3"]),
    ],
)
def test_a_unit_is_that_of_the_heading_or_asked_for(
    heading: str, cells: list[str], units: dict[Role, int | None], asked: list[str] | None
) -> None:
    rows = [["Created", heading], *(["2026-11-18 10:00", cell] for cell in cells)]
    found = understood(rows)
    assert found.units == units
    unit = Ask(Topic.UNIT, {"column": heading, "examples": asked})
    assert found.asks == ((unit, ZONE) if asked else (ZONE,))
    assert understood(rows, units={Role.HOURS: 60}).units == {Role.HOURS: 60}


@pytest.mark.parametrize(
    ("heading", "cell", "role"),
    [
        ("First response", "2026-11-18 10:30", Role.FIRST),
        ("First response", "0:30:10", Role.FIRST_FOR),
        ("First response time", "0:30:10", Role.FIRST_FOR),
        ("First response time", "2026-11-18 10:30", Role.FIRST),
    ],
)
def test_a_first_answer_is_a_moment_or_a_duration_by_its_cells(heading: str, cell: str, role: Role) -> None:
    found = understood([["Created", heading], *(["2026-11-18 10:00", cell] for _ in range(3))])
    assert set(found.columns) == {Role.CREATED, role}


def test_a_column_of_flags_is_no_date() -> None:
    found = understood([["Created", "Closed"], ["2026-11-18 10:00", "Yes"], ["2026-11-18 10:00", "No"]])
    assert set(found.columns) == {Role.CREATED}


def test_ragged_blank_and_lenient_records_are_counted_and_said() -> None:
    content = b'Ticket ID,Created,Subject\n\n1,2026-11-18 10:00\n,,\n2,2026-11-18 10:00,"a "b" c",more\n'
    found = understood(content)
    assert (found.rows, found.ragged, found.blank, found.notes) == (2, 2, 2, (LENIENT,))


def test_another_columns_order_is_a_hint_and_no_decision() -> None:
    rows = [["Created", "Resolved"], ["08/05/2026 10:00", "13/05/2026 10:00"]]
    (ask, zone) = understood(rows).asks
    assert (ask.topic, zone) == (Topic.DAY_ORDER, ZONE)
    assert ask.fields == {
        "column": "Created",
        "examples": ["08/05/2026 10:00"],
        "hint": "dmy",
        "hint_from": "another column's order",
    }


@pytest.mark.parametrize(
    ("cells", "topic"),
    [
        (["2026-11-18 10:00"] * 9 + ["13/11/2026 10:00"], Topic.MIXED_FORMS),
        (["2026-11-18T10:00Z"] * 9 + ["2026-11-18T10:00"], Topic.MIXED_OFFSETS),
        (["46000.5"] * 9, Topic.DAY_NUMBERS),
        (["2026-11-18 10:00"] * 51, Topic.NO_AFTERNOON),
    ],
)
def test_what_looks_spoiled_is_asked_about_until_it_is_settled(cells: list[str], topic: Topic) -> None:
    assert topic in [ask.topic for ask in understood(dates("Created", *cells)).asks]
    settled = understood(dates("Created", *cells), settled=frozenset({topic}))
    assert topic not in [ask.topic for ask in settled.asks]
