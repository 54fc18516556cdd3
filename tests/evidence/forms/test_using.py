"""The owner says what their answer becomes: a number that the tickets hold, or the option."""

from __future__ import annotations

import pytest

from evidence.forms.using import UseForm
from questions.core.question import UNKNOWN
from questions.library import asked_today, library
from tests.evidence.records import AFTER_HOURS, row

QUESTION = asked_today().question["after-hours-calls"]


def test_a_number_is_suggested_and_may_be_any_that_the_tickets_hold() -> None:
    form = UseForm(AFTER_HOURS, QUESTION)
    assert (form["answer"].value(), form["answer"].help_text) == (9, "Your tickets show 9 to 20.")
    form = UseForm(AFTER_HOURS, QUESTION, {"answer": "12"})
    assert form.is_valid()
    assert form.answer == 12


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("8", "Give a number from 9 to 20."),
        ("21", "Give a number from 9 to 20."),
        ("", "Give the number your answer is to become."),
        (UNKNOWN, "Just the number, please, like 14."),
    ],
)
def test_a_number_that_is_not_in_the_tickets_is_refused(typed: str, error: str) -> None:
    assert UseForm(AFTER_HOURS, QUESTION, {"answer": typed}).errors == {"answer": [error]}


def test_an_option_is_only_confirmed() -> None:
    question = library()["is-it-working", "2026.2"].question["first-response"]
    option = question.options[0]
    form = UseForm(row("first-response", lo=26, hi=28, outcome="fewer", use=option.id), question, {"answer": "x"})
    assert form.answer_field is None
    assert form.is_valid()
    assert (form.answer, form.suggested) == (option.id, option.text)
