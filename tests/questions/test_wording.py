"""Answers as a page writes them."""

from questions.core.question import UNKNOWN
from questions.wording import grouped, to_tap, written
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


def test_numbers_can_be_tapped_where_they_are_few() -> None:
    days = make_question("days", **{**NUMBER, "minimum": 0, "maximum": 28})
    assert list(to_tap(days)) == list(range(29))
    assert not to_tap(make_question("days", **{**NUMBER, "minimum": 0, "maximum": 29}))
    assert not to_tap(CHOICE)
