"""The one order of steps, for versions that ask for it; the first of them is the first step of the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count, islice
from random import Random

import pytest

from questions.authoring.crowd import draw
from questions.core.personas import examples, read_persona
from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Kind, When
from questions.core.questionnaire import GateAction, Questionnaire
from questions.core.scorecard import Scorecard, Verdict
from questions.core.scoring import score
from reports.core.ordering import costs, gate_step, in_order
from reports.core.report import Report, build_report
from reports.core.steps import Reason, Step
from tests.builders import make_gate, newest, real_questionnaire

VERSION = "2026.3"
FEW_STEPS, MOST_STEPS = 6, 9
SEED, CROWD = 7, 1000  # shops of every kind are among them


def answers_of(name: str, **changed: Answer) -> Answers:
    answers = read_persona(examples(VERSION)[name], newest()).answers
    return {**answers, **{key.replace("_", "-"): answer for key, answer in changed.items()}}


def report(answers: Answers) -> Report:
    return build_report(newest(), answers, score(newest(), answers), shop="A shop", date="2026-11-29")


def told(answers: Answers) -> list[tuple[str, str, str]]:
    return [(step.question, step.reason, step.because) for step in report(answers).steps]


def test_bob_opens_his_gates_first_and_then_gets_his_evenings_back() -> None:
    assert told(answers_of("bob-breakfix")) == [
        ("credentials", "gate", "customers wait for their own passwords"),
        ("agreement-depth", "gate", "you'd turn down a flat fee"),
        ("who-answers", "strain", "you work 72 hours a week"),
        ("decisions", "strain", "you work 72 hours a week"),
        ("remote-support", "strain", "you work 72 hours a week"),
        ("root-cause", "strain", "you work 72 hours a week"),
    ]


def test_a_worn_shop_on_its_way_begins_with_what_its_goal_needs() -> None:
    found = told(answers_of("willing-beginner"))
    assert [(question, reason) for question, reason, _ in found] == [
        ("agreement-depth", "need"),
        ("monitoring", "need"),
        ("automation", "need"),
        ("procedures", "need"),
        ("contact-rhythm", "need"),
        ("effective-rate", "need"),  # behind the share under agreement
        ("advice-first", "need"),
        ("who-answers", "strain"),
        ("decisions", "strain"),
    ]


def test_a_calm_shop_that_stays_gets_one_step_and_it_is_optional() -> None:
    assert told(answers_of("content-residential")) == [("effective-rate", "optional", "2 months paid too little")]
    assert told(answers_of("content-residential", getting_ahead=0)) == []


def test_a_worn_shop_that_stays_gets_only_what_eases_the_strain() -> None:
    found = told(answers_of("willing-beginner", goal="stay-break-fix"))
    assert {reason for _, reason, _ in found} == {"strain"}


def test_unwilling_with_a_deal_on_paper_works_out_the_fee() -> None:
    answers = answers_of("willing-beginner", agreement_depth="exclusions", flat_fee_tomorrow="refuse")
    assert told(answers)[0] == ("flat-fee-tomorrow", "gate", "you'd turn down a flat fee")
    assert [gate.step for gate in report(answers).gates] == ["Work out the fee you'd be glad to get."]


def test_nothing_in_writing_comes_after_the_strain_of_a_shop_that_is_not_mixed_yet() -> None:
    answers = answers_of(
        "bob-breakfix",
        credentials="few-days",
        flat_fee_tomorrow="put-off",
        second_guessing="none",
        dread="none",
        getting_ahead=0,
    )
    reasons = [(question, reason) for question, reason, _ in told(answers)]
    assert reasons[0] == ("who-answers", "strain")
    assert score(newest(), answers).verdict is Verdict.COMPOSED


def test_the_ceiling_is_a_step_for_who_wants_to_be_managed_and_not_for_a_hybrid() -> None:
    high = answers_of("strategic-partner", managed_share=10, effective_rate="estimate")
    assert told(high)[0] == ("effective-rate", "ceiling", "10% is under agreement")
    assert "ceiling" not in {reason for _, reason, _ in told({**high, "goal": "hybrid"})}


def test_a_result_without_a_lever_is_its_own() -> None:
    assert told(answers_of("strategic-partner", managed_share=10))[0] == (
        "managed-share",
        "ceiling",
        "10% is under agreement",
    )


def test_what_is_not_known_is_said() -> None:
    assert told(answers_of("strategic-partner", monitoring=UNKNOWN))[0] == (
        "monitoring",
        "need",
        "you don't know this yet",
    )


@pytest.mark.parametrize(
    ("changed", "most"),
    [
        ({}, FEW_STEPS),  # weak commitment
        ({"protected_hours": "half-day", "accountability": "monthly"}, MOST_STEPS),
        ({"protected_hours": "half-day", "accountability": "monthly", "decisions": NOT_APPLICABLE}, FEW_STEPS),
    ],
)
def test_there_are_fewer_steps_for_who_is_alone_or_has_little_time(changed: dict[str, Answer], most: int) -> None:
    assert len(told(answers_of("bob-breakfix", **changed))) == most


def test_the_costliest_come_first_and_equal_ones_in_the_order_of_the_content() -> None:
    card = score(newest(), answers_of("willing-beginner"))
    assert costs(card)[:3] == ("hours-worked", "after-hours-calls", "energy")
    assert costs(score(newest(), answers_of("strategic-partner"))) == ()


def test_a_gate_without_actions_is_its_own_question() -> None:
    gate = make_gate("shut", "credentials")
    assert gate_step(gate, {}) == ("credentials", "Open shut.")


def test_a_gate_names_the_first_action_that_is_left_or_the_last() -> None:
    actions = (GateAction("credentials", "Give them."), GateAction("agreement-depth", "Write it."))
    gate = make_gate("shut", "credentials", actions=actions)
    card = score(newest(), answers_of("bob-breakfix", credentials="few-days"))
    scored = {item.question: item for item in card.scored}
    assert gate_step(gate, scored) == ("agreement-depth", "Write it.")
    done = {name: replace(item, points=4.0) for name, item in scored.items()}
    assert gate_step(gate, done) == ("agreement-depth", "Write it.")


def invented(seed: int) -> Iterator[Answers]:
    """Shops of every kind: each leans to good or bad answers, knows nearly everything, and has any goal."""
    random = Random(seed)  # noqa: S311 -- draws that can be repeated, not secrets
    while True:
        lean = random.uniform(0.2, 5)
        answers: dict[str, Answer] = {}
        for question in newest().questions():
            if question.kind is Kind.CHOICE:
                place = int(random.random() ** lean * len(question.options))
                answers[question.id] = question.options[place].id
            elif question.kind is Kind.NUMBER and question.scored:
                answers[question.id] = random.randint(question.minimum, min(question.maximum, 100))
            if question.scored and random.random() < 0.02:
                answers[question.id] = UNKNOWN
            elif question.not_applicable and random.random() < 0.2:
                answers[question.id] = NOT_APPLICABLE
        yield answers


@cache
def crowd() -> tuple[tuple[Answers, Scorecard, Report], ...]:
    shops = []
    for answers in islice(invented(SEED), CROWD):
        card = score(newest(), answers)
        shops.append((answers, card, build_report(newest(), answers, card, shop="A shop", date="2026-11-29")))
    return tuple(shops)


def test_the_crowd_holds_every_kind_of_shop() -> None:
    places = {(card.stage.id, card.band.id) for _, card, _ in crowd()}
    assert len(places) >= 10
    assert {card.verdict for _, card, _ in crowd()} == set(Verdict)
    assert {step.reason for _, _, found in crowd() for step in found.steps} == {
        "gate",
        "strain",
        "ceiling",
        "need",
        "gain",
        "optional",
    }


def test_the_first_step_of_every_verdict_is_the_first_of_the_list() -> None:
    for _, _, found in crowd():
        if found.composed is not None:
            assert found.composed.step == (found.steps[0].action.what if found.steps else newest().verdict.keep)


def test_where_a_gate_holds_its_action_is_first() -> None:
    for _, card, found in crowd():
        if card.gates:
            first = newest().gate[card.gates[0]]
            assert (found.steps[0].reason, found.steps[0].cause) == ("gate", first.question)


def mixed_shops(number: int) -> Iterator[tuple[Scorecard, Report]]:
    """The example shops, and as many that are mixed from them, as a firm with many clients would see them."""
    personas = [read_persona(path, newest()) for path in examples(VERSION).values()]
    drawn = (draw(newest(), personas, seed=1, number=each).attempts for each in count())
    finished = (attempts[-1].answers for attempts in drawn if attempts and attempts[-1].finished)
    for answers in (*(persona.answers for persona in personas), *islice(finished, number)):
        yield score(newest(), answers), report(answers)


def test_the_first_step_answers_what_the_verdict_names() -> None:
    """What the reader is told to do first is about the gate, the cost, the missing piece or the ceiling named above."""
    named = Counter[str]()
    for card, found in (*mixed_shops(40), *((card, found) for _, card, found in crowd())):
        if found.composed is None or found.composed.spoken is None or not found.steps:
            continue
        spoken, first = found.composed.spoken, found.steps[0]
        question = newest().question[first.cause]
        named[first.reason] += 1
        assert spoken.alone in ("", first.action.first)
        if found.gates:
            opens = next(each for each in newest().gate[found.gates[0].id].actions if each.text == found.gates[0].step)
            assert (first.reason, first.question, spoken.first) == ("gate", opens.question, "Fix this first")
        elif first.reason in ("strain", "optional"):
            assert (first.cause, spoken.costs) == (costs(card)[0], question.fact(found.answers[first.cause]))
        elif first.reason == "ceiling":
            assert (first.cause, found.by_score != "") == ("managed-share", True)
        elif first.reason == "need" and "Still missing" in found.composed.goal:
            assert question.says.missing in found.composed.goal
        else:
            assert first.reason in ("need", "gain") or first.cause == "agreement-depth"
    assert min(named[reason] for reason in Reason) > 0


def test_steps_are_the_first_of_the_order_and_none_comes_twice() -> None:
    for answers, card, found in crowd():
        names = [step.question for step in found.steps]
        order = list(
            dict.fromkeys(name for name, _, _ in in_order(newest(), card, {line.id: line.gain for line in found.lines}))
        )
        assert names == order[: len(names)]
        assert len(names) <= (FEW_STEPS if newest().works_alone(answers) else MOST_STEPS)


def test_every_step_says_why_and_a_calm_shop_that_stays_has_one_at_most() -> None:
    for _, card, found in crowd():
        assert all(0 < len(step.because.split()) <= 6 and "{" not in step.because for step in found.steps)
        staying = card.goal == "stay-break-fix" and card.band.id == "calm"
        if staying and not card.gates:
            assert len(found.steps) <= 1


def test_no_because_speaks_of_an_answer_that_is_good() -> None:
    for _, card, found in crowd():
        points = {item.question: item.points for item in card.scored}
        assert all(points[step.cause] is None or (points[step.cause] or 0) < 3 for step in found.steps)


def test_a_step_whole() -> None:
    [step] = report(answers_of("content-residential")).steps
    question = newest().question["effective-rate"]
    assert question.action is not None
    assert step == Step(
        question="effective-rate",
        action=question.action,
        reason=Reason.OPTIONAL,
        cause="getting-ahead",
        cause_text="In how many months did the shop leave you less than you need?",
        when=When.WEEK,
        because="2 months paid too little",
        by=60,
    )


def test_only_versions_that_ask_for_it_have_this_order() -> None:
    found: dict[str, Questionnaire] = {each.version: each for each in (real_questionnaire(), newest())}
    assert {version: each.rules.ordered_steps for version, each in found.items()} == {"2026.2": False, "2026.3": True}
