"""Tests how much results depend on our choices: scores shops again with other weights and with answers a step off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import TypeAlias

from questions.core.question import MOST_POINTS, NOT_APPLICABLE, Answer, Answers, Kind, Knot, Measure, Question
from questions.core.questionnaire import Questionnaire, Section
from questions.core.scorecard import Placement, Scorecard
from questions.core.scoring import score

SPREAD = 0.25  # share by which a weight is moved, up or down
STEP_OFF = 0.30  # chance that an answer is one step off
Shops: TypeAlias = Mapping[str, Answers]


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened to one shop over all draws: how often each part changed, and the range of its readiness."""

    draws: int
    stage: int
    band: int
    verdict: int
    lowest: int | None
    highest: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What one question can do alone, going from its worst to its best answer.

    It moves its measure by up to `points`; of the `asked` shops, `shops` change their stage or band.
    """

    question: str
    measure: Measure
    points: float
    shops: int
    asked: int


def inside(questionnaire: Questionnaire, card: Scorecard) -> int | None:
    """Return by how many points readiness can rise or fall without changing its stage; None without a number."""
    points = card.readiness.points
    if points is None:
        return None
    cuts = [cut.least for cut in questionnaire.stages if cut.least]
    return min((points - least if points >= least else least - 1 - points for least in cuts), default=None)


def moved_weights(questionnaire: Questionnaire, shops: Shops, *, draws: int, seed: int) -> dict[str, Changes]:
    """Score each shop with every weight multiplied by its own random factor; a draw is the same for all shops.

    What a verdict still needs is judged by the published weights.
    """
    random = _random(seed)
    now = {name: score(questionnaire, answers) for name, answers in shops.items()}
    found: dict[str, list[Scorecard]] = {name: [] for name in shops}
    for _ in range(draws):
        moved = _reweighted(questionnaire, random)
        for name, answers in shops.items():
            found[name].append(score(moved, answers, missing=now[name].missing))
    return {name: _changes(now[name], cards) for name, cards in found.items()}


def steps_off(questionnaire: Questionnaire, answers: Answers, *, draws: int, seed: int) -> Changes:
    """Score one shop with each answer moved a step up or down, equally likely, with the chance STEP_OFF.

    At the end of its scale an answer stays. A number moves to the neighboring knot.
    """
    random = _random(seed)
    steps = {
        name: (neighbor(question, answer, -1), neighbor(question, answer, 1))
        for name, answer in answers.items()
        if (question := questionnaire.question[name]).points(answer) is not None
    }
    cards = []
    for _ in range(draws):
        off = {name: random.choice(pair) for name, pair in steps.items() if random.random() < STEP_OFF}
        cards.append(score(questionnaire, {**answers, **off}))
    return _changes(score(questionnaire, answers), cards)


def equal_weights(questionnaire: Questionnaire) -> Questionnaire:
    """Return a copy in which all questions of a section count the same, and all sections that count at all."""
    return _with_weights(questionnaire, lambda question: 1.0, lambda section: 1.0 if section.weight else 0.0)


def without(questionnaire: Questionnaire, section_id: str) -> Questionnaire:
    """Return a copy in which one section counts for nothing; its gates stay, because they score nothing."""
    left_out = questionnaire.section[section_id]
    ids = {question.id for question in left_out.questions}
    return _with_weights(
        questionnaire,
        lambda question: 0.0 if question.id in ids else question.weight,
        lambda section: 0.0 if section.id == section_id else section.weight,
    )


def reaches(questionnaire: Questionnaire, shops: Shops) -> list[Reach]:
    """Return what each scored question can do alone; shops it doesn't apply to are left out."""
    return [
        _reach(questionnaire, question, question.measure, shops)
        for question in questionnaire.questions()
        if question.measure is not None
    ]


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 -- repeatable draws, not secrets


