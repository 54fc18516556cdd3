"""A number's color and words in the portfolio, and its quarters as a picture."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring

from desk.templatetags.portfolio_words import change_words, heat_of_line, legend_of, quarter_trend, said_in, tone_of
from desk.today.heat import Cell, Line, Shows, Why
from desk.today.quarters import Quarter
from tests.makers import questionnaire


@pytest.mark.parametrize(
    ("points", "shows", "tone"),
    [
        (0, Shows.READINESS, "stage-1"),
        (24, Shows.READINESS, "stage-1"),
        (25, Shows.READINESS, "stage-2"),
        (100, Shows.READINESS, "stage-5"),
        (34, Shows.STRAIN, "strain-1"),
        (65, Shows.STRAIN, "strain-3"),
        (10, Shows.CHANGE, ""),
        (None, Shows.READINESS, ""),
    ],
)
def test_color_is_that_of_the_place(points: int | None, shows: Shows, tone: str) -> None:
    assert tone_of(questionnaire(), points, shows) == tone


@pytest.mark.parametrize(
    ("points", "said"),
    [(None, "new"), (0, "0 same"), (3, "+3 too small"), (17, "+17 up"), (-9, "\N{MINUS SIGN}9 down")],
)
def test_a_change_has_a_sign_and_a_word(points: int | None, said: str) -> None:
    assert change_words(points) == said


def test_a_cell_never_stands_empty() -> None:
    assert [said_in(Cell(None, why), Shows.READINESS) for why in Why] == ["not asked", "no answer", "first result"]
    assert said_in(Cell(0), Shows.READINESS) == "0"
    assert said_in(Cell(12), Shows.CHANGE) == "+12 up"


def test_legend_has_words_and_ranges() -> None:
    assert [words for _, words in legend_of(questionnaire(), Shows.STRAIN)] == [
        "Calm 0-34",
        "Worn 35-64",
        "Burning 65-100",
    ]
    line = Line(1, "A", 20, 70, "", None, ())
    assert heat_of_line(questionnaire(), line) == (3, "Burning")


def test_quarters_are_drawn_with_their_numbers() -> None:
    quarters = [Quarter(2026, 1, 3, 41, 84), Quarter(2026, 2, 5, 52, 77)]
    ready, strained = (fromstring(quarter_trend(questionnaire(), quarters, each)) for each in ("readiness", "strain"))
    assert ready.get("aria-label") == "Median readiness by quarter: Q1 2026 41; Q2 2026 52"
    assert strained.get("aria-label") == "Median strain by quarter: Q1 2026 84; Q2 2026 77"
