"""What a team says together, so that nobody in it can be told apart: shown once, and only if enough answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questions.core.question import GOOD_POINTS, Answers, Question

LEAST = 3  # complete replies, under which nothing is shown, not even how many there are
LEAST_FOR_COMMENTS = 5
SMALL = 4  # people in a shop, up to which nobody can be promised to stay unknown


@dataclass(frozen=True, slots=True)
class Tally:
    """How many see a strength (3 points and more), how many a problem, and how many cannot say."""

    question: Question
    strength: int
    problem: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Published:
    """What is shown of a team's replies; in no order but the questions' and the alphabet's."""

    number: int
    tallies: tuple[Tally, ...]
    comments: tuple[str, ...]


def publish(questions: Sequence[Question], replies: Iterable[tuple[Answers, str]]) -> Published | None:
    """Return what may be shown of these replies, each answers and a comment; None if too few are complete.

    Incomplete ones count for nothing. Numbers are told as strength or problem, so that no figure is one person's own.
    """
    complete = [(answers, comment) for answers, comment in replies if all(each.id in answers for each in questions)]
    if len(complete) < LEAST:
        return None
    comments = sorted({comment for _, comment in complete if comment}, key=lambda text: (text.casefold(), text))
    return Published(
        number=len(complete),
        tallies=tuple(_tally(question, [answers for answers, _ in complete]) for question in questions),
        comments=tuple(comments) if len(complete) >= LEAST_FOR_COMMENTS else (),
    )


def _tally(question: Question, replies: Sequence[Answers]) -> Tally:
    points = [question.points(answers[question.id]) for answers in replies]
    known = [each for each in points if each is not None]
    strength = sum(each >= GOOD_POINTS for each in known)
    return Tally(question, strength, len(known) - strength, len(points) - len(known))
