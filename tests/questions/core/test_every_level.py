"""What a questionnaire that says something at every level must hold, each fault with its key and message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from questions.core.every_level import said_everywhere
from questions.core.question import Measure, Question, Range, Says
from questions.core.questionnaire import (
    GateAction,
    Goal,
    Headline,
    HeadlineText,
    Need,
    Questionnaire,
    Telling,
)
from questions.core.rules import Rules
from tests.builders import (
    ACTION,
    FALLING,
    OPTIONS,
    make_commitment,
    make_gate,
    make_number,
    make_question,
    make_questionnaire,
    make_section,
    make_strain,
    newest,
    real_questionnaire,
)

SAYS = Says("not there", "a cost", "a thing", "it is there", "Keep it.", "All of it.")
STEPS = replace(ACTION, first="Look.", steps=("Do.", "Check."), done="It is done.", time="an evening")
WHOLE = make_question("practice", says=SAYS, action=STEPS)
NUMBER = make_number(
    "calls",
    "practice",
    measure=Measure.STRAIN,
    result=False,
    knots=FALLING,
    says=replace(SAYS, fact="{value} calls"),
    action=STEPS,
    ranges=(Range(0, 25, "few"), Range(26, 100, "{value} calls, {value-25} too many")),
)
STRICT = Rules(every_level=True)
GOALS = (Goal("stay", (), path=False), Goal("grow", (Need("practice", 3),)))
TELLING = Telling(
    incomplete_one="one",
    optional="if you like",
    because_unknown="not known",
    joining="and",
    costs="costs",
    going="going",
    going_for_you={"stay": "to stay", "grow": "to grow"},
    first_step=dict.fromkeys(("gate", "strain", "ceiling", "goal", "gain", "optional"), "first"),
    headlines={("none", "calm"): Headline((HeadlineText("{calls} calls"),), "none", "line", {"stay": "stays"})},
)


def faults(*questions: Question, **changes: Any) -> list[tuple[str, str]]:
    questionnaire = replace(make_questionnaire(make_section("work", *questions), goals=GOALS, rules=STRICT), **changes)
    return [(each.key, each.message) for each in said_everywhere(questionnaire)]


@pytest.mark.parametrize("questionnaire", [newest(), real_questionnaire()], ids=["2026.3", "2026.2"])
def test_our_own_have_no_fault(questionnaire: Questionnaire) -> None:
    assert list(said_everywhere(questionnaire)) == []


def test_a_whole_one_has_no_fault() -> None:
    commitment = make_commitment("time", says=SAYS)
    assert faults(WHOLE, NUMBER, make_strain("noise", "practice", says=SAYS, action=STEPS), commitment) == []


def test_without_the_rule_little_needs_to_be_said() -> None:
    plain = [replace(option, finding="") for option in OPTIONS]
    assert faults(make_question("practice", options=tuple(plain)), rules=Rules()) == []


def silent(points: int) -> tuple[Any, ...]:
    return tuple(replace(option, finding="") if option.points == points else option for option in OPTIONS)


@pytest.mark.parametrize(
    ("question", "key", "message"),
    [
        (replace(WHOLE, options=silent(3)), "options[p3].finding", "is missing"),
        (replace(WHOLE, says=replace(SAYS, because="")), "because", "is missing"),
        (replace(WHOLE, says=replace(SAYS, missing="")), "missing", "is missing"),
        (replace(WHOLE, says=replace(SAYS, strength="")), "strength", "is missing"),
        (replace(WHOLE, says=replace(SAYS, keep="")), "keep", "is missing"),
        (replace(WHOLE, says=replace(SAYS, good="")), "good", "is missing"),
        (
            replace(WHOLE, says=replace(SAYS, because="one two three four five six seven")),
            "because",
            "may have 6 words at most: 'one two three four five six seven'",
        ),
        (replace(WHOLE, action=ACTION), "action.first", "is missing"),
        (replace(WHOLE, action=replace(STEPS, steps=("a", "b", "c", "d"))), "action.steps", "may have 3 lines at most"),
        (replace(WHOLE, says=replace(SAYS, keep="{value}")), "keep", "{value} is no number that is known here"),
        (replace(WHOLE, says=replace(SAYS, good="{value}")), "good", "{value} is no number that is known here"),
        (replace(WHOLE, unscored_goals=("gone",)), "unscored-goals", "no goal is called 'gone'"),
        (replace(NUMBER, says=replace(SAYS, fact="")), "fact", "is missing"),
        (replace(NUMBER, says=replace(SAYS, fact="{calls}")), "fact", "{calls} is no number that is known here"),
        (replace(NUMBER, action=None), "action", "is missing"),
        (replace(NUMBER, ranges=NUMBER.ranges[:1]), "ranges", "say nothing of 26"),
        (replace(NUMBER, ranges=NUMBER.ranges[1:]), "ranges", "say nothing of 0"),
        (
            replace(NUMBER, ranges=(Range(0, 24, "x"), Range(25, 100, "y"))),
            "ranges[25]",
            "speaks alike of answers below 3 points and from there on",
        ),
        (
            replace(NUMBER, ranges=(NUMBER.ranges[0], Range(26, 100, "{value"))),
            "ranges[26]",
            "has a brace without its other one",
        ),
        (make_strain("noise", "practice", says=replace(SAYS, fact=""), action=STEPS), "options[p0].fact", "is missing"),
    ],
)
def test_what_is_missing_is_named(question: Question, key: str, message: str) -> None:
    others = [each for each in (WHOLE,) if each.id != question.id]
    assert (f"questions[{question.id}].{key}", message) in faults(*others, question)


@pytest.mark.parametrize(
    ("changes", "key", "message"),
    [
        ({"quick": ("goal", "gone"), "quick_minutes": 4}, "quick", "'gone' is neither a scored question nor the goal"),
        ({"quick": ("practice",), "quick_minutes": 4}, "quick", "must ask for the goal"),
        (
            {"quick": ("goal", "practice")},
            "quick-minutes",
            "must say how long the quick check takes, and nothing without one",
        ),
        ({"quick_minutes": 4}, "quick-minutes", "must say how long the quick check takes, and nothing without one"),
        (
            {"gates": (make_gate("shut", "practice", actions=(GateAction("gone", "Do it."),)),)},
            "gates[shut].actions",
            "no question called 'gone' carries an action",
        ),
    ],
)
def test_what_is_wrong_with_the_whole_is_named(changes: dict[str, Any], key: str, message: str) -> None:
    assert faults(WHOLE, **changes) == [(key, message)]


def test_raters_are_not_asked_everything() -> None:
    many = [replace(WHOLE, id=f"practice-{number}", rater=True) for number in range(15)]
    assert ("sections", "ask 15 questions of a rater, and 14 is the most") in faults(WHOLE, *many)


@pytest.mark.parametrize(
    ("changes", "key", "message"),
    [
        ({"going_for_you": {"stay": "x"}}, "going-for-you", "must have a text for each goal, and for nothing else"),
        (
            {"first_step": {"gate": "x"}},
            "first-step",
            "must have a text for each of gate, strain, ceiling, goal, gain, optional, and for nothing else",
        ),
        ({"incomplete_one": "{unknown}"}, "incomplete-one", "{unknown} is no number that is known here"),
        ({"lines": {"gone": "x"}}, "headlines.none.calm.lines", "may have a text for a goal, and for nothing else"),
        ({"texts": "{practice}"}, "headlines.none.calm.texts", "{practice} is no number that is known here"),
        ({"texts": "{calls} {calls} {calls}"}, "headlines.none.calm.texts", "may hold 2 numbers at most"),
        ({"least": "gone"}, "headlines.none.calm.texts", "no scored question is called 'gone'"),
    ],
)
def test_what_is_wrong_with_the_verdict_is_named(changes: dict[str, Any], key: str, message: str) -> None:
    headline = TELLING.headlines["none", "calm"]
    text = HeadlineText(changes.pop("texts", "{calls} calls"), (Need(changes.pop("least", "practice"), 1),))
    headline = replace(headline, texts=(text,), lines=changes.pop("lines", headline.lines))
    telling = replace(TELLING, headlines={("none", "calm"): headline}, **changes)
    verdict = replace(make_questionnaire(goals=GOALS).verdict, telling=telling)
    assert faults(WHOLE, NUMBER, verdict=verdict) == [(key, message)]


def test_a_whole_verdict_has_no_fault() -> None:
    assert faults(WHOLE, NUMBER, verdict=replace(make_questionnaire(goals=GOALS).verdict, telling=TELLING)) == []
