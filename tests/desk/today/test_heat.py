"""Section by section: points, changes, medians, and which cell is framed."""

from __future__ import annotations

import pytest

from desk.today.heat import Cell, Line, Shows, Why, cells_of, changes, median_of, points_of
from questions.core.question import Measure
from questions.core.scoring import score
from reports.core.scales import scale_of
from tests.makers import answers_of, questionnaire


@pytest.mark.parametrize(
    ("shows", "points", "weakest"),
    [
        (Shows.READINESS, {"a": 40, "b": 10, "c": 10}, "b"),
        (Shows.STRAIN, {"a": 40, "b": 10, "c": 80}, "c"),
        (Shows.STRAIN, {"a": 0, "b": 0}, ""),
        (Shows.CHANGE, {"a": 4, "b": -2, "c": -9}, "c"),
        (Shows.CHANGE, {"a": 4, "b": 0}, ""),
        (Shows.READINESS, {"a": None}, ""),
    ],
)
def test_weakest_is_framed_and_only_if_it_is_weak(shows: Shows, points: dict[str, int | None], weakest: str) -> None:
    cells = cells_of(points, "abc", shows)
    assert "".join(name for name, cell in zip("abc", cells, strict=True) if cell.weakest) == weakest


def test_an_empty_cell_says_why() -> None:
    assert cells_of({"a": None}, "ab", Shows.READINESS) == (Cell(None, Why.NO_ANSWER), Cell(None, Why.NOT_ASKED))
    assert cells_of({}, "a", Shows.CHANGE, missing=Why.FIRST) == (Cell(None, Why.FIRST),)


def test_changes_are_of_what_both_results_know() -> None:
    now, before = {"a": 50, "b": 20, "c": None, "d": 9}, {"a": 30, "b": 25, "c": 8, "e": 7}
    assert changes(now, before) == {"a": 20, "b": -5, "c": None}
    assert changes(now, None) == {}


def test_median_is_of_the_shops_that_have_a_number_there() -> None:
    def line(key: int, readiness: int, change: int | None, *points: int | None) -> Line:
        return Line(key, "A", readiness, 90, "", change, tuple(map(Cell, points)))

    lines = [line(1, 10, None, 5, None, None), line(2, 21, 4, 8, 30, None), line(3, 40, 8, 20, 51, None)]
    assert median_of(lines, "Median", Shows.READINESS) == Line(
        key=0, name="Median", readiness=21, strain=90, goal="", change=6, number=3,
        cells=(Cell(8, weakest=True), Cell(41), Cell(None, Why.NOT_ASKED)),
    )  # fmt: skip


def test_points_are_those_that_a_report_shows() -> None:
    asked = questionnaire()
    card = score(asked, answers_of("bob-breakfix"))
    stored = card.as_json()
    readiness = {each.section: each.points for each in card.sections}
    assert points_of(asked, stored, Shows.READINESS) == points_of(asked, stored, Shows.CHANGE) == readiness
    strain = points_of(asked, stored, Shows.STRAIN)
    asking = {each.id for each in asked.sections if any(one.measure is Measure.STRAIN for one in each.questions)}
    assert strain.keys() == asking
    assert all(points is not None and points > 0 for points in strain.values())
    assert scale_of(asked, card, Measure.STRAIN).points in range(min(map(int, strain.values())), 101)  # type: ignore[arg-type]  # none is None
