"""Compares what a file shows with what was answered: an answer's points and the numbers it may mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from evidence.core.comparing.outcome import Outcome, Said, compare
from evidence.core.comparing.ranges import Scale
from evidence.core.measures.finding import Finding, Status
from questions.core.question import Answer, Answers, Question, points_between
from questions.core.questionnaire import Questionnaire

WHO_ANSWERS = "who-answers"
PAID_ROTA = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """A finding next to its answer, counted as the version asks; `outcome` is None if they cannot be compared."""

    said: Answer
    lo: float
    hi: float
    n: int
    outcome: Outcome | None


def has_paid_rota(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Whether a paid rotation or a service takes calls after hours."""
    question, answer = questionnaire.question.get(WHO_ANSWERS), answers.get(WHO_ANSWERS)
    return question is not None and answer is not None and question.points(answer) == PAID_ROTA


def compare_finding(
    finding: Finding, questionnaire: Questionnaire, answers: Answers, scales: Mapping[str, Scale]
) -> Comparison | None:
    """Compare a finding with its answer; None if the version has no such question or scale, or it was not answered."""
    name = finding.measure.value
    scale, question, answer = scales.get(name), questionnaire.question.get(name), answers.get(name)
    if scale is None or question is None or answer is None or finding.lo is None or finding.hi is None:
        return None
    counted = (finding.lo, finding.hi, finding.n or 0)
    if scale.counting:
        if scale.counting not in finding.versions:
            return None
        counted = finding.versions[scale.counting]
    lo, hi, n = counted
    points = question.points(answer)
    if finding.status is not Status.COMPARED or finding.side is None or points is None:
        return Comparison(answer, lo, hi, n, None)
    said, worth = _meaning(question, answer, points, scale)
    outcome = compare(said, (lo, hi), side=finding.side, points=worth, least=scale.distance(n))
    return Comparison(answer, lo, hi, n, outcome)


def _meaning(question: Question, answer: Answer, points: float, scale: Scale) -> tuple[Said, Callable[[float], float]]:
    """Return what an answer with points says in numbers, and a function for the points of another number."""
    if isinstance(answer, int):
        return Said(points, answer, answer), partial(points_between, question.knots)
    held = scale.of_points(points)
    return Said(points, held.low, held.high), lambda number: scale.holding(number).points
