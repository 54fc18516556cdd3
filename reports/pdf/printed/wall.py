"""The plan to pin on the wall: what goes by which day, how large it is written, and the numbers to write in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from questions.core.question import When
from reports.core.answers import AnswerLine
from reports.core.report import Report
from reports.core.steps import days_of

MOST_NUMBERS = 3
TIME = 14  # letters in a line of how long a step takes
DONE = 11  # letters of the words before what says that a step is done
AROUND = 26.0  # millimeters of the heading, and of the numbers to write in
GROUP, LEAST = 4.5, 16.0  # millimeters: around a group, and the least it takes


@dataclass(frozen=True, slots=True)
class Line:
    """One box to tick: what to do, when it is done, and how long it takes, each empty where nobody says it."""

    what: str
    done: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What goes by one day: `days` after submitting, on `day` if that is known."""

    days: int
    day: date | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How large the plan is written; `letters` fit in a line of what, `small` in a line below it."""

    name: str
    letters: int
    small: int
    line: float
    below: float
    between: float


ROOMY = Size("roomy", 39, 58, 5.9, 4.2, 5.4)
CLOSE = Size("close", 44, 58, 5.3, 4.2, 3.4)
TIGHT = Size("tight", 52, 58, 4.6, 4.2, 2.2)
BARE = Size("bare", 52, 58, 4.6, 4.2, 2.2)  # without when a step is done, which stands in the annex


def groups(report: Report) -> tuple[Group, ...]:
    """Return the steps by the day they are due: first this week's moves of 15 minutes, where the steps have some."""
    lines: dict[int, list[Line]] = {days_of(each): [] for each in When}
    lines[days_of(When.WEEK)] = [Line(move) for move in moves(report)]
    for step in report.steps:
        line = Line(step.action.what, step.action.done, step.action.time)
        lines.setdefault(step.within, []).append(line)
    return tuple(
        Group(days, report.day + timedelta(days=days) if report.day else None, tuple(lines[days]))
        for days in sorted(lines)
        if lines[days]
    )


def moves(report: Report) -> list[str]:
    """Return this week's moves of 15 minutes, each with a box of its own before the step that it begins."""
    steps = report.first_steps if report.rules.ordered_steps else ()
    return [step.action.first for step in steps if step.action.first]


def size_of(found: Sequence[Group], room: float) -> Size:
    """Return the largest size in which all groups have room, in millimeters; the smallest if none has."""
    return next((size for size in (ROOMY, CLOSE, TIGHT) if height(found, size) <= room), BARE)


def height(found: Sequence[Group], size: Size) -> float:
    return sum(GROUP + max(LEAST, sum(_height(line, size) for line in group.lines)) for group in found)


def _height(line: Line, size: Size) -> float:
    below = ceil((len(line.done) + DONE) / size.small) if line.done and size is not BARE else 0
    beside = ceil(len(line.time) / TIME) * size.below
    return max(ceil(len(line.what) / size.letters) * size.line + below * size.below, beside, 8) + size.between


def numbers(report: Report) -> tuple[AnswerLine, ...]:
    """Return the owner's numbers worth writing in again: those of strain, costliest first, then those of readiness."""
    known = [line for line in report.lines if line.unit and line.points is not None]
    by_loss = sorted(known, key=lambda line: (line.measure != "strain", -round(line.loss, 9)))
    return tuple(by_loss[:MOST_NUMBERS])
