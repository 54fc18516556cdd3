"""What is kept of a file: settings, counts and measures, as numbers and codes; no cell, no heading, no name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from itertools import pairwise
from typing import Any, Self

INVENTED = "invented"  # among the settings of an example shop's record
READER = 1  # counts up when the same file would be read or measured differently


@dataclass(frozen=True, slots=True)
class Row:
    """One measure next to its answer. `lo`, `hi` and `n` are counted as the questionnaire's version asks.

    `status`, `side`, `outcome` and `reason` are codes, empty for none; `fields` belong to the reason. `said` is the
    answer in words, empty without one, `said_at` its place on `axis`, the question's own steps with the best first.
    `counting` is how an earlier version counts, empty for the latest.
    `use` is an answer that the tickets suggest, None if they suggest no single one.
    """

    measure: str
    status: str
    lo: float | None = None
    hi: float | None = None
    n: int | None = None
    side: str = ""
    outcome: str = ""
    reason: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    detail: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""
    unknown: bool = False
    said_at: float | None = None
    said_number: int | None = None
    axis: tuple[float, ...] = ()
    counting: str = ""
    use: str | int | None = None

    @property
    def differs(self) -> bool:
        return self.outcome in ("more", "fewer")


@dataclass(frozen=True, slots=True)
class Kept:
    """One file's record. Days are ISO dates; `grid` counts tickets by weekday and hour, empty without a picture.

    `roles` are those found. `window` is the first and last day of the four weeks, empty days if nothing was measured.
    """

    preset: str
    roles: tuple[str, ...]
    settings: Mapping[str, Any]
    holidays: str
    counts: Mapping[str, int]
    uploaded: str
    first: str
    last: str
    window: tuple[str, str]
    rows: tuple[Row, ...]
    grid: tuple[tuple[int, ...], ...] = ()
    reader: int = READER

    @property
    def invented(self) -> bool:
        return bool(self.settings.get(INVENTED))

    @property
    def compared(self) -> tuple[Row, ...]:
        """The rows with an outcome, or that could be compared had the owner known."""
        return tuple(row for row in self.rows if row.outcome or (row.unknown and row.status == "compared"))

    @property
    def differing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.differs)

    @property
    def outcomes(self) -> int:
        """How many answers were compared."""
        return sum(bool(row.outcome) for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return what `as_json` was made from; keys of a later version are left out."""
        known = {each.name for each in fields(cls)}
        found = {name: value for name, value in data.items() if name in known}
        found["rows"] = tuple(_row(each) for each in data["rows"])
        found["grid"] = tuple(tuple(each) for each in data["grid"])
        found["roles"], found["window"] = tuple(data["roles"]), tuple(data["window"])
        return cls(**found)


def _row(data: Mapping[str, Any]) -> Row:
    known = {each.name for each in fields(Row)}
    found = {name: value for name, value in data.items() if name in known}
    return Row(**found | {"axis": tuple(data.get("axis", ()))})


def place(axis: tuple[float, ...], number: float) -> float:
    """Return where a number is on an axis of equal steps, from 0 to 1; beyond the ends it is at the end."""
    steps = len(axis) - 1
    if number <= axis[0]:
        return 0.0
    for at, (low, high) in enumerate(pairwise(axis)):
        if number <= high:
            return (at + (number - low) / (high - low)) / steps
    return 1.0
