"""A shop with a plan, and its answers some months later."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from plans.models.board import Board
from plans.models.item import Item
from questions.core.question import Answer
from questions.models.assessment import Assessment
from tests.makers import AT, answers_of, questionnaire

LATER = AT + timedelta(days=100)


def again(assessment: Assessment, persona: str = "bob-breakfix", **others: Answer) -> Assessment:
    """A retake, handed in 100 days later with an example shop's answers, except `others`."""
    second = assessment.retake(key=uuid4())
    second.record(answers_of(persona, **others), at=LATER)
    second.submit(at=LATER)
    return second


def corrected(assessment: Assessment, **others: Answer) -> Assessment:
    """A correction of these answers, submitted a day later."""
    assert assessment.submitted
    copy = assessment.correct(key=uuid4(), at=AT)
    copy.record({name.replace("_", "-"): answer for name, answer in others.items()}, at=AT)
    copy.submit(at=assessment.submitted + timedelta(days=1))
    return copy


def best(question: str) -> str:
    """The option of a question that is worth most."""
    return max(questionnaire().question[question].options, key=lambda option: option.points or 0).id


def first_item(assessment: Assessment) -> Item:
    return Board.of(assessment).items[0]
