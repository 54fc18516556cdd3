"""What answers are worth in overall readiness, in points of 100."""

from __future__ import annotations

from math import fsum

from questions.core.question import MOST_POINTS, Measure
from questions.core.scorecard import Response, Scorecard, Scored


def brought(card: Scorecard) -> dict[str, float]:
    """Return what each answered readiness question contributes."""
    points = {item.question: item.points for item in card.scored if item.points is not None}
    return {name: each * points[name] for name, each in _worth(card).items() if name in points}


def gains(card: Scorecard) -> dict[str, float]:
    """Return what the best answer to each answered readiness question would add."""
    points = {item.question: item.points for item in card.scored if item.points is not None}
    return {name: each * (MOST_POINTS - points[name]) for name, each in _worth(card).items() if name in points}


def _worth(card: Scorecard) -> dict[str, float]:
    """Return what each of its 4 points is worth, for every question of the sections that count."""
    valued = [part for part in card.sections if part.score.value is not None]
    total = fsum(part.weight for part in valued)
    weight = {item.question: item.weight for item in card.scored}
    # A section's answered weight is a quarter of its possible points.
    return {
        question: 100 * part.weight / total / part.possible * weight[question]
        for part in valued
        for question in part.questions
    }


def narrowing(card: Scorecard, most: int = 3) -> tuple[str, ...]:
    """Return the unanswered questions whose answers would narrow readiness or strain most, widest first."""
    item = {each.question: each for each in card.scored}
    parts = [part for part in card.sections if part.score.completeness is not None]
    total = fsum(part.weight for part in parts)
    widths: dict[str, float] = {}
    for part in parts:
        applying = fsum(item[name].weight for name in part.questions if _applies(item[name]))
        for name in part.questions:
            widths[name] = part.weight / total * item[name].weight / applying
    strain = [each for each in card.scored if each.measure is Measure.STRAIN]
    applying = fsum(each.weight for each in strain if _applies(each))
    widths |= {each.question: each.weight / applying for each in strain if applying}
    left = {name: width for name, width in widths.items() if _open(item[name])}
    return tuple(sorted(left, key=lambda name: round(left[name], 9), reverse=True)[:most])


def _applies(item: Scored) -> bool:
    return item.response is not Response.NOT_APPLICABLE


def _open(item: Scored) -> bool:
    return item.response in {Response.UNKNOWN, Response.MISSING}
