"""Which actions are proposed, for which reason, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from questions.authoring.crowd import draw
from questions.core.personas import examples, read_persona
from questions.core.question import MOST_POINTS, NOT_APPLICABLE, UNKNOWN, Answer, Effort, Question, When
from questions.core.questionnaire import Ceiling, Goal, Need, Questionnaire
from questions.core.rules import Rules
from questions.core.scorecard import Response
from questions.core.scoring import score
from questions.library import OWN, read
from reports.core.report import build_report
from reports.core.steps import Reason, Step, pick
from tests.builders import (
    ACTION,
    answer_all,
    make_cuts,
    make_gate,
    make_number,
    make_question,
    make_questionnaire,
    make_section,
    make_strain,
    real_questionnaire,
)

GOALS = (Goal("stay", (Need("need", 3),), path=False), Goal("grow", (Need("need", 3),)), Goal("open", ()))


Reasons = list[tuple[str, str]]


def make_shop(*more: Question) -> Questionnaire:
    """One practice for each reason there is, and one that is done and weighs so much that the score is high."""
    section = make_section(
        "one",
        make_question("done", weight=100),
        make_question("gain"),
        make_question("need", not_applicable="no such thing"),
        make_question("lever"),
        make_question("behind", not_applicable="no such thing"),
        make_question("gate"),
        make_number("share", "lever"),
        make_strain("wear", "behind"),
        *more,
    )
    ceiling = Ceiling("share", 50, "half", "At least half.")
    return make_questionnaire(section, goals=GOALS, gates=(make_gate("closed", "gate"),), ceiling=ceiling)


ALL: dict[str, Answer] = {
    "done": "p4",
    "gain": "p0",
    "need": "p0",
    "lever": "p0",
    "behind": "p0",
    "gate": "p0",
    "share": 0,
    "wear": "p0",
    "goal": "grow",
}


def reasons(changed: Mapping[str, Answer], *, gain: float = 1.0, shop: Questionnaire | None = None) -> Reasons:
    """The questions proposed and why, for a shop that left everything undone but for what is `changed`."""
    questionnaire = shop or make_shop()
    found = pick(questionnaire, score(questionnaire, {**ALL, **changed}), {"gain": gain})
    return [(step.question, step.reason) for step in found]


def test_a_step_whole() -> None:
    questionnaire = make_shop()
    [step] = pick(questionnaire, score(questionnaire, {**ALL, "goal": "stay", "gate": "p1"}), {})
    assert step == Step("behind", ACTION, Reason.STRAIN, cause="wear", cause_text="wear?", when=When.WEEK)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ["gate", "behind strain", "lever ceiling", "need", "gain"]),  # burning: strain comes before the goal
        ({"wear": "p2"}, ["gate", "lever ceiling", "need", "behind strain", "gain"]),  # worn: after it
        ({"wear": "p3"}, ["gate", "lever ceiling", "need", "gain"]),  # calm: not at all
        ({"wear": "p4", "gate": "p1"}, ["lever ceiling", "need", "gain"]),
        ({"wear": "p4", "gate": "p1", "share": UNKNOWN}, ["lever ceiling", "need", "gain"]),
        ({"wear": "p4", "gate": "p1", "share": 50}, ["need", "gain"]),
        ({"wear": "p4", "gate": "p1", "share": 50, "need": "p3"}, ["gain"]),
        ({"goal": "open"}, ["gate", "behind strain", "lever ceiling", "gain"]),
        ({"goal": "stay"}, ["gate", "behind strain"]),
        ({"goal": "stay", "wear": "p2"}, ["gate", "behind strain"]),
        ({"goal": "stay", "wear": "p3"}, ["gate"]),
        ({"goal": "stay", "wear": "p3", "gate": "p1"}, []),
    ],
)
def test_steps_come_in_the_order_of_their_reasons(changed: dict[str, Answer], expected: list[str]) -> None:
    assert [" ".join(dict.fromkeys(pair)) for pair in reasons(changed)] == expected


def test_nothing_at_all_is_a_valid_answer() -> None:
    assert reasons({**dict.fromkeys(ALL, "p4"), "share": 100, "goal": "grow"}, gain=0) == []


@pytest.mark.parametrize(
    ("answer", "proposed"), [("p0", True), ("p2", True), ("p3", False), (UNKNOWN, True), (NOT_APPLICABLE, False)]
)
def test_a_need_calls_while_it_is_not_met(answer: Answer, *, proposed: bool) -> None:
    found = reasons({"wear": "p4", "gate": "p1", "share": 50, "need": answer}, gain=0)
    assert found == ([("need", "need")] if proposed else [])


@pytest.mark.parametrize(
    ("answer", "proposed"), [("p0", True), ("p2", True), ("p3", False), (UNKNOWN, True), (NOT_APPLICABLE, False)]
)
def test_a_practice_behind_an_outcome_is_proposed_while_it_leaves_something_to_do(
    answer: Answer, *, proposed: bool
) -> None:
    expected = [("behind", "strain")] if proposed else []
    assert reasons({"goal": "stay", "gate": "p1", "behind": answer}) == expected


@pytest.mark.parametrize(("wear", "proposed"), [("p0", True), ("p2", True), ("p3", False), (UNKNOWN, False)])
def test_an_outcome_calls_for_practices_up_to_two_points(wear: str, *, proposed: bool) -> None:
    # The other cost keeps the shop burning, and has nothing behind it that is left to do.
    shop = make_shop(make_strain("fire", "done", weight=9))
    found = reasons({"goal": "stay", "gate": "p1", "wear": wear, "fire": "p0"}, shop=shop)
    assert found == ([("behind", "strain")] if proposed else [])


def test_the_costliest_outcome_comes_first_and_equal_ones_as_they_are_asked() -> None:
    practices = [make_question(name) for name in "abcd"]
    outcomes = (
        make_strain("mild", "a"),
        make_strain("heavy", "b", "a", weight=3),
        make_strain("early", "c"),
        make_strain("late", "d"),
    )
    questionnaire = make_questionnaire(make_section("one", *practices, *outcomes), goals=GOALS[2:])
    # Lost of 4 by weight: mild 2, heavy 6, early and late 4.
    answers = answer_all(questionnaire, 0, mild="p2", heavy="p2", goal="open")
    found = pick(questionnaire, score(questionnaire, answers), {})
    assert [(step.question, step.cause) for step in found] == [
        ("b", "heavy"),
        ("a", "heavy"),
        ("c", "early"),
        ("d", "late"),
    ]


def test_an_outcome_counts_by_what_it_costs_and_not_by_what_it_weighs() -> None:
    section = make_section(
        "one",
        make_question("a"),
        make_question("b"),
        make_strain("weighs", "a", weight=1.5),
        make_strain("costs", "b"),
    )
    questionnaire = make_questionnaire(section, goals=GOALS[2:])
    answers = answer_all(questionnaire, 0, weighs="p2", goal="open")  # it loses 3 of 6, the other 4 of 4
    found = pick(questionnaire, score(questionnaire, answers), {})
    assert [step.cause for step in found] == ["costs", "weighs"]


@pytest.mark.parametrize(
    ("efforts", "gains", "order"),
    [
        ("LMS", (3.0, 2.0, 1.5), [2, 0, 1]),
        ("MLS", (2.0, 3.0, 1.0), [0, 1, 2]),
        ("SML", (1.0, 2.0, 3.0), [0, 1, 2]),
        ("SSL", (0.0, 1.0, 9.0), [2, 1]),  # what gains nothing is not proposed
    ],
)
def test_gains_are_divided_by_effort_and_equal_ones_come_as_they_are_asked(
    efforts: str, gains: tuple[float, ...], order: list[int]
) -> None:
    practices = [
        make_question(f"q{i}", action=replace(ACTION, effort=Effort(effort))) for i, effort in enumerate(efforts)
    ]
    questionnaire = make_questionnaire(make_section("one", *practices), goals=GOALS[2:])
    card = score(questionnaire, answer_all(questionnaire, 0, goal="open"))
    found = pick(questionnaire, card, {f"q{i}": gain for i, gain in enumerate(gains)})
    assert [step.question for step in found] == [f"q{i}" for i in order]


def make_many(whens: Mapping[str, str]) -> tuple[Questionnaire, dict[str, float]]:
    """A practice for each of these with its action's time; each gains a little less than the one before."""
    practices = [make_question(name, action=replace(ACTION, when=When(when))) for name, when in whens.items()]
    questionnaire = make_questionnaire(make_section("one", *practices), goals=GOALS[2:])
    return questionnaire, {name: 100.0 - place for place, name in enumerate(whens)}


