"""What two people see: a strength, a problem, or something different; sorted by how far they are apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinions.core.beside import Pair, View, grouped, put_beside
from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer
from tests.builders import newest

HOURS = newest().question["hours-worked"]
POINTS = st.floats(0, 4) | st.integers(0, 4).map(float)


def pair(own: float | None, other: float | None) -> Pair:
    return Pair(HOURS, 40, 40, own, other)


@pytest.mark.parametrize(
    ("own", "other", "view"),
    [
        (4, 3, View.STRENGTH),
        (3, 3, View.STRENGTH),
        (0, 1, View.PROBLEM),
        (2, 2, View.PROBLEM),
        (1.5, 2.9, View.PROBLEM),
        (2, 3, View.DIFFERENT),
        (0, 2, View.DIFFERENT),
        (4, 0, View.DIFFERENT),
        (2.9, 3.2, View.STRENGTH),  # a hair apart is no difference, wherever the line is
        (2.6, 3.2, View.PROBLEM),
        (None, 3, None),
        (3, None, None),
    ],
)
def test_views(own: float | None, other: float | None, view: View | None) -> None:
    assert (pair(own, other).view, pair(other, own).view) == (view, view)


@given(POINTS, POINTS)
def test_who_is_asked_first_does_not_matter_and_two_of_one_mind_never_differ(own: float, other: float) -> None:
    assert pair(own, other).view is pair(other, own).view
    assert pair(own, own).view is not View.DIFFERENT


def test_pairs_are_those_the_other_answered_by_difference_then_by_their_order() -> None:
    own: dict[str, Answer] = {"first-response": "30-minutes", "hours-worked": 40, "weekends": 0, "dread": UNKNOWN}
    own["first-response"] = newest().question["first-response"].options[4].id
    other: dict[str, Answer] = {"hours-worked": 70, "weekends": 1, "decisions": NOT_APPLICABLE}
    other["first-response"] = newest().question["first-response"].options[3].id
    found = put_beside(newest().rated, own, other)
    assert [(each.question.id, each.difference) for each in found] == [
        ("hours-worked", 4),
        ("first-response", 1),
        ("weekends", 1),
        ("decisions", 0),
    ]
    assert {view: [each.question.id for each in pairs] for view, pairs in grouped(found).items()} == {
        View.STRENGTH: ["first-response", "weekends"],
        View.PROBLEM: [],
        View.DIFFERENT: ["hours-worked"],
    }
    assert [each.question.id for each in found if not each.compared] == ["decisions"]
