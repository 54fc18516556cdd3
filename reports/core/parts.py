"""The parts of a report, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from questions.core.later import LATER, OF_CONTENT
from questions.core.question import Source
from questions.core.questionnaire import Cut
from reports.core.answers import AnswerLine, Tone
from reports.core.verdict import Quote

FEW = 3  # findings in a section that leave room for more


@dataclass(frozen=True, slots=True)
class Scale:
    """A number from 0 to 100 and its place; `points` is None if too little is known.

    `place` is None without a verdict; `span` has the names that the interval reaches, none if these are too many;
    `line` has the two sides of a cut that is at most one point away. `known` is completeness in percent. `questions` is
    how many a section's strain rests on.
    """

    points: int | None
    low: int
    high: int
    known: int | None
    place: Cut | None
    span: tuple[str, ...]
    line: tuple[str, ...]
    cuts: tuple[Cut, ...]
    questions: int = field(default=0, metadata=LATER)


@dataclass(frozen=True, slots=True)
class SectionPart:
    """One section: its readiness (None if it feeds none), its strain (None if it asks about none), and every answer.

    `earned` and `possible` are weighted points of the answered readiness questions; `unknown` and `excluded` are
    weighted points that could not be counted, because of "I don't know" and "doesn't apply".
    """

    id: str
    title: str
    lead: str
    weight: float
    readiness: Scale | None
    earned: float
    possible: float
    unknown: float
    excluded: float
    lines: tuple[AnswerLine, ...]
    strain: Scale | None = field(default=None, metadata=OF_CONTENT)

    @property
    def findings(self) -> tuple[AnswerLine, ...]:
        """The answers with a finding: strengths, those in between, costs, unknown ones."""
        order = {Tone.STRENGTH: 0, Tone.PLAIN: 1, Tone.COST: 2, Tone.UNKNOWN: 3}
        return tuple(sorted((line for line in self.lines if line.finding), key=lambda line: order[line.tone]))

    @property
    def next_steps(self) -> tuple[AnswerLine, ...]:
        """The answers with the most to gain from their next better one; one, or two if the section has few findings."""
        found = sorted(
            (line for line in self.lines if line.step_points and line.better), key=lambda line: line.loss, reverse=True
        )
        return tuple(found[: 1 if len(self.findings) > FEW else 2])


@dataclass(frozen=True, slots=True)
class Held:
    """A gate that holds back the verdict, with the owner's answer that closed it, and what to do about it."""

    id: str
    title: str
    text: str
    quote: Quote
    step: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a verdict still needs: `code` is a measure, or "question" with the question's text and section."""

    code: str
    question: str
    section: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The questionnaire's reply to an objection the owner ticked; its words are the source's `claim`."""

    objection: str
    answer: Source


@dataclass(frozen=True, slots=True)
class Moment:
    """Readiness and strain, of 100, of one attempt; `date` is the ISO date of submitting."""

    date: str
    readiness: int
    strain: int
