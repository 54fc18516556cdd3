"""What has room on the short version, which is one page: its parts are counted in lines before they are set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from reports.core.parts import Reply
from reports.core.report import Report
from reports.core.steps import Step
from reports.pdf.printed.lettering import POINT
from reports.pdf.printed.wrapping import lines_in

ROOM = {"Letter": 240.0, "A4": 257.0}  # millimeters between the margins, a little less than there is
MOST_SUMS, MOST_IN_FULL = 4, 3
AROUND_STEPS = 26.0  # millimeters of the heading above the first steps, and of the line below them
SPARE = 12.0  # millimeters that two estimates together may be wrong by
TEXT, SMALL = 4.75, 3.95  # a line of text and of small text
HEAD, SECTION = 11.0, 11.9  # a heading with its spaces, and one of the short version
ACROSS, NAME, MATH = 180.0, 9.5 * POINT, 8.2 * POINT  # the sums together, and the letters of what each is
LONG_TIME = 26  # letters of how long a step takes, from which on they take two lines
WIDE_TEXT, WIDE_SMALL = 108, 118  # letters in a line across the page


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts the short version has: what the goal needs, the math of the sums, when a step is done, the sums."""

    needs: bool = True
    math: bool = True
    done: bool = True
    sums: bool = True


FULLEST_FIRST = (
    Parts(),
    Parts(needs=False),
    Parts(needs=False, math=False),
    Parts(needs=False, math=False, done=False),
    Parts(needs=False, math=False, done=False, sums=False),
)
Sums = Sequence[tuple[str, str]]  # of the first sums of money, the name and the math


def room_of(report: Report) -> float:
    """Return the height of a page, in millimeters."""
    return ROOM.get(report.paper, min(ROOM.values()))


def summary_parts(report: Report, sums: Sums) -> Parts:
    """Return the fullest short version that has room on its paper."""
    room = room_of(report)
    fitting = (parts for parts in FULLEST_FIRST if summary_height(report, sums, parts) <= room)
    return next(fitting, FULLEST_FIRST[-1])


def summary_height(report: Report, sums: Sums, parts: Parts) -> float:
    """Return about how tall the short version is, in millimeters."""
    return 41.0 + _verdict(report) + _steps(report, parts) + _sums(sums, parts) + _goal(report, parts)


def _verdict(report: Report) -> float:
    composed = report.composed
    if composed is None:
        told = sum(3.6 + lines(each.text, 100) * TEXT + lines(each.how, WIDE_TEXT) * TEXT for each in report.look_up)
        return lines(report.incomplete, 58) * 9.4 + 2 + told + SECTION + 5.8 * len(report.lacking)
    tall = lines(composed.headline, 58) * 9.4 + 2
    if composed.spoken:
        tall += lines(composed.spoken.line, 90) * 5.8
        tall += lines(composed.spoken.costs_label + composed.spoken.going_label + composed.spoken.going, 80) * TEXT
    if report.by_score:
        tall += lines(report.ceiling + report.by_score, WIDE_SMALL - 30) * SMALL
    return tall + (SMALL if report.readiness.line else 0)


def _steps(report: Report, parts: Parts) -> float:
    composed, tall = report.composed, 0.0
    if report.positive:
        tall += SECTION + sum(3.4 + lines(each, 100) * TEXT for each in (*report.keeps, report.watch) if each)
    if report.first_steps or report.gates:
        tall += SECTION + sum(lines(f"{gate.text} {gate.step}", WIDE_TEXT) * TEXT + 1.2 for gate in report.gates)
        tall += lines(composed.step_opening, WIDE_TEXT) * TEXT + 1.2 if composed else 0
        tall += 20.0 if composed and composed.spoken and composed.spoken.alone else 0
        tall += 5.3 if report.next_steps else 0
    for step in report.first_steps:
        below = lines(step.action.done, 78) * SMALL + 0.5 if parts.done else 0
        tall += 3.8 + max(lines(step.action.what, 60) * 5.1 + below, 8.0 if len(step.action.time) > LONG_TIME else 0)
    return tall


def _sums(sums: Sums, parts: Parts) -> float:
    if not sums or not parts.sums:
        return 0.0
    room = ACROSS / len(sums) - 5.0
    names = max(lines_in(name, NAME, room) for name, _ in sums) * 4.4
    math = max(lines_in(math, MATH, room) for _, math in sums) * SMALL if parts.math else 0
    return SECTION + 16.0 + names + math


def _goal(report: Report, parts: Parts) -> float:
    if report.composed is None:
        return 0.0
    tall = SECTION + lines(report.composed.goal, WIDE_TEXT) * TEXT
    if parts.needs and report.needs:
        rows = ceil(len(report.needs) / 3)
        tall += 2 + rows * 8.6 + (4.4 * rows if any(len(need.name) > 28 for need in report.needs) else 0)  # noqa: PLR2004
    return tall


def own_page(report: Report, sums: Sums) -> bool:
    """Whether the replies begin a page: where they fit on one, and not below the sums of money."""
    replies = _replies(report)
    return not sums or (replies <= room_of(report) < replies + _money(sums) + SPARE)


def steps_below_sums(report: Report, sums: Sums) -> bool:
    """Whether the first steps stand below the sums of money, because the replies begin a page."""
    return bool(sums and report.replies) and own_page(report, sums)


def steps_in_full(report: Report, sums: Sums) -> tuple[Step, ...]:
    """Return the first steps that have room below the sums or the replies, or on a page of their own without any."""
    used = _money(sums) + (0 if steps_below_sums(report, sums) else _replies(report))
    left = room_of(report) - used - AROUND_STEPS
    found = []
    for step in report.steps[:MOST_IN_FULL]:
        left -= _in_full(step)
        if left < 0:
            break
        found.append(step)
    return tuple(found)


def _replies(report: Report) -> float:
    return 22 + sum(_reply(reply) for reply in report.replies) if report.replies else 0.0


def _money(sums: Sums) -> float:
    rows = (4.6 + max(lines(name, 28) * TEXT, lines(math, 40) * SMALL, 9) for name, math in sums)
    return 31 + sum(rows) if sums else 0.0


def _in_full(step: Step) -> float:
    action = step.action
    told = (action.why, action.first, *action.steps, action.done) if action.first else (action.why, action.how)
    below = 0 if action.first else lines(step.cause_text, 20) * SMALL
    return 10 + below + sum(lines(each, WIDE_TEXT - 8) * TEXT + 0.8 for each in told)


def _reply(reply: Reply) -> float:
    below = f"{reply.answer.name}{reply.answer.date}{reply.answer.trust}" + 30 * " "
    return max(3.4 + lines(reply.answer.claim, 72) * TEXT + lines(below, 80) * SMALL + 0.6, 16.4)


def lines(text: str, letters: int) -> int:
    """Return about how many lines a text takes."""
    return ceil(len(text) / letters)
