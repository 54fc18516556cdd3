"""Writes answers for pages; the core knows no language, and so no number format."""

from __future__ import annotations

from django.utils.formats import number_format

from clients.number_field import with_unit
from questions.core.question import Answer, Kind, Question

MOST_TO_TAP = 29  # numbers, four weeks of days among them


def written(question: Question, answer: Answer | None) -> str:
    """Do as `Question.words`, with grouped thousands and a percent sign close to its number."""
    return with_unit(answer, question.unit) if isinstance(answer, int) else question.words(answer)


def grouped(number: float) -> str:
    return str(number_format(number, force_grouping=True))


def to_tap(question: Question) -> range:
    """Return the numbers that can be tapped instead of typed; none where they would be many."""
    numbers = range(question.minimum, question.maximum + 1)
    return numbers if question.kind is Kind.NUMBER and len(numbers) <= MOST_TO_TAP else range(0)
