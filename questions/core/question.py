"""One question as frozen values: its kind, its answers, what they earn and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from questions.core.filling import VALUE, fill
from questions.core.later import LATER

UNKNOWN = "unknown"
NOT_APPLICABLE = "n/a"
MOST_POINTS = 4
GOOD_POINTS = 3
TEXT_LIMIT = 1000

# An option id, a number, several option ids or a text; or UNKNOWN or NOT_APPLICABLE, which no option id may be.
Answer: TypeAlias = str | int | tuple[str, ...]
Answers: TypeAlias = Mapping[str, Answer]


class Kind(StrEnum):
    CHOICE = "choice"
    NUMBER = "number"
    CHOICES = "choices"
    TEXT = "text"


class Measure(StrEnum):
    READINESS = "readiness"
    STRAIN = "strain"
    COMMITMENT = "commitment"


class Effort(StrEnum):
    SMALL = "S"
    MEDIUM = "M"
    LARGE = "L"


class When(StrEnum):
    """When an action is due: this week, or within so many days."""

    WEEK = "week"
    DAYS_30 = "30"
    DAYS_60 = "60"
    DAYS_90 = "90"


class Trust(StrEnum):
    """How far a source can be trusted."""

    PRIMARY = "A"
    SURVEY = "B"
    EXPERT = "C"
    VENDOR = "D"
    UNSOURCED = "E"
    OURS = "inference"


class Problem(StrEnum):
    """Why a value cannot be an answer to a question."""

    NOT_AN_OPTION = "not-an-option"
    NOT_A_NUMBER = "not-a-number"
    NOT_A_TEXT = "not-a-text"
    OUT_OF_RANGE = "out-of-range"
    TOO_LONG = "too-long"
    NOT_OFFERED = "not-offered"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a threshold comes from; `claim` is what the source says, in our words."""

    claim: str
    name: str
    date: str
    trust: Trust
    url: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; `points` is 0 to 4, or None in a question that does not score.

    `reply` is what the report says to an owner who ticked it, with its source. `because`, `fact` and `keep` replace the
    question's own, see `Says`.
    """

    id: str
    text: str
    points: int | None = None
    finding: str = ""
    reply: Source | None = None
    because: str = ""
    fact: str = ""
    keep: str = ""


@dataclass(frozen=True, slots=True)
class Knot:
    """A corner of the line that turns a number into points."""

    at: int
    points: float


@dataclass(frozen=True, slots=True)
class Range:
    """What a number from `low` to `high`, both included, says about the shop."""

    low: int
    high: int
    finding: str


@dataclass(frozen=True, slots=True)
class Action:
    """What to do about a practice, a cost or a result.

    `first` takes 15 minutes, `steps` follow, `done` says what is true afterwards, `time` how long it takes in an
    owner's words. Older questionnaires have all of it in one text, `how`.
    """

    what: str
    why: str
    how: str
    effort: Effort
    when: When
    first: str = field(default="", metadata=LATER)
    steps: tuple[str, ...] = field(default=(), metadata=LATER)
    done: str = field(default="", metadata=LATER)
    time: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class Says:
    """A question in a few words, for places where its text is too long; {value} is the owner's number.

    `because` says why a step is there, from an answer below 3 points; `fact` what an answer costs; `missing` what is
    not there yet; `strength` what an answer worth 3 points or more has going for it, and `keep` how to keep it; `good`
    what good looks like.
    """

    because: str = ""
    fact: str = ""
    missing: str = ""
    strength: str = ""
    keep: str = ""
    good: str = ""


@dataclass(frozen=True)
class Question:
    """One question; `measure` is None if it feeds no score, `practices` are the questions behind an outcome.

    `text_other` is the wording for people other than the owner; `rater` marks a question that they can answer too. If
    `alone`, "doesn't apply" means that the owner works alone. For a goal in `unscored_goals` it feeds nothing. `origin`
    is the version it is in, `same_as` an earlier version whose question of this id asks the same in other words.
    """

    id: str
    kind: Kind
    text: str
    help: str
    why: str
    window: str = ""
    measure: Measure | None = None
    weight: float = 1.0
    result: bool = False
    options: tuple[Option, ...] = field(default=(), hash=False)
    knots: tuple[Knot, ...] = field(default=(), hash=False)
    unit: str = ""
    minimum: int = 0
    maximum: int = 0
    ranges: tuple[Range, ...] = field(default=(), hash=False)
    not_applicable: str = ""
    unknown: str = ""
    practices: tuple[str, ...] = ()
    action: Action | None = field(default=None, hash=False)
    sources: tuple[Source, ...] = field(default=(), hash=False)
    says: Says = field(default=Says(), hash=False)
    text_other: str = ""
    rater: bool = False
    alone: bool = False
    unscored_goals: tuple[str, ...] = ()
    same_as: str = ""
    origin: str = field(default="", compare=False)

    @property
    def scored(self) -> bool:
        return self.measure is not None

    @property
    def practice(self) -> bool:
        """Whether it asks about a thing to do, not an outcome or a cost; then it always has an action."""
        return self.measure is Measure.READINESS and not self.result

    @cached_property
    def option(self) -> Mapping[str, Option]:
        return {option.id: option for option in self.options}

    def for_others(self) -> Question:
        """Return it in the words for people other than the owner."""
        return replace(self, text=self.text_other) if self.text_other else self

    def problem(self, answer: Answer) -> Problem | None:
        """Return why `answer` cannot answer this question; None if it can."""
        if self.kind is Kind.TEXT:
            return _text_problem(answer)
        if answer in (UNKNOWN, NOT_APPLICABLE):
            offered = self.scored if answer == UNKNOWN else bool(self.not_applicable)
            return None if offered else Problem.NOT_OFFERED
        if self.kind is Kind.NUMBER:
            if not isinstance(answer, int) or isinstance(answer, bool):
                return Problem.NOT_A_NUMBER
            return None if self.minimum <= answer <= self.maximum else Problem.OUT_OF_RANGE
        several = answer if isinstance(answer, tuple) else (answer,)
        of_kind = isinstance(answer, tuple) == (self.kind is Kind.CHOICES) and len(set(several)) == len(several)
        return None if of_kind and set(several) <= set(self.option) else Problem.NOT_AN_OPTION

    def points(self, answer: Answer) -> float | None:
        """Return the 0 to 4 points an answer earns; None for one without points."""
        if not self.scored or answer in (UNKNOWN, NOT_APPLICABLE):
            return None
        if isinstance(answer, int):
            return points_between(self.knots, answer)
        points = self.option[answer].points if isinstance(answer, str) else None
        return None if points is None else float(points)

    def finding(self, answer: Answer) -> str:
        """Return what an answer says about the shop; empty if it says nothing."""
        if answer == UNKNOWN:
            return self.unknown
        if isinstance(answer, int):
            return _with(next((r.finding for r in self.ranges if r.low <= answer <= r.high), ""), answer)
        option = self._chosen(answer)
        return option.finding if option else ""

    def because(self, answer: Answer) -> str:
        """Return why a step follows from this answer; may be empty."""
        option = self._chosen(answer)
        return (option and option.because) or _with(self.says.because, answer)

    def fact(self, answer: Answer) -> str:
        """Return what this answer costs, in a few words with its number; may be empty."""
        option = self._chosen(answer)
        return (option and option.fact) or _with(self.says.fact, answer)

    def strength(self, answer: Answer) -> str:
        """Return what this answer, worth 3 points or more, has going for it."""
        return _with(self.says.strength, answer)

    def keep(self, answer: Answer) -> str:
        """Return how to keep what this answer, worth 3 points or more, has."""
        option = self._chosen(answer)
        return (option and option.keep) or _with(self.says.keep, answer)

    def _chosen(self, answer: Answer) -> Option | None:
        chosen = self.kind is Kind.CHOICE and isinstance(answer, str)
        return self.option.get(str(answer)) if chosen else None

    def words(self, answer: Answer | None) -> str:
        """Return an answer in words; empty for a gap and for "I don't know", which the page words itself."""
        if answer is None or (answer == UNKNOWN and self.kind is not Kind.TEXT):
            return ""
        if isinstance(answer, tuple):
            return "; ".join(self.option[each].text for each in answer)
        if isinstance(answer, int):
            return f"{answer} {self.unit}"
        if self.kind is Kind.TEXT:
            return answer
        return self.option[answer].text if answer in self.option else self.not_applicable


def _with(text: str, answer: Answer) -> str:
    """Fill in the owner's number, if the answer is one; else return the text unchanged."""
    return fill(text, {VALUE: answer}) if isinstance(answer, int) and "{" in text else text


def _text_problem(answer: Answer) -> Problem | None:
    if not isinstance(answer, str):
        return Problem.NOT_A_TEXT
    return None if len(answer) <= TEXT_LIMIT else Problem.TOO_LONG


def points_between(knots: tuple[Knot, ...], number: float) -> float:
    """Return the points at `number` on the line through the knots, sorted by `at`; flat outside them."""
    if number <= knots[0].at:
        return knots[0].points
    for left, right in pairwise(knots):
        if number <= right.at:
            share = (number - left.at) / (right.at - left.at)
            return left.points + share * (right.points - left.points)
    return knots[-1].points
