"""Which answers a question takes, and what they are worth, say and read like."""

from __future__ import annotations

from typing import Any

import pytest

from questions.core.question import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Kind,
    Knot,
    Option,
    Problem,
    Question,
    Range,
    points_between,
)
from tests.builders import (
    make_commitment,
    make_goal,
    make_number,
    make_question,
    make_result,
    make_strain,
    real_questionnaire,
)

UNSCORED: dict[str, Any] = {"measure": None, "action": None, "sources": (), "unknown": ""}
CHOICE = make_question("choice", not_applicable="no such thing")
NUMBER = make_number("number", ranges=(Range(0, 9, "few"), Range(50, 100, "many")), minimum=0, maximum=100)
TEXT = make_question("text", kind=Kind.TEXT, options=(), **UNSCORED)
SEVERAL = make_question("several", kind=Kind.CHOICES, options=(Option("a", "A"), Option("b", "B")), **UNSCORED)
GOAL = make_goal("stay", "grow")


@pytest.mark.parametrize(
    ("question", "answer", "problem"),
    [
        (CHOICE, "p0", None),
        (CHOICE, UNKNOWN, None),
        (CHOICE, NOT_APPLICABLE, None),
        (CHOICE, "p9", Problem.NOT_AN_OPTION),
        (CHOICE, "", Problem.NOT_AN_OPTION),
        (CHOICE, 0, Problem.NOT_AN_OPTION),
        (CHOICE, ("p0",), Problem.NOT_AN_OPTION),
        (GOAL, "stay", None),
        (GOAL, UNKNOWN, Problem.NOT_OFFERED),
        (GOAL, NOT_APPLICABLE, Problem.NOT_OFFERED),
        (NUMBER, 0, None),
        (NUMBER, 100, None),
        (NUMBER, UNKNOWN, None),
        (NUMBER, NOT_APPLICABLE, Problem.NOT_OFFERED),
        (NUMBER, -1, Problem.OUT_OF_RANGE),
        (NUMBER, 101, Problem.OUT_OF_RANGE),
        (NUMBER, "50", Problem.NOT_A_NUMBER),
        (NUMBER, True, Problem.NOT_A_NUMBER),
        (NUMBER, ("a",), Problem.NOT_A_NUMBER),
        (SEVERAL, (), None),
        (SEVERAL, ("a", "b"), None),
        (SEVERAL, ("a", "a"), Problem.NOT_AN_OPTION),
        (SEVERAL, ("a", "c"), Problem.NOT_AN_OPTION),
        (SEVERAL, "a", Problem.NOT_AN_OPTION),
        (SEVERAL, UNKNOWN, Problem.NOT_OFFERED),
        (TEXT, "", None),
        (TEXT, UNKNOWN, None),  # a text may hold this word
        (TEXT, NOT_APPLICABLE, None),
        (TEXT, "x" * 1000, None),
        (TEXT, "x" * 1001, Problem.TOO_LONG),
        (TEXT, 5, Problem.NOT_A_TEXT),
    ],
)
def test_an_answer_fits_or_says_why_not(question: Question, answer: Answer, problem: Problem | None) -> None:
    assert question.problem(answer) is problem


@pytest.mark.parametrize(
    ("question", "answer", "points"),
    [
        (CHOICE, "p0", 0.0),
        (CHOICE, "p4", 4.0),
        (CHOICE, UNKNOWN, None),
        (CHOICE, NOT_APPLICABLE, None),
        (NUMBER, 50, 2.0),
        (NUMBER, UNKNOWN, None),
        (GOAL, "grow", None),
        (SEVERAL, ("a",), None),
        (TEXT, "p4", None),
    ],
)
def test_an_answer_earns_points(question: Question, answer: Answer, points: float | None) -> None:
    assert question.points(answer) == points


@pytest.mark.parametrize(
    ("name", "number", "points"),
    [
        ("hours-worked", 0, 4.0),
        ("hours-worked", 40, 4.0),
        ("hours-worked", 42, 3.6),
        ("hours-worked", 50, 2.0),
        ("hours-worked", 60, 2 / 3),
        ("hours-worked", 70, 0.0),
        ("hours-worked", 120, 0.0),
        ("managed-share", 0, 0.0),
        ("managed-share", 10, 0.5),
        ("managed-share", 50, 3.0),
        ("managed-share", 65, 4.0),
        ("managed-share", 100, 4.0),
        ("biggest-customer", 15, 4.0),
        ("biggest-customer", 23, 1.8),
        ("biggest-customer", 40, 0.0),
        ("after-hours-calls", 1, 3.5),
        ("after-hours-calls", 300, 0.0),
        ("reactive-share", 55, 3.0),
        ("reactive-share", 100, 0.0),
    ],
)
def test_a_number_of_2026_1_follows_its_knots(name: str, number: int, points: float) -> None:
    assert real_questionnaire().question[name].points(number) == pytest.approx(points)


def test_points_stay_flat_between_level_knots() -> None:
    knots = (Knot(0, 0), Knot(10, 2), Knot(20, 2), Knot(30, 4))
    assert [points_between(knots, number) for number in (-5, 5, 10, 15, 20, 25, 99)] == [0, 1, 2, 2, 2, 3, 4]


@pytest.mark.parametrize(
    ("question", "answer", "finding"),
    [
        (CHOICE, "p3", "finding 3"),
        (CHOICE, UNKNOWN, "choice is not known"),
        (CHOICE, NOT_APPLICABLE, ""),
        (NUMBER, 0, "few"),
        (NUMBER, 9, "few"),
        (NUMBER, 10, ""),
        (NUMBER, 100, "many"),
        (SEVERAL, ("a",), ""),
        (TEXT, "p3", ""),
    ],
)
def test_an_answer_says_something_about_the_shop(question: Question, answer: Answer, finding: str) -> None:
    assert question.finding(answer) == finding


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (CHOICE, "p3", "worth 3"),
        (CHOICE, UNKNOWN, ""),
        (CHOICE, NOT_APPLICABLE, "no such thing"),
        (CHOICE, None, ""),
        (NUMBER, 42, "42 percent"),
        (NUMBER, UNKNOWN, ""),
        (SEVERAL, ("a", "b"), "A; B"),
        (TEXT, "home for supper", "home for supper"),
        (TEXT, UNKNOWN, "unknown"),
    ],
)
def test_an_answer_reads_as_the_owner_gave_it(question: Question, answer: Answer | None, words: str) -> None:
    assert question.words(answer) == words


@pytest.mark.parametrize(
    ("question", "scored", "practice"),
    [
        (make_question("a"), True, True),
        (make_result("a", "b"), True, False),
        (make_strain("a", "b"), True, False),
        (make_commitment("a"), True, False),
        (make_goal("stay"), False, False),
    ],
)
def test_only_readiness_that_is_no_outcome_is_a_practice(question: Question, *, scored: bool, practice: bool) -> None:
    assert (question.scored, question.practice) == (scored, practice)