def test_at_most_nine_steps_and_three_this_week() -> None:
    questionnaire, gains = make_many(dict.fromkeys("abcdefghijkl", "60"))
    found = pick(questionnaire, score(questionnaire, answer_all(questionnaire, 0, goal="open")), gains)
    assert [(step.question, step.when) for step in found] == [
        *((name, "week") for name in "abc"),
        *((name, "60") for name in "defghi"),
    ]


def test_after_this_week_steps_are_sorted_by_their_time() -> None:
    whens = {"a": "90", "b": "90", "c": "90", "d": "90", "e": "30", "f": "60", "g": "week", "h": "30"}
    questionnaire, gains = make_many(whens)
    found = pick(questionnaire, score(questionnaire, answer_all(questionnaire, 0, goal="open")), gains)
    assert [(step.question, step.when) for step in found] == [
        ("a", "week"),
        ("b", "week"),
        ("c", "week"),
        ("e", "30"),
        ("g", "30"),
        ("h", "30"),
        ("f", "60"),
        ("d", "90"),
    ]


def test_a_question_that_is_called_for_twice_is_proposed_once_for_the_first_reason() -> None:
    section = make_section(
        "one", make_question("a"), make_question("b"), make_strain("first", "b", "a"), make_strain("second", "a", "b")
    )
    goals = (Goal("grow", (Need("a", 3), Need("b", 3))),)
    questionnaire = make_questionnaire(section, goals=goals, gates=(make_gate("closed", "a"),))
    answers = answer_all(questionnaire, 0, goal="grow")
    found = pick(questionnaire, score(questionnaire, answers), {"a": 1.0, "b": 1.0})
    assert [(step.question, step.reason, step.cause) for step in found] == [
        ("a", "gate", "a"),
        ("b", "strain", "first"),
    ]


