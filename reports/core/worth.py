"""What answers are worth in overall readiness, in points of 100."""

from __future__ import annotations

from math import fsum

from questions.core.question import MOST_POINTS
from questions.core.scorecard import Scorecard


def brought(card: Scorecard) -> dict[str, float]:
    """What each answered readiness question brings."""
    points = {item.question: item.points for item in card.scored if item.points is not None}
    return {name: each * points[name] for name, each in _worth(card).items() if name in points}


def gains(card: Scorecard) -> dict[str, float]:
    """What the best answer to each answered readiness question would add."""
    points = {item.question: item.points for item in card.scored if item.points is not None}
    return {name: each * (MOST_POINTS - points[name]) for name, each in _worth(card).items() if name in points}


def _worth(card: Scorecard) -> dict[str, float]:
    """What one of its 4 points is worth, for each question of the sections that count."""
    valued = [part for part in card.sections if part.score.value is not None]
    total = fsum(part.weight for part in valued)
    weight = {item.question: item.weight for item in card.scored}
    # A section's answered weight is a quarter of the points possible in it.
    return {
        question: 100 * part.weight / total / part.possible * weight[question]
        for part in valued
        for question in part.questions
    }
