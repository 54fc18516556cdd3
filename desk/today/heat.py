"""Section by section: the readiness, the strain or the change of each shop, or of the median shop at each stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median
from typing import Any

from questions.core.question import Measure
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import ENOUGH_IN_SECTION, Response, Scored, section_points
from questions.core.scoring import strain_of


class Shows(StrEnum):
    READINESS = "readiness"
    STRAIN = "strain"
    CHANGE = "change"


class Why(StrEnum):
    """Why a cell has no number."""

    NOT_ASKED = "not asked"
    NO_ANSWER = "no answer"
    FIRST = "first result"


Points = Mapping[str, int | None]  # by section; without those that are not asked, None where too few were answered


@dataclass(frozen=True, slots=True)
class Cell:
    points: int | None
    why: Why | None = None
    weakest: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A shop, or the median of `number` shops, which has no key; `cells` are in the order of the sections."""

    key: int
    name: str
    readiness: int | None
    strain: int | None
    goal: str
    change: int | None
    cells: tuple[Cell, ...]
    number: int = 1


def points_of(asked: Questionnaire, card: Mapping[str, Any], shows: Shows) -> Points:
    """Return a stored scorecard's points of each section; for a change, of readiness."""
    if shows is not Shows.STRAIN:
        return section_points(card["sections"])
    place = {question.id: section.id for section in asked.sections for question in section.questions}
    parts: dict[str, list[Scored]] = {}
    for each in card["scored"]:
        if each["measure"] == Measure.STRAIN and each["question"] in place:
            part = Scored(**{**each, "measure": Measure.STRAIN, "response": Response(each["response"])})
            parts.setdefault(place[each["question"]], []).append(part)
    scores = {section: strain_of(found) for section, found in parts.items()}
    return {
        section: score.points if score.enough(ENOUGH_IN_SECTION) else None
        for section, score in scores.items()
        if score.completeness is not None
    }


def changes(now: Points, before: Points | None) -> dict[str, int | None]:
    """Return how much each section that both have has moved."""
    both = now.keys() & before.keys() if before else set()
    pairs = {each: (now[each], before[each]) for each in both} if before else {}
    return {each: None if one is None or two is None else one - two for each, (one, two) in pairs.items()}


def cells_of(
    points: Points, sections: Iterable[str], shows: Shows, *, missing: Why = Why.NOT_ASKED
) -> tuple[Cell, ...]:
    """Return the cells of a line, with the weakest marked: the least ready, most strained or the one that fell most."""
    found = [_cell(points, each, missing) for each in sections]
    known = [cell.points for cell in found if cell.points is not None]
    worst: Callable[[list[int]], int] = max if shows is Shows.STRAIN else min
    if not known or (shows is Shows.CHANGE and min(known) >= 0) or (shows is Shows.STRAIN and max(known) == 0):
        return tuple(found)
    weakest = next(at for at, cell in enumerate(found) if cell.points == worst(known))
    return tuple(replace(cell, weakest=at == weakest) for at, cell in enumerate(found))


def _cell(points: Points, section: str, missing: Why) -> Cell:
    if section not in points:
        return Cell(None, missing)
    return Cell(points[section], Why.NO_ANSWER if points[section] is None else None)


def median_of(lines: Sequence[Line], name: str, shows: Shows) -> Line:
    """Return the median of these shops in each column, of those that have a number there."""
    width = len(lines[0].cells) if lines else 0
    columns = [[line.cells[at].points for line in lines] for at in range(width)]
    points: dict[str, int | None] = {str(at): _middle(column) for at, column in enumerate(columns)}
    asked = {at: value for at, value in points.items() if value is not None}
    return Line(
        key=0,
        name=name,
        readiness=_middle(line.readiness for line in lines),
        strain=_middle(line.strain for line in lines),
        goal="",
        change=_middle(line.change for line in lines),
        cells=cells_of(asked, map(str, range(width)), shows),
        number=len(lines),
    )


def _middle(points: Iterable[int | None]) -> int | None:
    known = [each for each in points if each is not None]
    return int(median(known) + 0.5) if known else None