def _reweighted(questionnaire: Questionnaire, random: Random) -> Questionnaire:
    def factor() -> float:
        return random.uniform(1 - SPREAD, 1 + SPREAD)

    return _with_weights(
        questionnaire, lambda question: question.weight * factor(), lambda section: section.weight * factor()
    )


def _with_weights(
    questionnaire: Questionnaire, of_question: Callable[[Question], float], of_section: Callable[[Section], float]
) -> Questionnaire:
    sections = (
        replace(
            section,
            weight=of_section(section),
            questions=tuple(
                replace(question, weight=of_question(question)) if question.scored else question
                for question in section.questions
            ),
        )
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=tuple(sections))


def _changes(now: Scorecard, cards: Sequence[Scorecard]) -> Changes:
    readiness = [points for card in cards if (points := card.readiness.points) is not None]
    return Changes(
        draws=len(cards),
        stage=sum(card.stage.id != now.stage.id for card in cards),
        band=sum(card.band.id != now.band.id for card in cards),
        verdict=sum((card.verdict, card.gates) != (now.verdict, now.gates) for card in cards),
        lowest=min(readiness, default=None),
        highest=max(readiness, default=None),
    )


def step(question: Question, answer: Answer, direction: int) -> Answer:
    """Return the answer one step worse (-1) or better (1); the same answer at the end of the scale."""
    before = question.points(answer) or 0.0
    if question.kind is Kind.NUMBER:
        target = before + direction
        return number_at(question.knots, target) if 0 <= target <= MOST_POINTS else answer
    ways = [o for o in question.options if direction * ((o.points or 0) - before) > 0]
    return min(ways, key=lambda option: abs((option.points or 0) - before)).id if ways else answer


def neighbor(question: Question, answer: Answer, direction: int) -> Answer:
    """Do as `step`, but a number moves to the next knot that is worse (-1) or better (1)."""
    if question.kind is not Kind.NUMBER or not isinstance(answer, int):
        return step(question, answer, direction)
    points = question.points(answer) or 0.0
    ways = [knot for knot in question.knots if direction * (knot.points - points) > 0]
    return min(ways, key=lambda knot: abs(knot.at - answer)).at if ways else answer


def number_at(knots: Sequence[Knot], points: float) -> int:
    """Return the whole number that earns nearest to `points`; raise ValueError if none does."""
    for left, right in pairwise(knots):
        low, high = sorted((left.points, right.points))
        if low < high and low <= points <= high:
            return round(left.at + (points - left.points) / (right.points - left.points) * (right.at - left.at))
    raise ValueError(f"no number earns {points} points")


def _ends(question: Question) -> tuple[Answer, Answer]:
    """Return the worst and the best answer."""
    if question.kind is Kind.NUMBER:
        knots = sorted(question.knots, key=lambda knot: knot.points)
        return knots[0].at, knots[-1].at
    options = sorted(question.options, key=lambda option: option.points or 0)
    return options[0].id, options[-1].id


def _reach(questionnaire: Questionnaire, question: Question, measure: Measure, shops: Shops) -> Reach:
    worst, best = _ends(question)
    asked = [answers for answers in shops.values() if answers.get(question.id) != NOT_APPLICABLE]
    pairs = [
        (score(questionnaire, {**answers, question.id: worst}), score(questionnaire, {**answers, question.id: best}))
        for answers in asked
    ]
    return Reach(
        question=question.id,
        measure=measure,
        points=max((abs(_value(low, measure) - _value(high, measure)) for low, high in pairs), default=0.0),
        shops=sum(_placement(low, measure).id != _placement(high, measure).id for low, high in pairs),
        asked=len(asked),
    )


def _value(card: Scorecard, measure: Measure) -> float:
    return 100 * (card.score(measure).value or 0.0)


def _placement(card: Scorecard, measure: Measure) -> Placement:
    placements = {
        Measure.READINESS: card.stage,
        Measure.STRAIN: card.band,
        Measure.COMMITMENT: card.commitment_band,
    }
    return placements[measure]
