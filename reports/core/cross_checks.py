"""What the consultant reads besides the report: contradictions, unknown answers, and the time taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from questions.core.question import Answers
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Response
from reports.core.answers import AnswerLine
from reports.core.report import Report

PAUSE = timedelta(minutes=10)  # a longer gap means the owner was doing something else


@dataclass(frozen=True, slots=True)
class Contradicting:
    """Answers that contradict each other, and what to ask about them."""

    text: str
    lines: tuple[AnswerLine, ...]


def contradicting(questionnaire: Questionnaire, answers: Answers, report: Report) -> tuple[Contradicting, ...]:
    lines = {line.id: line for line in report.lines}
    return tuple(
        Contradicting(found.text, tuple(lines[condition.question] for condition in found.conditions))
        for found in questionnaire.contradicted(answers)
    )


def unknown(report: Report) -> tuple[tuple[str, AnswerLine], ...]:
    """Return the answers that the owner does not know, each with its section's title."""
    return tuple(
        (section.title, line)
        for section in report.sections
        for line in section.lines
        if line.response is Response.UNKNOWN
    )


def minutes_taken(moments: Iterable[datetime]) -> int:
    """Return the minutes between answers given at these moments, without the pauses; 0 if that can't be said."""
    gaps = [after - before for before, after in pairwise(sorted(moments))]
    return round(sum((gap for gap in gaps if gap < PAUSE), timedelta()) / timedelta(minutes=1))
