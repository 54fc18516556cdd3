"""Writes answers for pages; the core knows no language, and so no number format."""

from __future__ import annotations

from django.utils.formats import number_format

from clients.number_field import with_unit
from questions.core.question import Answer, Question


def written(question: Question, answer: Answer | None) -> str:
    """Do as `Question.words`, with grouped thousands and a percent sign close to its number."""
    return with_unit(answer, question.unit) if isinstance(answer, int) else question.words(answer)


def grouped(number: float) -> str:
    return str(number_format(number, force_grouping=True))
