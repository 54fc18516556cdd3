"""What must hold of one section and one question, each fault with its key and message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions.core.question import Kind, Knot, Option, Question, Range
from questions.core.tables import ContentProblem
from tests.builders import (
    OPTIONS,
    RISING,
    make_commitment,
    make_goal,
    make_number,
    make_question,
    make_questionnaire,
    make_result,
    make_section,
    make_strain,
)
from tests.questions.core.test_consistency import MENU, PRACTICE, RATE, faults

ENDS = "must have whole points from 0 to 4, both among them"


@pytest.mark.parametrize(
    ("question", "key", "message"),
    [
        # options
        (make_question("q", options=OPTIONS[:4]), "options", ENDS),
        (make_question("q", options=(*OPTIONS[:4], Option("p4", "x", 5))), "options", ENDS),
        (
            make_question("q", options=tuple(Option(f"o{n}", "x", n // 2) for n in range(9))),
            "options",
            "a scored choice has from 2 to 7 options",
        ),
        (make_question("q", options=(Option("a", "x", 0), Option("b", "x"), Option("c", "x", 4))), "options", ENDS),
        (
            make_question("q", options=(OPTIONS[1], OPTIONS[0], *OPTIONS[2:])),
            "options",
            "must stand in the order of their points",
        ),
        (make_question("q", options=(*OPTIONS[:4], Option("p3", "x", 4))), "options", "the id 'p3' is used twice"),
        (
            make_question("q", options=(*OPTIONS[:4], Option("unknown", "x", 4))),
            "options",
            "no option may be called 'unknown'",
        ),
        (replace(MENU, id="q", options=(Option("a", "A"),)), "options", "must offer at least two"),
        (replace(make_goal("a"), id="q"), "options", "must offer at least two"),
        # what a scored question needs, and what only it may have
        (make_question("q", weight=0), "weight", "must be above 0"),
        (make_question("q", weight=-1), "weight", "must be above 0"),
        (
            make_question("q", sources=()),
            "sources",
            "a scored question names where its thresholds come from, with trust 'inference' where they are ours",
        ),
        (replace(MENU, id="q", not_applicable="no"), "not-applicable", "is for scored questions"),
        # actions
        (make_question("q", action=None), "action", "is missing"),
        (make_result("q", "practice", action=PRACTICE.action), "action", "is for practice questions only"),
        (make_strain("q", "practice", action=PRACTICE.action), "action", "is for practice questions only"),
        (make_commitment("q", action=PRACTICE.action), "action", "is for practice questions only"),
        (replace(MENU, id="q", action=PRACTICE.action), "action", "is for practice questions only"),
        # practices
        (make_strain("q"), "practices", "is missing: name the practices behind it"),
        (make_result("q"), "practices", "is missing: name the practices behind it"),
        (make_question("q", practices=("practice",)), "practices", "is for outcomes and strain only"),
        (make_commitment("q", practices=("practice",)), "practices", "is for outcomes and strain only"),
        (make_strain("q", "gone"), "practices", "no practice question is called 'gone'"),
        (make_strain("q", "practice", "goal"), "practices", "no practice question is called 'goal'"),
        (make_result("q", "q"), "practices", "no practice question is called 'q'"),
        # numbers
        (make_number("q", "practice", knots=()), "knots", "must hold at least two"),
        (
            make_number("q", "practice", knots=(Knot(0, 0), Knot(50, 2), Knot(50, 4))),
            "knots",
            "overlap: each must stand at a higher number than the one before",
        ),
        (
            make_number("q", "practice", knots=(Knot(0, 0), Knot(80, 2), Knot(50, 4))),
            "knots",
            "overlap: each must stand at a higher number than the one before",
        ),
        (
            make_number("q", "practice", knots=(Knot(0, 0), Knot(20, 3), Knot(30, 2), Knot(50, 4))),
            "knots",
            "must rise or fall all the way",
        ),
        (make_number("q", "practice", knots=(Knot(0, 0), Knot(50, 3))), "knots", "must reach from 0 to 4 points"),
        (make_number("q", "practice", knots=(Knot(0, 1), Knot(50, 4))), "knots", "must reach from 0 to 4 points"),
        (
            make_number("q", "practice", knots=(Knot(-1, 0), Knot(50, 4))),
            "knots",
            "must lie between minimum and maximum",
        ),
        (
            make_number("q", "practice", knots=(Knot(0, 0), Knot(101, 4))),
            "knots",
            "must lie between minimum and maximum",
        ),
        (replace(RATE, id="q", minimum=100), "minimum", "must be below maximum"),
        (
            make_number("q", "practice", ranges=(Range(0, 101, "x"),)),
            "ranges",
            "0 to 101 does not lie between minimum and maximum",
        ),
        (
            make_number("q", "practice", ranges=(Range(30, 20, "x"),)),
            "ranges",
            "30 to 20 does not lie between minimum and maximum",
        ),
        (make_number("q", "practice", ranges=(Range(20, 40, "x"), Range(0, 20, "y"))), "ranges", "overlap"),
    ],
)
def test_a_fault_in_a_question_is_named(question: Question, key: str, message: str) -> None:
    questionnaire = make_questionnaire(make_section("one", PRACTICE, question))
    assert faults(questionnaire) == [ContentProblem("small/1/one.toml", "one", f"questions[q].{key}", message)]


@pytest.mark.parametrize("kind", [Kind.CHOICES, Kind.TEXT])
def test_a_kind_that_has_no_points_cannot_score(kind: Kind) -> None:
    question = make_question("q", kind=kind, options=(Option("a", "A"), Option("b", "B")))
    message = f"a {kind} question cannot score"
    assert ContentProblem("small/1/one.toml", "one", "questions[q].feeds", message) in faults(
        make_questionnaire(make_section("one", PRACTICE, question))
    )


@pytest.mark.parametrize(
    ("weight", "questions"), [(0, (PRACTICE,)), (-1, (PRACTICE,)), (1, (make_commitment("time"),)), (1, (MENU,))]
)
def test_a_section_weighs_where_it_feeds_readiness(weight: float, questions: tuple[Question, ...]) -> None:
    section = make_section("one", *questions, weight=weight)
    message = "must be above 0 in a section that feeds readiness, and 0 in any other"
    assert faults(make_questionnaire(section)) == [ContentProblem("small/1/one.toml", "one", "weight", message)]


@pytest.mark.parametrize(
    ("optional", "fixed", "fault"), [(1, 1, False), (1.1, 1, True), (0.3, 0.3, False), (1, 3, False), (3, 1, True)]
)
def test_at_most_half_of_a_section_may_not_apply(*, optional: float, fixed: float, fault: bool) -> None:
    section = make_section(
        "one",
        make_question("optional", weight=optional, not_applicable="no such thing"),
        make_question("practice", weight=fixed),
        make_strain("wear", "practice", weight=9, not_applicable="nobody"),  # strain has no part in it
        make_strain("noise", "practice"),
    )
    message = "more than half of the readiness weight can be answered with not-applicable"
    expected = [ContentProblem("small/1/one.toml", "one", "questions", message)] if fault else []
    assert faults(make_questionnaire(section)) == expected


def test_ranges_may_leave_gaps_and_stand_in_any_order() -> None:
    ranges = (Range(50, 100, "many"), Range(0, 9, "few"))
    question = make_number("q", "practice", knots=RISING, ranges=ranges)
    assert faults(make_questionnaire(make_section("one", PRACTICE, question))) == []


@pytest.mark.parametrize("points", [(0, 4), (4, 0), (0, 2, 4), (0, 1, 2, 2, 3, 4), (0, 0, 1, 2, 3, 4, 4)])
def test_a_scale_has_two_to_seven_options(points: tuple[int, ...]) -> None:
    options = tuple(Option(f"o{number}", f"{number}", each) for number, each in enumerate(points))
    assert faults(make_questionnaire(make_section("one", make_question("q", options=options)))) == []


@pytest.mark.parametrize("name", ["then", "back", "at", "csrfmiddlewaretoken", "initial-hours", "hours-instead"])
def test_nothing_is_called_like_another_field_of_the_page(name: str) -> None:
    found = faults(make_questionnaire(make_section("one", make_question(name))))
    assert [(fault.key, fault.message) for fault in found] == [
        (f"questions[{name}].id", f"no question may be called {name!r}")
    ]


@pytest.mark.parametrize("name", ["readiness", "strain", "commitment"])
def test_nothing_is_called_like_a_measure(name: str) -> None:
    found = faults(make_questionnaire(make_section(name, make_question(name))))
    assert [(fault.key, fault.message) for fault in found] == [
        ("(file)", f"no section may be called {name!r}"),
        (f"questions[{name}].id", f"no question may be called {name!r}"),
    ]
