"""What others said beside a result, as plain values for its report: no question, no row, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opinions.core.beside import Pair, View
from opinions.core.customers import Counted
from questions.core.question import UNKNOWN, Answer, Question


@dataclass(frozen=True, slots=True)
class Said:
    """Two answers to one question in words, each with 0 to 4 points; "" for "I don't know", None for no answer."""

    text: str
    own: str | None
    other: str | None
    own_points: float | None
    other_points: float | None
    view: View | None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone asked by name; `role` is a code, `day` the ISO date of the answers, the largest difference first."""

    name: str
    role: str
    day: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Customers:
    """What customers said; `own` has the owner's answer that each count stands beside, in words."""

    asked: int
    replied: int
    counted: tuple[Counted, ...]
    own: tuple[str, ...]
    comments: tuple[str, ...]

    @property
    def lines(self) -> tuple[tuple[Counted, str], ...]:
        return tuple(zip(self.counted, self.own, strict=True))


@dataclass(frozen=True, slots=True)
class TeamLine:
    text: str
    strength: int
    problem: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Team:
    """What may be shown of a team's replies, the question most see a problem in first."""

    number: int
    lines: tuple[TeamLine, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """Twelve questions answered twice; `day` is the ISO date of the second time."""

    day: str
    same: int
    compared: int
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything that stands beside one result; `invented` for an example shop's."""

    named: tuple[Person, ...] = ()
    customers: Customers | None = None
    team: Team | None = None
    again: Again | None = None
    invented: bool = False


def said(pairs: Iterable[Pair]) -> tuple[Said, ...]:
    return tuple(
        Said(
            each.question.text,
            words(each.question, each.own),
            words(each.question, each.other),
            each.own_points,
            each.other_points,
            each.view,
        )
        for each in pairs
    )


def words(question: Question, answer: Answer | None) -> str | None:
    if answer is None:
        return None
    return "" if answer == UNKNOWN else question.words(answer)