def test_a_gate_that_would_hold_from_a_higher_stage_is_a_first_step() -> None:
    gate = make_gate("later", "a", from_stage="half")
    questionnaire = make_questionnaire(make_section("one", make_question("a")), gates=(gate,))
    card = score(questionnaire, {"a": "p0", "goal": "grow"})
    found = pick(questionnaire, card, {})
    assert (card.gates, [(step.question, step.reason) for step in found]) == ((), [("a", "gate")])


def test_a_question_without_an_action_makes_no_step() -> None:
    questionnaire = make_questionnaire(
        make_section("one", make_question("a"), make_strain("wear", "a")), gates=(make_gate("closed", "wear"),)
    )
    found = pick(questionnaire, score(questionnaire, {"a": "p4", "wear": "p0", "goal": "grow"}), {})
    assert found == ()


@pytest.mark.parametrize("goal", ["stay-break-fix", "hybrid", "become-msp", "sell", "undecided"])
@pytest.mark.parametrize("name", examples("2026.2"))
def test_whatever_the_goal_an_example_shop_gets_steps_it_can_take(name: str, goal: str) -> None:
    questionnaire = real_questionnaire()
    answers = {**read_persona(examples("2026.2")[name], questionnaire).answers, "goal": goal}
    card = score(questionnaire, answers)
    steps = build_report(questionnaire, answers, card, shop="", date="").steps
    points = {item.question: item for item in card.scored}
    assert len({step.question for step in steps}) == len(steps) <= 9
    assert [step.when for step in steps][:3] == ["week"] * min(3, len(steps))
    assert {step.when for step in steps[3:]} <= {"30", "60", "90"}
    assert all(questionnaire.question[step.question].action == step.action for step in steps)
    assert all(points[step.question].response is not Response.NOT_APPLICABLE for step in steps)
    assert all(points[step.question].points != 4 for step in steps)
    if goal == "stay-break-fix":
        assert {step.reason for step in steps} <= {"gate", "strain"}


def test_a_calm_shop_that_stays_on_purpose_is_left_alone() -> None:
    questionnaire = real_questionnaire()
    answers = read_persona(examples("2026.2")["content-residential"], questionnaire).answers
    assert pick(questionnaire, score(questionnaire, answers), {}) == ()


def test_equal_gains_of_two_sections_come_as_they_are_asked() -> None:
    # Both would bring 1/48 of overall readiness: 3 points of 16 in a section of 1/9, 4 of 32 in one of 1.5/9.
    questionnaire = real_questionnaire()
    answers = answer_all(
        questionnaire, 4, after_hours_learning="talked-about", home_users="fitted-in", goal="undecided"
    )
    steps = build_report(questionnaire, answers, score(questionnaire, answers), shop="", date="").steps
    assert [step.question for step in steps] == ["after-hours-learning", "home-users"]


def test_rules_set_how_many_steps_there_are_and_how_many_are_for_this_week() -> None:
    many, gains = make_many(dict.fromkeys("abcdef", "60"))
    few = replace(many, rules=Rules(most_steps=4, steps_this_week=1))
    found = pick(few, score(few, answer_all(few, 0, goal="open")), gains)
    assert [step.when for step in found] == [When.WEEK, When.DAYS_60, When.DAYS_60, When.DAYS_60]


def test_one_band_of_strain_is_never_the_one_in_which_strain_comes_first() -> None:
    questionnaire = replace(make_shop(), strain_bands=make_cuts(any=0))
    assert questionnaire.hot is None
    found = pick(questionnaire, score(questionnaire, {**ALL, "goal": "stay", "gate": "p1", "wear": "p0"}), {})
    assert found == ()


@pytest.mark.parametrize("version", ["2026.2", "2026.3"])
def test_no_step_advises_against_an_answer(version: str) -> None:
    """Nobody is told to do what they do already: each step belongs to an answer that is not the best, or not known."""
    asked = read([OWN])["is-it-working", version]
    shops = [read_persona(path, asked) for path in examples(version).values()]
    for number in range(400):
        for attempt in draw(asked, shops, seed=12, number=number).attempts:
            report = build_report(asked, attempt.answers, score(asked, attempt.answers), shop="", date="", paper="A4")
            for step in report.steps:
                answer = attempt.answers.get(step.question)
                points = None if answer is None else asked.question[step.question].points(answer)
                assert points is None or points < MOST_POINTS
                assert answer != NOT_APPLICABLE
