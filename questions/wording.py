"""Answers as a page writes them: the core knows no language, and so no way to write a number."""

from __future__ import annotations

from django.utils.formats import number_format

from questions.core.question import Answer, Question


def written(question: Question, answer: Answer | None) -> str:
    """As `Question.words`, with the thousands of a number set apart."""
    return f"{grouped(answer)} {question.unit}" if isinstance(answer, int) else question.words(answer)


def grouped(number: float) -> str:
    return str(number_format(number, force_grouping=True))
