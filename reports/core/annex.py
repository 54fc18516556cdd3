"""The annex of the document: every answer in a row, with the numbers of its sources in one list."""

from __future__ import annotations

from dataclasses import dataclass

from questions.core.question import Trust
from reports.core.answers import AnswerLine
from reports.core.parts import SectionPart
from reports.core.report import Report


@dataclass(frozen=True, slots=True)
class Row:
    """One answer; `numbers` are places in the report's outside sources from 1, `ours` tells of our own reading."""

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
