"""What a score says: frozen values, their rounding, and their way to JSON and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import floor
from typing import Any

from questions.core.question import Measure

ENOUGH_IN_SECTION = 0.60
# Counts up when a stored scorecard holds something else; stored before there was a number means 1. `from_json` reads
# each there has been, and queries that look into one (`scorecard__…`) have to know them too.
SCHEMA = 1
# Sums of weights and points carry rounding errors far below this; a completeness of 0.8 must not fail as 0.7999….
TINY = 1e-9


class Response(StrEnum):
    ANSWERED = "answered"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"
    MISSING = "missing"


class Verdict(StrEnum):
    """What may be said: too little is known, a gate holds, or the score speaks."""

    INCOMPLETE = "incomplete"
    HELD = "held"
    COMPOSED = "composed"


def whole(share: float) -> int:
    """Turn a share of 1 into whole points of 100, half up (Python's `round` would make 34.5 a 34)."""
    return floor(100 * share + 0.5 + TINY)


@dataclass(frozen=True, slots=True)
class Scored:
    """What one scored question brings; `points` is 0 to 4, None unless answered."""

    question: str
    measure: Measure
    weight: float
    response: Response
    points: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """A mean with its bounds, all shares of 1 and unrounded; `value` is None where nothing is known.

    `low` and `high` take every unknown at worst and at best. `completeness` is answered weight over applicable
    weight, None where nothing applies.
    """

    value: float | None
    low: float
    high: float
    completeness: float | None

    @property
    def points(self) -> int | None:
        """The value in whole points of 100."""
        return None if self.value is None else whole(self.value)

    @property
    def interval(self) -> tuple[int, int]:
        """The bounds in whole points of 100."""
        return whole(self.low), whole(self.high)

    @property
    def known(self) -> int | None:
        """Completeness in whole percent, rounded down: 79.9 % is not yet 80 %."""
        return None if self.completeness is None else floor(100 * self.completeness + TINY)

    def enough(self, least: float) -> bool:
        """Whether enough is known to speak of it; a measure that asks nothing needs nothing."""
        return self.completeness is None or self.completeness >= least - TINY


@dataclass(frozen=True, slots=True)
class SectionScore:
    """A section's readiness from its `questions`.

    `earned` of `possible` are weighted points of what was answered; `unknown` and `excluded` are weights.
    """

    section: str
    weight: float
    questions: tuple[str, ...]
    score: Score
    earned: float
    possible: float
    unknown: float
    excluded: float

    @property
    def points(self) -> int | None:
        """Whole points of 100, or None where there are not enough answers to give a number."""
        return self.score.points if self.score.enough(ENOUGH_IN_SECTION) else None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a number stands among cuts, by their ids.

    `id` is None where no number can be given; `span` holds every place the interval reaches; `line` the two sides of
    a cut that is at most one point away.
    """

    id: str | None
    span: tuple[str, ...]
    line: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything the score of one set of answers says, in numbers and ids.

    `gates` hold the verdict; `closed` are these and those that would hold from a higher stage on.
    """

    readiness: Score
    strain: Score
    commitment: Score
    sections: tuple[SectionScore, ...]
    scored: tuple[Scored, ...]
    goal: str | None
    stage: Placement
    stage_by_score: str | None
    band: Placement
    commitment_band: Placement
    gates: tuple[str, ...]
    closed: tuple[str, ...]
    verdict: Verdict
    missing: tuple[str, ...]

    @property
    def weakest(self) -> SectionScore | None:
        """The section that counts and has the fewest points, the first of several; None where none has any."""
        counted = [each for each in self.sections if each.weight and each.points is not None]
        return min(counted, key=lambda each: each.points or 0, default=None)

    def as_json(self) -> dict[str, Any]:
        """Everything, unrounded, in what JSON can hold; `from_json` gives the same scorecard again."""
        return asdict(self)

    def stored(self) -> dict[str, Any]:
        """As it is kept with an assessment: `as_json` with the number of its schema."""
        return {"schema": SCHEMA, **self.as_json()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Scorecard:
        """Read what `as_json` or `stored` wrote, also after a way through JSON; ValueError for a schema to come."""
        if (schema := data.get("schema", 1)) != SCHEMA:
            raise ValueError(f"the scorecard has schema {schema}, and this version of the program reads {SCHEMA}")
        return cls(
            readiness=Score(**data["readiness"]),
            strain=Score(**data["strain"]),
            commitment=Score(**data["commitment"]),
            sections=tuple(_section(each) for each in data["sections"]),
            scored=tuple(
                Scored(**each | {"measure": Measure(each["measure"]), "response": Response(each["response"])})
                for each in data["scored"]
            ),
            goal=data["goal"],
            stage=_placement(data["stage"]),
            stage_by_score=data["stage_by_score"],
            band=_placement(data["band"]),
            commitment_band=_placement(data["commitment_band"]),
            gates=tuple(data["gates"]),
            closed=tuple(data["closed"]),
            verdict=Verdict(data["verdict"]),
            missing=tuple(data["missing"]),
        )


def section_points(stored: Iterable[dict[str, Any]]) -> dict[str, int | None]:
    """The points of each section by id, from what `as_json` has under `sections`."""
    return {each.section: each.points for each in map(_section, stored)}


def _section(data: dict[str, Any]) -> SectionScore:
    return SectionScore(**data | {"score": Score(**data["score"]), "questions": tuple(data["questions"])})


def _placement(data: dict[str, Any]) -> Placement:
    return Placement(data["id"], tuple(data["span"]), tuple(data["line"]))
