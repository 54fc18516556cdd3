"""Explains one answer: what was said, what it earned, the next better answer, and the sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from questions.core.later import OF_CONTENT
from questions.core.question import GOOD_POINTS, MOST_POINTS, Answer, Kind, Question, Source
from questions.core.scorecard import Response, Scored

GOOD, POOR = 3.5, 1.5  # an answer is shown as a strength from the first on, and as a cost up to the second


class Tone(StrEnum):
    """How an answer is presented."""

    STRENGTH = "strength"
    COST = "cost"
    UNKNOWN = "unknown"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question's part in the report.

    `points` are of 4 before weighting, None unless answered; `loss` is what the answer costs its measure, in weighted
    points; `gain` what the best answer would add to overall readiness, in points of 100. `step_up` is the text of the
    next better option, or for a number `step_number` with its unit. `good` is what good looks like, `keep` how to keep
    an answer worth 3 points or more; both are empty where the questionnaire doesn't say them.
    """

    id: str
    text: str
    window: str
    why: str
    answer: str
    response: Response
    measure: str
    weight: float
    points: float | None
    loss: float
    gain: float
    tone: Tone
    finding: str
    step_up: str
    step_number: int | None
    step_falls: bool
    step_points: float | None
    unit: str
    sources: tuple[Source, ...]
    good: str = field(default="", metadata=OF_CONTENT)
    keep: str = field(default="", metadata=OF_CONTENT)

    @property
    def target(self) -> str:
        """What good looks like, if the answer is not there yet; empty for questionnaires that don't say."""
        return self.good if self.measure and (self.points is None or self.points < GOOD_POINTS) else ""

    @property
    def better(self) -> bool:
        """Whether there is a better answer to tell of: what good looks like or, if that isn't said, one step up."""
        return bool(self.target) if self.good else self.step_points is not None


def answer_line(question: Question, answer: Answer | None, scored: Scored | None, gain: float) -> AnswerLine:
    response = scored.response if scored else _unscored_response(answer)
    points = scored.points if scored else None
    option, number, step_points = step_up(question, answer, points)
    return AnswerLine(
        id=question.id,
        text=question.text,
        window=question.window,
        why=question.why,
        answer=question.words(answer),
        response=response,
        measure=question.measure.value if question.measure else "",
        weight=question.weight,
        points=points,
        loss=question.weight * (MOST_POINTS - points) if points is not None else 0.0,
        gain=gain,
        tone=_tone(response, points),
        finding=question.finding(answer) if answer is not None else "",
        step_up=option,
        step_number=number,
        step_falls=falls(question),
        step_points=step_points,
        unit=question.unit,
        sources=question.sources,
        good=question.says.good if response is not Response.NOT_APPLICABLE else "",
        keep=question.keep(answer) if answer is not None and points is not None and points >= GOOD_POINTS else "",
    )


def step_up(question: Question, answer: Answer | None, points: float | None) -> tuple[str, int | None, float | None]:
    """Return the next better answer, as an option's text or a number, and its points; empty at the top or for a gap."""
    if answer is None or points is None or points >= MOST_POINTS:
        return "", None, None
    if question.kind is Kind.NUMBER:
        target = floor(points) + 1
        return "", number_for(question, target), float(target)
    better = min((o for o in question.options if (o.points or 0) > points), key=lambda option: option.points or 0)
    return better.text, None, float(better.points or 0)


def falls(question: Question) -> bool:
    """Whether fewer is better."""
    return bool(question.knots) and question.knots[0].points > question.knots[-1].points


def number_for(question: Question, points: int) -> int:
    """Return the first whole number, from the worse side, that earns at least `points`; ValueError if none does."""
    for left, right in pairwise(question.knots):
        low, high = sorted((left.points, right.points))
        if low < points <= high or (points == low == 0):
            share = Fraction(points - left.points) / Fraction(right.points - left.points)
            at = left.at + share * (right.at - left.at)
            return floor(at) if falls(question) else ceil(at)
    raise ValueError(f"{question.id} cannot earn {points} points")


def _unscored_response(answer: Answer | None) -> Response:
    return Response.MISSING if answer is None else Response.ANSWERED


def _tone(response: Response, points: float | None) -> Tone:
    if response is Response.UNKNOWN:
        return Tone.UNKNOWN
    if points is None:
        return Tone.PLAIN
    return Tone.STRENGTH if points >= GOOD else Tone.COST if points <= POOR else Tone.PLAIN
