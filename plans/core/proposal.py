"""What a result proposes to do, and which answers have reached what their step was for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from questions.core.question import GOOD_POINTS
from questions.core.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Proposal:
    """A step of a result, named by its question, and the day by which it can be done."""

    question: str
    due: date


def reached(card: Scorecard) -> frozenset[str]:
    """Return the questions whose answers are good enough, so that a step about them may be done."""
    return frozenset(item.question for item in card.scored if item.points is not None and item.points >= GOOD_POINTS)
