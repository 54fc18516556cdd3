"""Other answers tried out: read from an address, worked out, and stored nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer, Question
from questions.core.questionnaire import Section
from questions.core.scoring import score
from questions.forms import SectionForm
from questions.models.assessment import Assessment
from reports.core.answers import AnswerLine
from reports.core.report import Report, build_report


@dataclass(frozen=True, slots=True)
class Tried:
    """One question on the page: the owner's own answer, what was typed in its place, and how that was read."""

    question: Question
    line: AnswerLine
    typed: str
    understood: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """The questions on the page; `changed` is the result with what was typed, None if nothing was, or it is wrong."""

    tried: tuple[Tried, ...]
    changed: Report | None

    @property
    def wrong(self) -> tuple[Tried, ...]:
        return tuple(each for each in self.tried if each.error)


def try_out(assessment: Assessment, report: Report, names: Sequence[str], typed: Sequence[str]) -> Trial:
    """Try `typed` as answers to the questions `names`, as many as there are; a blank one leaves the owner's own.

    Without a scored question among them, the page has the three answers that would move the result most.
    """
    questions = assessment.worded.question
    lines = {line.id: line for line in report.lines}
    given = {
        name: (answer or "").replace("\0", "").strip()
        for name, answer in reversed([*zip_longest(names, typed[: len(names)])])
        if name in lines and questions[name].scored
    }
    if not given:
        given = dict.fromkeys([line.id for line in report.movers][::-1], "")
    ordered = [*given][::-1]
    sent = {name: given[name] for name in ordered if given[name]}
    form = SectionForm(Section("", "", "", 0, tuple(questions[name] for name in sent)), assessment.responses, sent)
    valid = form.is_valid()
    tried = tuple(
        Tried(
            questions[name],
            lines[name],
            sent.get(name) or _own(assessment.responses.get(name)),
            form.understood(questions[name]) if name in sent else "",
            str((form.errors.get(name) or [""])[0]),
        )
        for name in ordered
    )
    if not sent or not valid:
        return Trial(tried, None)
    answers = {**assessment.responses, **{name: each for name, each in form.changes.items() if each is not None}}
    asked = assessment.worded
    changed = build_report(asked, answers, score(asked, answers), shop=report.shop, date=report.date)
    return Trial(tried, changed)


def _own(answer: Answer | None) -> str:
    """Return an answer as the field holds it; empty for "I don't know" and "doesn't apply"."""
    return "" if answer in (None, UNKNOWN, NOT_APPLICABLE) else str(answer)
