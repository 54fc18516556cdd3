"""Units as a question's own words name them."""

import pytest

from clients.core.number_words import Unit, unit_of, unit_with, units_in, words_in


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("hours a week", {Unit.HOUR, Unit.WEEK}),
        ("% of revenue", {Unit.PERCENT}),
        ("an hour, in your currency", {Unit.HOUR, Unit.MONEY}),
        ("€", {Unit.MONEY}),
        ("visites", set()),
    ],
)
def test_units_of_a_question(text: str, units: set[Unit]) -> None:
    assert units_in(text) == units


def test_own_words_are_taken_one_and_many() -> None:
    assert {"call", "calls", "week", "weeks"} <= words_in("calls in four weeks")
    assert unit_of("calls") is None


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (1, "people who bill hours", "person who bills hours"),
        (0, "days", "days"),
        (2, "days", "days"),
        (1, "% of revenue", "% of revenue"),
    ],
)
def test_one_is_said_in_the_singular(number: int, unit: str, said: str) -> None:
    assert unit_with(number, unit) == said
