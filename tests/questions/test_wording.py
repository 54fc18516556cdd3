"""Answers as a page writes them."""

import pytest

from clients.number_field import grouped
from questions.core.question import UNKNOWN
from questions.wording import as_told, thousands_apart, to_tap, written
from tests.builders import NUMBER, make_question

HOURS = make_question("hours", **{**NUMBER, "maximum": 10_000_000, "unit": "dollars"})
CHOICE = make_question("choice")


def test_number_has_its_thousands_apart_and_its_unit() -> None:
    assert [written(HOURS, number) for number in (0, 999, 310_000)] == ["0 dollars", "999 dollars", "310,000 dollars"]
    days = make_question("days", **{**NUMBER, "unit": "days"})
    assert [written(days, number) for number in (1, 2)] == ["1 day", "2 days"]


def test_everything_else_is_said_in_the_questions_own_words() -> None:
    for question, answer in ((CHOICE, "p3"), (HOURS, UNKNOWN), (HOURS, None)):
        assert written(question, answer) == question.words(answer)
    assert written(CHOICE, "p3") == "worth 3"


def test_grouped_takes_fractions_too() -> None:
    assert [grouped(number) for number in (1234.5, 12, 1_000_000)] == ["1,234.5", "12", "1,000,000"]


def test_below_zero_stands_a_minus_and_no_hyphen() -> None:
    assert [grouped(number) for number in (-5, -1234.5)] == ["−5", "−1,234.5"]


@pytest.mark.parametrize(
    ("kept", "told"),
    [("1 days", "1 day"), ("2 days", "2 days"), ("65 %", "65%"), ("2019 or later", "2019 or later"), ("Two", "Two")],
)
def test_an_answer_that_was_kept_in_words_is_told_in_the_singular_where_it_is_one(kept: str, told: str) -> None:
    assert as_told(kept) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("300 calls in four weeks, or about 3900 a year.", "300 calls in four weeks, or about 3,900 a year."),
        ("About 2000 a year. Open since 2019.", "About 2,000 a year. Open since 2019."),
        ("It has $310000, and 12,500 of 1234567.", "It has $310,000, and 12,500 of 1,234,567."),
        ("Ask for A1234, call 555-0123, read 2026-11-29.", "Ask for A1234, call 555-0123, read 2026-11-29."),
    ],
)
def test_a_sentence_has_its_thousands_apart_and_its_years_as_they_are(text: str, told: str) -> None:
    assert thousands_apart(text) == told


def test_numbers_can_be_tapped_where_they_are_few() -> None:
    days = make_question("days", **{**NUMBER, "minimum": 0, "maximum": 28})
    assert list(to_tap(days)) == list(range(29))
    assert not to_tap(make_question("days", **{**NUMBER, "minimum": 0, "maximum": 29}))
    assert not to_tap(CHOICE)
