"""The result of scoring as frozen values, with their rounding and their JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import floor
from typing import Any

from questions.core.question import Measure

ENOUGH_IN_SECTION = 0.60
# Increase it when stored scorecards change; one without a number has schema 1. `from_json` reads every schema so far,
# and queries that look into one (`scorecard__…`) have to know them too.
SCHEMA = 1
# Sums of weights and points have rounding errors far below this; a completeness of 0.8 must not fail as 0.7999….
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
    """Convert a share of 1 to whole points of 100, half up (Python's `round` would make 34.5 a 34)."""
    return floor(100 * share + 0.5 + TINY)


@dataclass(frozen=True, slots=True)
class Scored:
    """The part of one scored question; `points` is 0 to 4, None unless answered."""

    question: str
    measure: Measure
    weight: float
    response: Response
    points: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """A mean with its bounds, all unrounded shares of 1; `value` is None if nothing is known.

    `low` and `high` take every unknown at its worst and at its best. `completeness` is answered weight over applicable
    weight, None if nothing applies.
    """

    value: float | None
    low: float
    high: float
    completeness: float | None

    @property
    def points(self) -> int | None:
        """The value in whole points of 100; None if nothing is known."""
        return None if self.value is None else whole(self.value)

    @property
    def interval(self) -> tuple[int, int]:
        """The bounds in whole points of 100."""
        return whole(self.low), whole(self.high)

    @property
    def known(self) -> int | None:
        """Completeness in whole percent, rounded down: 79.9% is not yet 80%. None if nothing applies."""
        return None if self.completeness is None else floor(100 * self.completeness + TINY)

    def enough(self, least: float) -> bool:
        """Whether at least this share is known; always true for a measure to which nothing applies."""
        return self.completeness is None or self.completeness >= least - TINY


@dataclass(frozen=True, slots=True)
class SectionScore:
    """The readiness of a section from its `questions`.

    `earned` of `possible` are weighted points of the answered ones; `unknown` and `excluded` are weights.
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
        """Whole points of 100; None if there are not enough answers for a number."""
        return self.score.points if self.score.enough(ENOUGH_IN_SECTION) else None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a number falls among cuts, by their ids.

    `id` is None if there is no number; `span` has every cut the interval reaches; `line` the two sides of a cut that is
    at most one point away.
    """

    id: str | None
    span: tuple[str, ...]
    line: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything the score of one set of answers says, in numbers and ids.

    `gates` hold back the verdict; `closed` also has those that would hold from a higher stage on.
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

    def score(self, measure: Measure) -> Score:
        return {
            Measure.READINESS: self.readiness,
            Measure.STRAIN: self.strain,
            Measure.COMMITMENT: self.commitment,
        }[measure]

    @property
    def weakest(self) -> SectionScore | None:
        """The section with weight and the fewest points, the first of several; None if none has points."""
        counted = [each for each in self.sections if each.weight and each.points is not None]
        return min(counted, key=lambda each: each.points or 0, default=None)

    def as_json(self) -> dict[str, Any]:
        """Return everything, unrounded, as JSON types; `from_json` restores the same scorecard."""
        return asdict(self)

    def stored(self) -> dict[str, Any]:
        """Return `as_json` with its schema number, as stored with an assessment."""
        return {"schema": SCHEMA, **self.as_json()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Scorecard:
        """Read what `as_json` or `stored` wrote, also after a trip through JSON; ValueError for a newer schema."""
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
    """Return each section's points by id, from the `sections` that `as_json` wrote."""
    return {each.section: each.points for each in map(_section, stored)}


def _section(data: dict[str, Any]) -> SectionScore:
    return SectionScore(**data | {"score": Score(**data["score"]), "questions": tuple(data["questions"])})


def _placement(data: dict[str, Any]) -> Placement:
    return Placement(data["id"], tuple(data["span"]), tuple(data["line"]))
