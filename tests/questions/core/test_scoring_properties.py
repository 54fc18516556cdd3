"""What must hold for any answers, on the questionnaire that owners get and on any small one.

Answers are drawn as plain bytes, one for each question: two thousand examples of fifty answers then take seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Kind, Question
from questions.core.questionnaire import Ceiling, Questionnaire, Section
from questions.core.scorecard import Response, Score, Scorecard
from questions.core.scoring import score
from tests.builders import (
    FALLING,
    RISING,
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

TOLERANCE = 1e-9
WEIGHTS = (1.0, 0.1, 0.3, 0.7, 1.25, 2.0, 3.0)
MOST_QUESTIONS = 16  # of a small questionnaire, the goal included
HEAD = 5  # bytes: two picks, then how much is left open, and the limits of how good the answers are
MANY = settings(max_examples=3 * settings().max_examples)


@dataclass(frozen=True)
class Case:
    """A questionnaire and answers to it; `picks` choose what a property changes."""

    questionnaire: Questionnaire
    answers: Answers
    picks: tuple[int, int]

    def change(self, name: str, answer: Answer | None) -> Scorecard:
        answers = {each: value for each, value in self.answers.items() if each != name}
        return score(self.questionnaire, answers if answer is None else answers | {name: answer})

    def pick(self, names: Sequence[str]) -> str | None:
        return names[self.picks[0] % len(names)] if names else None


def candidates(question: Question) -> tuple[Answer, ...]:
    """Answers with points, the worst first; of a number, its knots and what lies around them."""
    if question.kind is not Kind.NUMBER:
        return tuple(each.id for each in sorted(question.options, key=lambda option: option.points or 0))
    near = {knot.at + step for knot in question.knots for step in (-7, -1, 0, 1, 4)}
    numbers = sorted(n for n in near | {question.minimum, question.maximum} if not question.problem(n))
    return tuple(reversed(numbers) if question.knots[0].points > question.knots[-1].points else numbers)


Candidates = Mapping[str, tuple[Answer, ...]]


def all_candidates(questionnaire: Questionnaire) -> Candidates:
    questions = [each for each in questionnaire.questions() if each.scored or each.id == questionnaire.goal]
    return {each.id: candidates(each) for each in questions}


def answers_of(questionnaire: Questionnaire, options: Candidates, drawn: bytes) -> dict[str, Answer]:
    """The first bytes of HEAD after the picks, then one byte for each question."""
    gaps, worst, best = drawn[0] % 4 * 32, drawn[1] / 256, drawn[2] / 256
    answers: dict[str, Answer] = {}
    for name, byte in zip(options, drawn[3:], strict=False):
        question, points = questionnaire.question[name], options[name]
        open_answers = [
            None,
            *([UNKNOWN] if question.scored else []),
            *([NOT_APPLICABLE] * bool(question.not_applicable)),
        ]
        if byte < gaps:
            if (answer := open_answers[byte % len(open_answers)]) is not None:
                answers[name] = answer
        else:
            low, high = sorted((int(worst * len(points)), int(best * len(points))))
            answers[name] = points[low + byte % (high - low + 1)]
    return answers


def real_cases(questionnaire: Questionnaire) -> st.SearchStrategy[Case]:
    options = all_candidates(questionnaire)

    def case(drawn: bytes) -> Case:
        return Case(questionnaire, answers_of(questionnaire, options, drawn[2:]), (drawn[0], drawn[1]))

    length = HEAD + len(options)
    return st.binary(min_size=length, max_size=length).map(case)


def small_question(name: str, byte: int) -> Question:
    """A question from one number: what it feeds, its weight, whether it may not apply, and whether it is a number."""
    byte, feeds = divmod(byte, 4)
    byte, weight = divmod(byte, len(WEIGHTS))
    changes = {"weight": WEIGHTS[weight], "not_applicable": "no" * (byte % 2)}
    if byte // 2 % 2 and feeds < 2:
        return make_number(name, **changes, knots=FALLING if feeds else RISING)
    return (make_question, make_question, make_strain, make_commitment)[feeds](name, **changes)


def small_questionnaire(shape: bytes) -> Questionnaire:
    """One question for each byte; every fourth value also begins a section, weighed by it."""
    begins = [i for i, byte in enumerate(shape) if i == 0 or byte % 4 == 3]
    sections = []
    for begin, end in zip(begins, [*begins[1:], len(shape)], strict=True):
        section = make_section(f"s{begin}", *(small_question(f"q{i}", shape[i]) for i in range(begin, end)))
        sections.append(replace(section, weight=section.weight * WEIGHTS[shape[begin] // 4 % len(WEIGHTS)]))
    questionnaire = make_questionnaire(*sections)
    scored = [each for each in questionnaire.questions() if each.scored and not each.not_applicable]
    numbers = [each for each in scored if each.knots == RISING]
    return replace(
        questionnaire,
        gates=tuple(make_gate(f"gate-{each.id}", each.id, from_stage="half") for each in scored[:1]),
        ceiling=Ceiling(numbers[0].id, 50, "some", "Low.") if numbers else None,
    )


def small_cases() -> st.SearchStrategy[Case]:
    def case(drawn: bytes) -> Case:
        questionnaire = small_questionnaire(drawn[HEAD + MOST_QUESTIONS :])
        answers = answers_of(questionnaire, all_candidates(questionnaire), drawn[2 : HEAD + MOST_QUESTIONS])
        return Case(questionnaire, answers, (drawn[0], drawn[1]))

    return st.binary(min_size=HEAD + MOST_QUESTIONS + 1, max_size=HEAD + 2 * MOST_QUESTIONS - 1).map(case)


on_any_questionnaire = pytest.mark.parametrize(
    "cases",
    [
        pytest.param(real_cases(real_questionnaire()), id="2026.2"),
        pytest.param(real_cases(newest()), id="2026.3"),
        pytest.param(small_cases(), id="small"),
    ],
)


def scores(card: Scorecard) -> Iterator[Score]:
    """All that a scorecard gives as a number: the sections, then readiness, strain and commitment."""
    yield from (part.score for part in card.sections)
    yield from (card.readiness, card.strain, card.commitment)


def merits(card: Scorecard) -> list[tuple[float, int] | None]:
    """Those values, exact and in whole points, so that more is better; None where nothing is known."""
    signs = [1] * len(card.sections) + [1, -1, 1]
    return [
        None if each.value is None or each.points is None else (sign * each.value, sign * each.points)
        for sign, each in zip(signs, scores(card), strict=True)
    ]


def assert_not_below(better: Scorecard, worse: Scorecard) -> None:
    """No value of `better` is below that of `worse`, where both have one."""
    for high, low in zip(merits(better), merits(worse), strict=True):
        if high is not None and low is not None:
            assert high[0] >= low[0] - TOLERANCE
            assert high[1] >= low[1]


def assert_inside(new: Scorecard, old: Scorecard) -> None:
    """Each interval, and each value, of `new` lies in that interval of `old`."""
    for now, before in zip(scores(new), scores(old), strict=True):
        assert before.low - TOLERANCE <= now.low <= now.high + TOLERANCE
        assert now.high <= before.high + TOLERANCE
        assert before.interval[0] <= now.interval[0] <= now.interval[1] <= before.interval[1]
        if now.value is not None and now.points is not None:
            assert before.low - TOLERANCE <= now.value <= before.high + TOLERANCE
            assert before.interval[0] <= now.points <= before.interval[1]


@on_any_questionnaire
@MANY
@given(data=st.data())
def test_improving_an_answer_never_does_harm(cases: st.SearchStrategy[Case], data: st.DataObject) -> None:
    case = data.draw(cases)
    old = score(case.questionnaire, case.answers)
    name = case.pick([item.question for item in old.scored if item.points is not None and item.points < 4])
    if name is None:
        return
    question = case.questionnaire.question[name]
    before = question.points(case.answers[name])
    better = [each for each in candidates(question) if (question.points(each) or 0) > (before or 0)]
    new = case.change(name, better[case.picks[1] % len(better)])
    assert_not_below(new, old)
    order = [None, *(cut.id for cut in case.questionnaire.stages)]
    assert order.index(new.stage.id) >= order.index(old.stage.id)
    assert order.index(new.stage_by_score) >= order.index(old.stage_by_score)


@on_any_questionnaire
@MANY
@given(data=st.data())
def test_each_score_lies_in_an_interval_as_wide_as_what_is_not_known(
    cases: st.SearchStrategy[Case], data: st.DataObject
) -> None:
    case = data.draw(cases)
    card = score(case.questionnaire, case.answers)
    assert_inside(card, card)
    for each in scores(card):
        assert -TOLERANCE <= each.low <= each.high + TOLERANCE <= 1 + 2 * TOLERANCE
        known = 0 if each.completeness is None else each.completeness
        assert each.high - each.low == pytest.approx(1 - known, abs=TOLERANCE)


@on_any_questionnaire
@MANY
@given(data=st.data())
def test_asking_an_unknown_stays_inside_the_interval(cases: st.SearchStrategy[Case], data: st.DataObject) -> None:
    case = data.draw(cases)
    old = score(case.questionnaire, case.answers)
    name = case.pick([i.question for i in old.scored if i.response in (Response.UNKNOWN, Response.MISSING)])
    if name is None:
        return
    question = case.questionnaire.question[name]
    answers = candidates(question)
    worst, best = case.change(name, answers[0]), case.change(name, answers[-1])
    assert_not_below(best, old)
    assert_not_below(old, worst)
    between = [case.change(name, answers[case.picks[1] % len(answers)])]
    excluded = [case.change(name, NOT_APPLICABLE)] if question.not_applicable else []
    for new in (worst, best, *between, *excluded):
        assert_inside(new, old)


@on_any_questionnaire
@MANY
@given(data=st.data())
def test_not_applicable_is_no_worse_than_nothing_or_unknown(
    cases: st.SearchStrategy[Case], data: st.DataObject
) -> None:
    case = data.draw(cases)
    name = case.pick([each.id for each in case.questionnaire.questions() if each.not_applicable])
    if name is None:
        return
    excluded, unknown = case.change(name, NOT_APPLICABLE), case.change(name, UNKNOWN)
    assert_not_below(excluded, case.change(name, candidates(case.questionnaire.question[name])[0]))
    assert_not_below(excluded, unknown)
    assert_inside(excluded, unknown)
    for now, before in zip(scores(excluded), scores(unknown), strict=True):
        if now.completeness is not None and before.completeness is not None:
            assert now.completeness >= before.completeness - TOLERANCE


@on_any_questionnaire
@MANY
@given(data=st.data())
def test_order_changes_nothing(cases: st.SearchStrategy[Case], data: st.DataObject) -> None:
    case = data.draw(cases)

    def turned(section: Section) -> Section:
        cut = case.picks[0] % len(section.questions)
        return replace(section, questions=(section.questions[cut:] + section.questions[:cut])[::-1])

    cut = case.picks[1] % len(case.questionnaire.sections)
    sections = [turned(section) for section in case.questionnaire.sections]
    other = score(
        replace(case.questionnaire, sections=tuple(sections[cut:] + sections[:cut])),
        dict(reversed(list(case.answers.items()))),
    )
    assert in_order(other) == in_order(score(case.questionnaire, case.answers))


def in_order(card: Scorecard) -> Scorecard:
    """The same scorecard with its sections and questions sorted by id."""
    sections = [replace(part, questions=tuple(sorted(part.questions))) for part in card.sections]
    return replace(
        card,
        sections=tuple(sorted(sections, key=lambda part: part.section)),
        scored=tuple(sorted(card.scored, key=lambda item: item.question)),
    )


@on_any_questionnaire
@MANY
@given(data=st.data())
def test_a_scorecard_survives_json(cases: st.SearchStrategy[Case], data: st.DataObject) -> None:
    case = data.draw(cases)
    card = score(case.questionnaire, case.answers)
    again = Scorecard.from_json(json.loads(json.dumps(card.as_json())))
    assert again == card
    assert repr(again) == repr(card)  # an enum's member equals its text, so equality would not tell them apart


@MANY
@given(case=small_cases())
def test_the_ends_of_the_scale_are_reached_on_small(case: Case) -> None:
    reaches_the_ends(case.questionnaire)


def test_the_ends_of_the_scale_are_reached_on_2026_1() -> None:
    reaches_the_ends(real_questionnaire())
    reaches_the_ends(newest())


def reaches_the_ends(questionnaire: Questionnaire) -> None:
    """All worst is 0 with strain 100, all best 100 with strain 0, and none at all anything between."""
    scored = [each for each in questionnaire.questions() if each.scored]
    worst = score(questionnaire, {each.id: candidates(each)[0] for each in scored})
    best = score(questionnaire, {each.id: candidates(each)[-1] for each in scored})
    for low, high, empty in zip(scores(worst), scores(best), scores(score(questionnaire, {})), strict=True):
        ends = (1, 0) if low is worst.strain else (0, 1)
        asked = empty.completeness is not None
        assert (low.value, high.value) == (ends if asked else (None, None))
        assert (empty.value, empty.low, empty.high) == (None, 0, 1)
