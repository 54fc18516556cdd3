"""Compares two attempts, only where both asked the same."""

from __future__ import annotations

from dataclasses import dataclass

from questions.core.differences import comparable, same_scale
from questions.core.questionnaire import Questionnaire
from reports.core.answers import AnswerLine
from reports.core.report import Report

LEAST_READINESS, LEAST_STRAIN = (
    6,
    10,
)  # points; less is noise, as simulated with one-step changes of answers


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One question answered differently; `points` is the change of its points, None unless both have some."""

    before: AnswerLine
    after: AnswerLine
    points: float | None


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A section's readiness then and now; `same` is False if the two versions ask different things in it."""

    title: str
    before: int | None
    after: int | None
    same: bool
    lines: tuple[ChangedLine, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`readiness` and `strain` are changes in points of 100, None if they can't be compared or are noise."""

    before: Report
    after: Report
    readiness: int | None
    strain: int | None
    same: bool
    sections: tuple[ChangedSection, ...]
    done: tuple[str, ...]
    not_compared: tuple[str, ...]


def compare(before: Report, after: Report, then: Questionnaire, now: Questionnaire) -> Comparison:
    """Compare an attempt with an earlier one; steps whose question earns more points now count as done."""
    old = {line.id: line for line in before.lines}
    asked = {q.id for q in now.questions() if q.id in then.question and comparable(then.question[q.id], q)}
    same = same_scale(then, now)
    earlier = {section.id: section for section in before.sections}
    sections = []
    for section in after.sections:
        lines = tuple(_line(old[line.id], line) for line in section.lines if line.id in asked)
        was = earlier.get(section.id)
        both = was is not None and {line.id for line in was.lines} == {line.id for line in section.lines} <= asked
        sections.append(
            ChangedSection(
                title=section.title,
                before=was.readiness.points if was and was.readiness and both else None,
                after=section.readiness.points if section.readiness and both else None,
                same=both,
                lines=tuple(line for line in lines if line.before.answer != line.after.answer or _known(line)),
            )
        )
    new = {line.id: line for line in after.lines}
    return Comparison(
        before=before,
        after=after,
        readiness=_change(before.readiness.points, after.readiness.points, LEAST_READINESS) if same else None,
        strain=_change(before.strain.points, after.strain.points, LEAST_STRAIN) if same else None,
        same=same,
        sections=tuple(sections),
        done=tuple(s.action.what for s in before.steps if s.question in asked and _better(old, new, s.question)),
        not_compared=tuple(line.text for line in after.lines if line.id not in asked),
    )


def _line(before: AnswerLine, after: AnswerLine) -> ChangedLine:
    points = None if before.points is None or after.points is None else after.points - before.points
    return ChangedLine(before, after, points)


def _known(line: ChangedLine) -> bool:
    """Whether "I don't know" became an answer, or the reverse; neither has words that would differ."""
    return line.before.response != line.after.response


def _change(before: int | None, after: int | None, least: int) -> int | None:
    if before is None or after is None or abs(after - before) < least:
        return None
    return after - before


def _better(old: dict[str, AnswerLine], new: dict[str, AnswerLine], question: str) -> bool:
    was, is_now = old[question].points, new[question].points
    return (is_now or 0) > (was or 0)
