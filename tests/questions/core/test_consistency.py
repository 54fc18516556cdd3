"""What must hold between the parts of a questionnaire, each fault with its file, section, key and message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from questions.core.consistency import check
from questions.core.question import Kind, Measure, Option, Question
from questions.core.questionnaire import Ceiling, Goal, Need, Questionnaire
from questions.core.rules import Rules, Sums
from questions.core.tables import ContentProblem
from tests.builders import (
    FALLING,
    OPTIONS,
    make_commitment,
    make_cuts,
    make_gate,
    make_number,
    make_question,
    make_questionnaire,
    make_result,
    make_section,
    make_strain,
    real_questionnaire,
)

PRACTICE = make_question("practice")
MENU = make_question("menu", kind=Kind.CHOICES, measure=None, action=None, options=(Option("a", "A"), Option("b", "B")))
RATE = make_number("rate", measure=None, result=False, knots=())


def faults(questionnaire: Questionnaire) -> list[ContentProblem]:
    """Without those of a questionnaire that is too small for a verdict, as nearly all of these are."""
    return [fault for fault in check(questionnaire) if not fault.message.startswith("hold no question that feeds")]


def test_2026_2_has_no_fault() -> None:
    assert faults(real_questionnaire()) == []


def test_every_kind_of_question_can_be_without_fault() -> None:
    first = make_section(
        "first",
        PRACTICE,
        make_result("result", "practice", not_applicable="no such thing"),
        make_strain("wear", "practice", "practice-2"),
        make_number("calls", "practice", measure=Measure.STRAIN, result=False, knots=FALLING),
        weight=1.5,
    )
    upside_down = make_question("practice-2", options=OPTIONS[::-1])
    second = make_section("second", upside_down, make_number("share", "practice"), MENU, RATE)
    third = make_section("third", make_commitment("time"))
    goals = (Goal("stay", (Need("calls", 2),), path=False), Goal("grow", (Need("share", 3), Need("time", 1))))
    gates = (make_gate("one", "practice", from_stage="half", only_goals=("grow",)), make_gate("two", "share"))
    ceiling = Ceiling("share", 50, "half", "At least half.")
    assert faults(make_questionnaire(first, second, third, goals=goals, gates=gates, ceiling=ceiling)) == []


def test_the_limits_themselves_are_within_them() -> None:
    questionnaire = make_questionnaire(make_section("one", PRACTICE), minutes=(1, 1), stages=make_cuts(none=0, all=100))
    assert [fault for fault in faults(questionnaire) if not fault.file.endswith("/verdict.toml")] == []


def test_an_id_is_taken_once_in_all_sections() -> None:
    first, second = make_section("one", PRACTICE), make_section("two", PRACTICE)
    message = "this id is taken already in section one"
    assert faults(make_questionnaire(first, second)) == [
        ContentProblem("small/1/two.toml", "two", "questions[practice].id", message)
    ]


NO_NUMBER = "no scored number question is called"
NO_GOAL = "is not an unscored choice question"
SHARE = make_number("share", "practice")
GROW = (Goal("stay", ()), Goal("grow", (Need("practice", 3),)))


@pytest.mark.parametrize(
    ("changes", "key", "message"),
    [
        # the goal and the time it takes
        ({"goal": "gone"}, "goal", f"'gone' {NO_GOAL}"),
        ({"goal": "practice"}, "goal", f"'practice' {NO_GOAL}"),
        ({"goal": "menu"}, "goal", f"'menu' {NO_GOAL}"),
        ({"minutes": (0, 5)}, "minutes-from", "must be at least 1 and at most minutes-to"),
        ({"minutes": (6, 5)}, "minutes-from", "must be at least 1 and at most minutes-to"),
        # cuts
        ({"stages": make_cuts(none=1, some=25)}, "stages", "must begin at 0 and rise, up to 100 at most"),
        ({"stages": make_cuts(none=0, some=25, half=25)}, "stages", "must begin at 0 and rise, up to 100 at most"),
        ({"strain_bands": make_cuts(calm=0, worn=101)}, "strain-bands", "must begin at 0 and rise, up to 100 at most"),
        ({"commitment_bands": ()}, "commitment-bands", "must begin at 0 and rise, up to 100 at most"),
        ({"stages": make_cuts(none=0, some=25) + make_cuts(some=50)}, "stages", "the id 'some' is used twice"),
        # gates
        (
            {"gates": (make_gate("g", "practice"), make_gate("g", "share"))},
            "gates",
            "the id 'g' is used twice",
        ),
        ({"gates": (make_gate("g", "gone"),)}, "gates[g].question", "no scored question is called 'gone'"),
        ({"gates": (make_gate("g", "menu"),)}, "gates[g].question", "no scored question is called 'menu'"),
        (
            {"gates": (make_gate("g", "optional"),)},
            "gates[g].question",
            "optional decides a gate, so it must not offer not-applicable",
        ),
        (
            {"gates": (make_gate("g", "practice", from_stage="gone"),)},
            "gates[g].from-stage",
            "no stage is called 'gone'",
        ),
        (
            {"gates": (make_gate("g", "practice", only_goals=("grow", "gone")),)},
            "gates[g].only-goals",
            "no goal is called 'gone'",
        ),
        (
            {"gates": (make_gate("g", "practice", unless_goals=("gone",)),)},
            "gates[g].unless-goals",
            "no goal is called 'gone'",
        ),
        # goals and what they need
        ({"goals": GROW[:1]}, "goals", "must name each option of 'goal' once"),
        ({"goals": (*GROW, Goal("gone", ()))}, "goals", "must name each option of 'goal' once"),
        ({"goals": (*GROW, GROW[0])}, "goals", "the id 'stay' is used twice"),
        (
            {"goals": (GROW[0], Goal("grow", (Need("practice", 3), Need("gone", 1))))},
            "goals[grow].needs",
            "no scored question is called 'gone'",
        ),
        (
            {"goals": (GROW[0], Goal("grow", (Need("practice", 3), Need("menu", 1))))},
            "goals[grow].needs",
            "no scored question is called 'menu'",
        ),
        (
            {"goals": (GROW[0], Goal("grow", (Need("practice", 3), Need("practice", 2))))},
            "goals[grow].needs",
            "the id 'practice' is used twice",
        ),
        *(
            (
                {"goals": (GROW[0], Goal("grow", (), zone=zone))},
                "goals[grow].zone",
                "must name the first and the last of its stages, in their order",
            )
            for zone in (("full", "half"), ("half",), ("half", "gone"))
        ),
        # the ceiling
        (
            {"ceiling": Ceiling("gone", 50, "half", "x")},
            "ceiling.question",
            f"{NO_NUMBER} 'gone'",
        ),
        (
            {"ceiling": Ceiling("practice", 50, "half", "x")},
            "ceiling.question",
            f"{NO_NUMBER} 'practice'",
        ),
        (
            {"ceiling": Ceiling("rate", 50, "half", "x")},
            "ceiling.question",
            f"{NO_NUMBER} 'rate'",
        ),
        ({"ceiling": Ceiling("share", 50, "gone", "x")}, "ceiling.stage", "no stage is called 'gone'"),
    ],
)
def test_a_fault_of_the_whole_is_named(changes: dict[str, Any], key: str, message: str) -> None:
    optional = make_question("optional", not_applicable="no such thing")
    section = make_section("one", PRACTICE, SHARE, optional, MENU, RATE)
    questionnaire = replace(make_questionnaire(section, goals=GROW), **changes)
    # A place too few or too many lacks its texts as well; that is told below the verdict's own file.
    found = [fault for fault in faults(questionnaire) if not fault.file.endswith("/verdict.toml")]
    assert found[0] == ContentProblem("small/1/questionnaire.toml", "", key, message)
    if key != "goal":  # without a goal question no goal is known
        assert len(found) == 1


def test_a_ceiling_stands_on_a_number_that_rises() -> None:
    falling = make_number("calls", "practice", knots=FALLING)
    questionnaire = make_questionnaire(
        make_section("one", PRACTICE, falling), ceiling=Ceiling("calls", 50, "half", "At least half.")
    )
    assert [(fault.file, fault.key) for fault in faults(questionnaire)] == [
        ("small/1/questionnaire.toml", "ceiling.question")
    ]


BRACES = "may hold {met}, {of}, {left} and {missing} in braces, and nothing else"


def verdict_faults(**changes: Any) -> list[tuple[str, str]]:
    """Faults of the small verdict with some of its texts changed; None takes one away."""
    goals = (Goal("stay", ()), Goal("grow", (Need("practice", 3),)))
    questionnaire = make_questionnaire(make_section("one", PRACTICE), goals=goals)
    changed: dict[str, Any] = {}
    for name, texts in changes.items():
        merged = {**getattr(questionnaire.verdict, name), **texts}
        changed[name] = {place: text for place, text in merged.items() if text is not None}
    found = faults(replace(questionnaire, verdict=replace(questionnaire.verdict, **changed)))
    assert {(fault.file, fault.section) for fault in found} <= {("small/1/verdict.toml", "")}
    return [(fault.key, fault.message) for fault in found]


@pytest.mark.parametrize(
    ("name", "texts", "expected"),
    [
        ("headlines", {("none", "calm"): None}, [("headlines.none.calm", "is missing")]),
        ("headlines", {("none", "cold"): "x"}, [("headlines.none.cold", "there is no such place")]),
        ("headlines", {("gone", "calm"): "x"}, [("headlines.gone.calm", "there is no such place")]),
        ("headlines", {("none", "calm"): "none and worn"}, [("headlines", "two places share the same text")]),
        ("goals", {("grow", "near"): None}, [("goals.grow.near", "is missing")]),
        ("goals", {("stay", "calm"): None}, [("goals.stay.calm", "is missing")]),
        ("goals", {("stay", "near"): "x"}, [("goals.stay.near", "there is no such place")]),
        ("goals", {("grow", "calm"): "x"}, [("goals.grow.calm", "there is no such place")]),
        (
            "goals",
            {("grow", "near"): "x", ("grow", "far"): "x"},
            [("goals", "two places share the same text")],
        ),
        (
            "goals",
            {("grow", "near"): "{met} and {right}"},
            [("goals.grow.near", BRACES)],
        ),
        (
            "goals",
            {("grow", "near"): "{"},
            [("goals.grow.near", BRACES)],
        ),
        (
            "goals",
            {("grow", "near"): "{}"},
            [("goals.grow.near", BRACES)],
        ),
        ("goals", {("grow", "near"): "{met.left}"}, [("goals.grow.near", BRACES)]),
        ("goals", {("grow", "near"): "{met[0]}"}, [("goals.grow.near", BRACES)]),
        ("goals", {("grow", "near"): "{met}, {of}, {of}, {left}: {missing}"}, []),
        ("openings", {"fair": None}, [("openings.fair", "is missing")]),
        ("openings", {"firm": "x"}, [("openings.firm", "there is no such place")]),
    ],
)
def test_a_verdict_has_a_text_for_each_place_and_no_other(
    name: str, texts: dict[object, str | None], expected: list[tuple[str, str]]
) -> None:
    assert verdict_faults(**{name: texts}) == expected


@pytest.mark.parametrize(
    ("questions", "measures"),
    [
        ((PRACTICE, make_strain("wear", "practice")), []),
        ((PRACTICE,), ["strain"]),
        ((make_strain("wear"),), ["readiness"]),
        ((make_commitment("time"),), ["readiness", "strain"]),
    ],
)
def test_a_verdict_needs_questions_on_readiness_and_strain(
    questions: tuple[Question, ...], measures: list[str]
) -> None:
    found = check(make_questionnaire(make_section("one", *questions)))
    assert [fault for fault in found if fault.key == "sections"] == [
        ContentProblem("small/1/questionnaire.toml", "", "sections", f"hold no question that feeds {measure}")
        for measure in measures
    ]


def test_something_that_feeds_readiness_and_strain_applies_to_everybody() -> None:
    strain = make_strain("wear", "practice", not_applicable="nobody")
    message = "every question that feeds strain offers not-applicable"
    assert faults(make_questionnaire(make_section("one", PRACTICE, strain))) == [
        ContentProblem("small/1/questionnaire.toml", "", "sections", message)
    ]


def test_a_gate_can_be_closed() -> None:
    level = make_question("level", options=(Option("a", "A", 1), Option("b", "B", 4)))
    found = faults(make_questionnaire(make_section("one", level), gates=(make_gate("g", "level"),)))
    assert ("gates[g].question", "no answer to level has 0 points, so it never decides") in [
        (fault.key, fault.message) for fault in found
    ]


@pytest.mark.parametrize(
    ("rules", "key", "message"),
    [
        (Rules(strain_needed=101), "strain-needed", "must be a percentage from 0 to 100"),
        (Rules(readiness_needed=-1), "readiness-needed", "must be a percentage from 0 to 100"),
        (Rules(steps_this_week=0), "steps-this-week", "must be at least 1 and at most most-steps"),
        (Rules(most_steps=2), "steps-this-week", "must be at least 1 and at most most-steps"),
    ],
)
def test_a_rule_has_limits(rules: Rules, key: str, message: str) -> None:
    assert faults(make_questionnaire(make_section("one", PRACTICE), rules=rules)) == [
        ContentProblem("small/1/questionnaire.toml", "", f"rules.{key}", message)
    ]


PEOPLE = make_number("people", measure=None, result=False, knots=())


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        (Sums(), []),
        (Sums(people="people", weeks=45), []),
        (Sums(people="gone"), [("sums.people", "no number question is called 'gone'")]),
        (Sums(people="practice"), [("sums.people", "no number question is called 'practice'")]),
        (Sums(currency="people"), [("sums.currency", "no choice question is called 'people'")]),
        (
            Sums(price="practice", uncharged=(("p0", 1.0), ("gone", 0.5))),
            [("sums.uncharged", "practice has no option called 'gone'")],
        ),
        (
            Sums(weeks=0, full_week=-1, least_hours_a_call=2, uncharged=(("p0", -1.0),)),
            [
                ("sums.weeks", "must be above 0"),
                ("sums.full-week", "must not be below 0"),
                ("sums.least-hours-a-call", "must be at least 0 and at most most-hours-a-call"),
                ("sums.uncharged", "a share must not be below 0"),
            ],
        ),
    ],
)
def test_sums_are_taken_from_questions_of_the_right_kind(sums: Sums, expected: list[tuple[str, str]]) -> None:
    section = make_section("one", PRACTICE, PEOPLE, sums=sums)
    assert [(fault.key, fault.message) for fault in faults(make_questionnaire(section))] == expected


def test_one_section_holds_the_sums() -> None:
    sections = (make_section("one", PRACTICE, sums=Sums()), make_section("two", PEOPLE, sums=Sums()))
    assert [fault.message for fault in faults(make_questionnaire(*sections))] == ["only one of them may hold sums"]
