"""What the printed report says of each section: the sections by need, and three findings of each."""

from __future__ import annotations

from collections.abc import Sequence

from reports.core.answers import AnswerLine, Tone
from reports.core.parts import SectionPart
from reports.core.report import Report
from reports.core.steps import Reason

MOST_FINDINGS = 3
ON_A_PAGE = 3
ORDER = {Tone.COST: 0, Tone.UNKNOWN: 1, Tone.PLAIN: 2, Tone.STRENGTH: 3}


def by_need(report: Report) -> tuple[SectionPart, ...]:
    """Return the sections that say something, the least ready first; those without a number at the end."""
    told = [section for section in report.sections if section.findings or section.readiness]
    return tuple(sorted(told, key=_need))


def _need(section: SectionPart) -> tuple[bool, bool, int]:
    points = section.readiness.points if section.readiness else None
    return section.readiness is None, points is None, points or 0


def in_threes(sections: Sequence[SectionPart]) -> tuple[tuple[SectionPart, ...], ...]:
    """Return the sections of each page."""
    return tuple(tuple(sections[at : at + ON_A_PAGE]) for at in range(0, len(sections), ON_A_PAGE))


def three_findings(section: SectionPart, report: Report) -> tuple[AnswerLine, ...]:
    """Return what weighs most, a strength among it if there is one; strengths first for a shop that can stay so."""
    found = sorted((line for line in section.lines if line.finding), key=_weight)
    strengths = [line for line in found if line.tone is Tone.STRENGTH]
    others = [line for line in found if line.tone is not Tone.STRENGTH]
    if report.positive:
        chosen = [*strengths[: MOST_FINDINGS - bool(others)], *others]
        return tuple(chosen[:MOST_FINDINGS])
    return (*others[: MOST_FINDINGS - bool(strengths)], *strengths)[:MOST_FINDINGS]


def _weight(line: AnswerLine) -> tuple[int, float]:
    return ORDER[line.tone], -round(line.loss or line.weight * (line.points or 0), 9)


def to_reach(section: SectionPart) -> AnswerLine | None:
    """Return the answer with most to gain from what good looks like; None if nothing is left."""
    return next(iter(section.next_steps), None)


def start_here(report: Report) -> str:
    """Return the id of the section that the first step comes from; empty if nothing has to be done."""
    if not report.steps or report.steps[0].reason is Reason.OPTIONAL:
        return ""
    first = report.steps[0].question
    return next((part.id for part in report.sections if first in {line.id for line in part.lines}), "")
