"""The plan to pin on the wall: what goes by which day, how large it is written, and the numbers to write in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from questions.core.question import When
from reports.core.answers import AnswerLine
from reports.core.report import Report
from reports.core.steps import days_of
from reports.pdf.printed.fitting import room_of
from reports.pdf.printed.lettering import POINT
from reports.pdf.printed.wrapping import lines_in

MOST_NUMBERS = 3
MORE_ROOM = 5.0  # millimeters, as all lengths here, that its page has more than others
HEAD = 18.5  # the heading and the line below the last row
WHAT_ROOM, BELOW, ASKED_ROOM = 142.0, 8.6 * POINT, 44.0  # of a step; the letters below it; of a question's words
BOX, GROUP, LEAST = 8.0, 2.4, 17.0  # a box, what is around a group, and the least that one takes
ASKED, WRITTEN = 8.2 * POINT, 24.0  # the letters of a question, and what is around it with the room to write in
ELSEWHERE = 6.0  # the line that says where the rest is
WHAT_LINE, LINE = 1.24, 1.36  # the height of a line, in parts of its letters


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
    """How large the plan is written: points of a step's letters, and millimeters between steps.

    It may leave out how long a step takes, when it is done, and the numbers to write in; the annex has them.
    """

    name: str
    points: float
    between: float
    time: bool = True
    done: bool = True
    numbers: bool = True


# Read from two meters, where capitals of 13 points, 3.3 millimeters tall, are a sixth taller than good eyes need.
ROOMY = Size("roomy", 15, 6.4)
OPEN = Size("open", 13.5, 5.4)
CLOSE = Size("close", 13, 4.6)
SHORT = Size("short", 13, 3.8, time=False)
BARE = Size("bare", 13, 4.6, time=False, done=False)
ALONE = Size("alone", 13, 2.4, time=False, done=False, numbers=False)
SIZES = (ROOMY, OPEN, CLOSE, SHORT, BARE, ALONE)


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


def size_of(report: Report) -> Size:
    """Return the largest size in which the plan has room on its page; the smallest if none has."""
    found, room = groups(report), room_of(report) + MORE_ROOM - HEAD
    asked = _asked(report)
    return next((size for size in SIZES if height(found, size) + _below(size, asked) <= room), ALONE)


def _below(size: Size, asked: float) -> float:
    return (asked if size.numbers else 0) + (0 if size.done else ELSEWHERE)


def height(found: Sequence[Group], size: Size) -> float:
    return sum(max(LEAST, GROUP + sum(_height(line, size) for line in group.lines)) for group in found)


def _height(line: Line, size: Size) -> float:
    letters = size.points * POINT
    what = lines_in(line.what, letters, WHAT_ROOM) * letters * WHAT_LINE
    below = lines_in(time_and_done(line, size), BELOW, WHAT_ROOM) * BELOW * LINE
    return max(what + below + 0.4, BOX) + size.between


def time_and_done(line: Line, size: Size) -> str:
    """Return what stands below a step: how long it takes and when it is done, as far as there is room for both."""
    done = _("Done when: %(done)s") % {"done": line.done} if line.done and size.done else ""
    return " · ".join(each for each in (capfirst(line.time) if size.time else "", done) if each)


def _asked(report: Report) -> float:
    """Return how tall the numbers to write in are."""
    found = [lines_in(line.text, ASKED, ASKED_ROOM) for line in numbers(report)]
    return WRITTEN + max(found) * ASKED * LINE if found else 0.0


def numbers(report: Report) -> tuple[AnswerLine, ...]:
    """Return the owner's numbers worth writing in again: those of strain, costliest first, then those of readiness."""
    known = [line for line in report.lines if line.unit and line.points is not None]
    by_loss = sorted(known, key=lambda line: (line.measure != "strain", -round(line.loss, 9)))
    return tuple(by_loss[:MOST_NUMBERS])
