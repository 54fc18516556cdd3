"""The annex of the document: a row for every answer, with the numbers of its sources in one list."""

from __future__ import annotations

from dataclasses import dataclass

from questions.core.question import Trust
from reports.core.answers import AnswerLine
from reports.core.parts import SectionPart
from reports.core.report import Report


@dataclass(frozen=True, slots=True)
class Row:
    """One answer; `numbers` are places, from 1, among the report's outside sources; `ours` marks our own reading."""

    line: AnswerLine
    numbers: tuple[int, ...]
    ours: bool


def annex(report: Report) -> tuple[tuple[SectionPart, tuple[Row, ...]], ...]:
    number = {source: place for place, source in enumerate(report.outside_sources, 1)}
    return tuple(
        (
            section,
            tuple(
                Row(
                    line,
                    tuple(sorted(number[source] for source in line.sources if source in number)),
                    any(source.trust is Trust.OURS for source in line.sources),
                )
                for line in section.lines
            ),
        )
        for section in report.sections
    )
