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
TOP, MORE_ROOM = 43.1, 4.0  # the strip and the gauges, and what its page has more than others
ACROSS, BESIDE_TIME, NEED = 180.0, 129.0, 49.9  # the page, a step beside its time, and what the goal needs
AS_COUNTED, DISPLAY = 1.02, 1.07  # lines are longer than the widths of letters make them, and more so in headlines
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
    room = room_of(report) + MORE_ROOM
    fitting = (parts for parts in FULLEST_FIRST if summary_height(report, sums, parts) <= room)
    return next(fitting, FULLEST_FIRST[-1])


def summary_height(report: Report, sums: Sums, parts: Parts) -> float:
    """Return about how tall the short version is, in millimeters."""
    return TOP + _verdict(report) + _steps(report, parts) + _sums(sums, parts) + _goal(report, parts)


def _lines(text: str, points: float = 9.5, room: float = ACROSS) -> int:
    return lines_in(text, points * POINT, room * AS_COUNTED)


def _verdict(report: Report) -> float:
    composed = report.composed
    headline = composed.headline if composed else report.incomplete
    tall = _lines(headline, 23, ACROSS * DISPLAY) * 9.42 + 2
    if composed is None:
        told = sum(3.9 + (_lines(each.text) + _lines(each.how)) * TEXT for each in report.look_up)
        return tall + told + (SECTION + 5.6 * len(report.lacking) if report.lacking else 0)
    if composed.spoken:
        spoken = composed.spoken
        costs = f"{spoken.costs_label} {spoken.costs}. " if spoken.costs else ""
        tall += _lines(spoken.line, 11.5) * 5.76
        tall += _lines(f"{costs}{spoken.going_label} {spoken.going}.") * TEXT
    if report.by_score:
        tall += _lines(f"{report.ceiling} The score alone would say: {report.by_score}.", 8.2) * SMALL
    return tall + (SMALL if report.readiness.line else 0)


def _steps(report: Report, parts: Parts) -> float:
    composed, tall = report.composed, 0.0
    if report.positive:
        kept = (*report.keeps, f"One to watch: {report.watch}" if report.watch else "")
        tall += SECTION + sum(3.6 + _lines(each, room=ACROSS - 7) * TEXT for each in kept if each)
    if report.first_steps or report.gates:
        tall += SECTION + sum(_lines(f"{gate.text} {gate.step}") * TEXT + 1.2 for gate in report.gates)
        alone = composed.spoken.alone if composed and composed.spoken else ""
        if composed and (alone or not (report.gates or report.positive)):
            tall += _lines(composed.step_opening) * TEXT + 1.4
        tall += 12.0 + _lines(alone, 11, BESIDE_TIME) * 5.12 if alone else 0
        tall += sum(_step(step, parts) for step in report.first_steps) + (5.4 if report.next_steps else 0)
    elif composed and not report.positive:
        strengths = report.strengths[:3]
        tall += SECTION + TEXT + 1.4 + (SECTION if strengths else 0)
        tall += sum(3.6 + _lines(line.finding, room=ACROSS - 7) * TEXT for line in strengths)
    return tall


def _step(step: Step, parts: Parts) -> float:
    done = f"Done when: {step.action.done}" if step.action.done and parts.done else ""
    below = _lines(done, 8.2, BESIDE_TIME) * SMALL + 0.5 if done else 0
    least = 8.0 if len(step.action.time) > LONG_TIME else 0
    return 3.8 + max(_lines(step.action.what, 11, BESIDE_TIME) * 5.12 + below, least)


def _sums(sums: Sums, parts: Parts) -> float:
    if not sums or not parts.sums:
        return 0.0
    room = ACROSS / len(sums) - 5.0
    names = max(_lines(name, room=room) for name, _ in sums) * 4.4
    math = max(_lines(math, 8.2, room) for _, math in sums) * SMALL if parts.math else 0
    return SECTION + 13.6 + names + math


def _goal(report: Report, parts: Parts) -> float:
    if report.composed is None:
        return 0.0
    tall = SECTION + _lines(report.composed.goal) * TEXT + 1.4
    if parts.needs and report.needs:
        of_each = [_lines(need.name, room=NEED) for need in report.needs]
        rows = [max(of_each[at : at + 3]) for at in range(0, len(of_each), 3)]
        tall += 2.2 + sum(3.8 + most * 4.4 for most in rows)
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
