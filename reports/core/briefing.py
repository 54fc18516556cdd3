"""What the consultant reads besides the report: what hurts, what holds, what to ask about, and the time taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from questions.core.differences import comparable
from questions.core.question import GOOD_POINTS, Answers
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Response, Scorecard
from reports.core.answers import AnswerLine
from reports.core.ordering import costs
from reports.core.report import Report

FEW = 3  # facts of a kind
FELL = 2  # points of 4 that an answer has lost since last time, to be asked about
PAUSE = timedelta(minutes=10)  # a longer gap means the owner was doing something else


class Why(StrEnum):
    """Why something is worth asking about, most pressing first."""

    NEW = "new"  # answers that contradict each other, and didn't last time
    CONTRADICTS = "contradicts"
    AGAIN = "again"  # unknown, as it was last time
    WORSE = "worse"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ToAsk:
    """`lines` are the answers it is about; `times` is how many times in a row one was unknown, `was` one before."""

    why: Why
    text: str
    lines: tuple[AnswerLine, ...]
    times: int = 1
    was: AnswerLine | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """The attempt before; `unknown` has what was unknown in it and in each one before that, the latest first."""

    questionnaire: Questionnaire
    answers: Answers
    report: Report
    unknown: Sequence[frozenset[str]]


def hurting(questionnaire: Questionnaire, answers: Answers, report: Report) -> tuple[str, ...]:
    """Return what costs this shop most, in a few words each; where a version has no such words, its findings."""
    if questionnaire.verdict.telling is None:
        return tuple(line.finding for line in report.costs[:FEW])
    facts = (questionnaire.question[name].fact(answers[name]) for name in costs(report.card))
    return tuple(fact for fact in facts if fact)[:FEW]


def holding(questionnaire: Questionnaire, answers: Answers, report: Report) -> tuple[str, ...]:
    """Return what the shop can build on, what the report names first; not what other answers contradict."""
    if questionnaire.verdict.telling is None:
        return tuple(line.finding for line in report.strengths[:FEW])
    spoken = report.composed.spoken if report.composed else None
    good = [item for item in report.card.scored if item.points is not None and item.points >= GOOD_POINTS]
    good.sort(key=lambda item: item.weight * (item.points or 0), reverse=True)
    found = [questionnaire.question[item.question].strength(answers[item.question]) for item in good]
    said = [spoken.going] if spoken else []
    asked = {each.question for doubt in questionnaire.contradicted(answers) for each in doubt.conditions}
    doubtful = {questionnaire.question[name].strength(answers[name]) for name in asked if name in answers}
    return tuple(dict.fromkeys(each for each in (*said, *found) if each and each not in doubtful))[:FEW]


def unknown_in(card: Scorecard) -> frozenset[str]:
    return frozenset(item.question for item in card.scored if item.response is Response.UNKNOWN)


def to_ask(
    questionnaire: Questionnaire, answers: Answers, report: Report, before: Before | None = None
) -> tuple[ToAsk, ...]:
    """Return what is worth asking about, most pressing first."""
    every = list(Why)
    found = [
        *_contradictions(questionnaire, answers, report, before),
        *_unknown(questionnaire, report, before),
        *(_worse(questionnaire, report, before) if before else ()),
    ]
    return tuple(sorted(found, key=lambda each: (every.index(each.why), -each.times)))


def _contradictions(
    questionnaire: Questionnaire, answers: Answers, report: Report, before: Before | None
) -> Iterator[ToAsk]:
    lines = {line.id: line for line in report.lines}
    known = {each.id for each in before.questionnaire.contradicted(before.answers)} if before else None
    for each in questionnaire.contradicted(answers):
        new = known is not None and each.id not in known
        about = tuple(lines[condition.question] for condition in each.conditions)
        yield ToAsk(Why.NEW if new else Why.CONTRADICTS, each.text, about)


def _unknown(questionnaire: Questionnaire, report: Report, before: Before | None) -> Iterator[ToAsk]:
    for line in report.lines:
        if line.response is Response.UNKNOWN:
            times = 1 + _in_a_row(line.id, before.unknown if before and _same(questionnaire, before, line.id) else ())
            yield ToAsk(Why.AGAIN if times > 1 else Why.UNKNOWN, line.text, (line,), times)


def _in_a_row(question: str, earlier: Sequence[frozenset[str]]) -> int:
    for number, names in enumerate(earlier):
        if question not in names:
            return number
    return len(earlier)


def _worse(questionnaire: Questionnaire, report: Report, before: Before) -> Iterator[ToAsk]:
    then = {line.id: line for line in before.report.lines}
    for line in report.lines:
        was = then.get(line.id)
        if was is None or was.points is None or line.points is None or not _same(questionnaire, before, line.id):
            continue
        if was.points - line.points >= FELL:
            yield ToAsk(Why.WORSE, line.text, (line,), was=was)


def _same(questionnaire: Questionnaire, before: Before, name: str) -> bool:
    then = before.questionnaire.question.get(name)
    return then is not None and comparable(then, questionnaire.question[name])


def minutes_taken(moments: Iterable[datetime]) -> int:
    """Return the minutes between answers given at these moments, without the pauses; 0 if that can't be said."""
    gaps = [after - before for before, after in pairwise(sorted(moments))]
    return round(sum((gap for gap in gaps if gap < PAUSE), timedelta()) / timedelta(minutes=1))
