"""Twelve questions asked a second time, to see how far the same person answers the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opinions.core.beside import Pair, put_beside
from questions.core.question import Answers, Question
from questions.core.questionnaire import Questionnaire

NUMBER = 12
SAME = 0.5  # points, up to which two answers count as the same
FIRST_DAY, LAST_DAY = 10, 14  # after submitting: long enough to forget, short enough for the shop to be the same


def asked_again(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Return the twelve, in the questionnaire's order: scored ones of the quick check, then those others can answer."""
    chosen: dict[str, Question] = {}
    for question in (*questionnaire.quick_questions, *questionnaire.rated, *questionnaire.questions()):
        if question.scored and len(chosen) < NUMBER:
            chosen.setdefault(question.id, question)
    return tuple(question for question in questionnaire.questions() if question.id in chosen)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The pairs of both times, the largest difference first, and how many of those compared are the same."""

    pairs: Sequence[Pair]
    same: int
    compared: int


def agree(questionnaire: Questionnaire, first: Answers, second: Answers) -> Agreement:
    pairs = put_beside(asked_again(questionnaire), first, second)
    compared = [pair for pair in pairs if pair.compared]
    return Agreement(pairs, sum(pair.difference <= SAME for pair in compared), len(compared))
