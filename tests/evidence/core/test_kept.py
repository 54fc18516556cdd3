"""A record is the same after it was stored, and a number has its place on a question's steps."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.core.kept import Kept, Row, place
from tests.evidence.records import KEPT


def test_it_comes_back_as_it_was() -> None:
    assert Kept.from_json(json.loads(json.dumps(KEPT.as_json()))) == KEPT


def test_what_a_later_version_added_is_left_out() -> None:
    data = KEPT.as_json() | {"later": 1}
    data["rows"] = [{**row, "later": 1} for row in data["rows"]]
    assert Kept.from_json(data) == KEPT


def test_what_was_compared_and_what_differs() -> None:
    rows = (
        Row("after-hours-calls", "compared", 9, 20, 89, outcome="more"),
        Row("weekends", "compared", 1, 6, 9, unknown=True),
        Row("monday-repeat", "shown", 2, 12, 20),
        Row("reactive-share", "compared", 60, 72, 89, outcome="close"),
    )
    kept = replace(KEPT, rows=rows)
    assert (kept.compared, kept.differing, kept.outcomes) == ((rows[0], rows[1], rows[3]), (rows[0],), 2)


@pytest.mark.parametrize(
    ("number", "at"), [(-1, 0.0), (0, 0.0), (1, 0.125), (2, 0.25), (3.5, 0.375), (20, 1.0), (99, 1.0)]
)
def test_steps_are_equally_wide_and_nothing_is_beyond_the_ends(number: float, at: float) -> None:
    assert place((0, 2, 5, 10, 20), number) == at


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=2))
def test_more_is_never_further_left(numbers: list[float]) -> None:
    low, high = sorted(numbers)
    assert 0 <= place((0, 30, 60, 240, 600), low) <= place((0, 30, 60, 240, 600), high) <= 1
