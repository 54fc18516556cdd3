"""Puts someone else's answers beside the owner's; neither changes the other, and no score comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from questions.core.question import GOOD_POINTS, Answer, Answers, Question
from questions.core.questionnaire import Questionnaire

FAR = 2.0  # points apart, from which two answers differ wherever they stand
APART = 1.0  # and from which they differ if only one is a strength


def to_ask(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Return the questions for people other than the owner; who is asked cannot say that the owner works alone."""
    asked = (each.for_others() for each in questionnaire.rated)
    return tuple(replace(each, not_applicable="") if each.alone else each for each in asked)


class View(StrEnum):
    STRENGTH = "strength"
    PROBLEM = "problem"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers to one question, each with 0 to 4 points, None for one without; `own` is None for a gap."""

    question: Question
    own: Answer | None
    other: Answer
    own_points: float | None
    other_points: float | None

    @property
    def compared(self) -> bool:
        return self.own_points is not None and self.other_points is not None

    @property
    def difference(self) -> float:
        """How many points the two are apart; 0 if one of them has none."""
        if self.own_points is None or self.other_points is None:
            return 0.0
        return abs(self.own_points - self.other_points)

    @property
    def view(self) -> View | None:
        """What both see: a strength from 3 points up, a problem below, or something different; None if not compared."""
        if self.own_points is None or self.other_points is None:
            return None
        strengths = (self.own_points >= GOOD_POINTS) + (self.other_points >= GOOD_POINTS)
        if self.difference >= FAR or (self.difference >= APART and strengths == 1):
            return View.DIFFERENT
        middle = (self.own_points + self.other_points) / 2
        return View.STRENGTH if middle >= GOOD_POINTS else View.PROBLEM


def put_beside(questions: Iterable[Question], own: Answers, other: Answers) -> list[Pair]:
    """Return a pair for each question that the other answered, the largest difference first, ties by their order."""
    pairs = []
    for question in questions:
        mine, theirs = own.get(question.id), other.get(question.id)
        if theirs is not None:
            points = [None if each is None else question.points(each) for each in (mine, theirs)]
            pairs.append(Pair(question, mine, theirs, *points))
    return sorted(pairs, key=lambda pair: -pair.difference)


def grouped(pairs: Iterable[Pair]) -> dict[View, list[Pair]]:
    """Return the compared pairs by what both see, in the order they came in."""
    found: dict[View, list[Pair]] = {view: [] for view in View}
    for pair in pairs:
        if pair.view is not None:
            found[pair.view].append(pair)
    return found
