"""How each question is answered, counted over many shops; what few shops say is not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from questions.core.question import MOST_POINTS, NOT_APPLICABLE, UNKNOWN, Answer, Kind, Question

LEAST = 30  # shops, under which nothing is told of a question, of two together, or of a second time
PAUSE = 300  # seconds between two answers, from which someone did something else meanwhile


@dataclass(frozen=True, slots=True)
class Given:
    """One shop's answer: how often it was changed, and how many seconds it took, None where that is not known."""

    answer: Answer
    changes: int = 0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A question over `number` shops; shares are from 0 to 1.

    `options` has the share of each option among the known answers, `floor` and `ceiling` of those worth 0 and 4 points;
    both are None where nothing is scored. `seconds` is the median.
    """

    question: str
    number: int
    options: tuple[tuple[str, float], ...]
    floor: float | None
    ceiling: float | None
    unknown: float
    not_applicable: float
    changed: float
    seconds: float | None


def count(question: Question, given: Sequence[Given]) -> Item | None:
    """Count a question's answers; None for fewer than LEAST shops."""
    number = len(given)
    if number < LEAST:
        return None
    answers = [each.answer for each in given]
    known = [answer for answer in answers if answer not in (UNKNOWN, NOT_APPLICABLE)]
    points = [found for answer in known if (found := question.points(answer)) is not None]
    took = [each.seconds for each in given if each.seconds is not None]
    return Item(
        question=question.id,
        number=number,
        options=_options(question, known) if known else (),
        floor=_share(points.count(0), points),
        ceiling=_share(points.count(MOST_POINTS), points),
        unknown=answers.count(UNKNOWN) / number,
        not_applicable=answers.count(NOT_APPLICABLE) / number,
        changed=sum(each.changes > 0 for each in given) / number,
        seconds=median(took) if len(took) >= LEAST else None,
    )


def _options(question: Question, known: Sequence[Answer]) -> tuple[tuple[str, float], ...]:
    if question.kind is Kind.TEXT or not question.options:
        return ()
    chosen = Counter(each for answer in known for each in (answer if isinstance(answer, tuple) else (answer,)))
    return tuple((option.id, chosen[option.id] / len(known)) for option in question.options)


def _share(part: int, whole: Sequence[float]) -> float | None:
    return part / len(whole) if whole else None


def seconds_each(moments: Mapping[str, float]) -> dict[str, float]:
    """Return how many seconds each answer came after the one before it, without pauses; `moments` in seconds."""
    ordered = sorted(moments, key=lambda name: moments[name])
    gaps = {name: moments[name] - moments[before] for before, name in pairwise(ordered)}
    return {name: gap for name, gap in gaps.items() if 0 < gap < PAUSE}


def both(one: Mapping[int, float], other: Mapping[int, float]) -> tuple[list[float], list[float]]:
    """Return the points of those who have both, in the same order."""
    shops = sorted(one.keys() & other.keys())
    return [one[shop] for shop in shops], [other[shop] for shop in shops]


def rest_of(item: str, points: Mapping[str, Mapping[int, float]]) -> dict[int, float]:
    """Return each shop's mean of the other questions; only of shops that answered more than half of them."""
    others = [found for name, found in points.items() if name != item]
    shops = {shop for found in others for shop in found}
    known = {shop: [found[shop] for found in others if shop in found] for shop in shops}
    return {shop: sum(values) / len(values) for shop, values in known.items() if 2 * len(values) > len(others)}
