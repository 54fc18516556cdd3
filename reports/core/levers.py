"""Finds the practices that can change an answer: the practice itself, or those behind an outcome or a cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from questions.core.question import GOOD_POINTS
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Scored
from reports.core.steps import open_below


def levers(questionnaire: Questionnaire, name: str, scored: Mapping[str, Scored]) -> Iterator[str]:
    """Yield the practice itself, or those behind an outcome that leave something to do, unknown ones included.

    If none is left, yield the outcome's own question, if it has an action.
    """
    question = questionnaire.question[name]
    if question.practice:
        yield name
    left = [practice for practice in question.practices if open_below(scored[practice], GOOD_POINTS)]
    yield from left
    if not left and not question.practice and question.action is not None:
        yield name
