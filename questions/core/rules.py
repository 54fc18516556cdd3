"""What a questionnaire may set about scoring, steps and sums; the defaults are those of 2026.1 and 2026.2.

A new rule is a field here, with the old behavior as its default, and one place that uses it. Its key in the files is
the field's name with hyphens.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from questions.core.question import Measure
from questions.core.tables import Table

T = TypeVar("T")
ALL = 100  # percent


@dataclass(frozen=True, slots=True)
class Rules:
    """`…_needed` is the percent of each measure that must be known for a verdict.

    A report proposes at most `most_steps`, of which the first `steps_this_week` are for this week, or `few_steps` if
    the owner works alone or has little time.

    `every_level`: every answer has a finding, every step its first 15 minutes. `gates_of_goal`: only questions of gates
    that can hold for the owner's goal must be answered. `numbers_when_known`: a measure has its number if enough of it
    is known, whatever else is missing. `ordered_steps`: page, document and plan list steps in the same order.
    `most_span` is how many stages or bands an uncertain result may name, 0 for any number.
    """

    readiness_needed: int = 80
    strain_needed: int = 80
    commitment_needed: int = 60
    most_steps: int = 9
    steps_this_week: int = 3
    few_steps: int = 9
    every_level: bool = False
    gates_of_goal: bool = False
    numbers_when_known: bool = False
    ordered_steps: bool = False
    most_span: int = 0

    def needed(self, measure: Measure) -> int:
        """Return the percent of a measure that must be known for a verdict."""
        percent: int = getattr(self, f"{measure.value}_needed")
        return percent

    def faults(self) -> Iterator[tuple[str, str]]:
        for measure in Measure:
            if not 0 <= self.needed(measure) <= ALL:
                yield f"{measure.value}-needed", "must be a percentage from 0 to 100"
        if not 0 < self.steps_this_week <= self.most_steps:
            yield "steps-this-week", "must be at least 1 and at most most-steps"
        if self.ordered_steps and not 0 < self.few_steps <= self.most_steps:
            yield "few-steps", "must be at least 1 and at most most-steps"
        if self.ordered_steps and not self.every_level:
            yield "ordered-steps", "needs every-level, which says by when each action can be done"
        if self.most_span < 0:
            yield "most-span", "must not be below 0"


@dataclass(frozen=True, slots=True)
class Sums:
    """The ids of the questions that the money view takes its numbers from, and what it assumes.

    `uncharged` is the share of the hourly rate that after-hours work leaves uncharged, by the answer to `price`, and
    `least_uncharged` the least share where it is a range. `least_billable` to `most_billable` percent of extra hours
    could be billed. If `rounded`, sums are given in two digits.
    """

    hours: str = "hours-worked"
    rate: str = "hourly-rate"
    calls: str = "after-hours-calls"
    price: str = "after-hours-price"
    revenue: str = "yearly-revenue"
    managed: str = "managed-share"
    resale: str = "resale-share"
    biggest: str = "biggest-customer"
    people: str = "billable-techs"
    earlier: str = "revenue-two-years-ago"
    currency: str = "currency"
    weeks: int = 48
    full_week: int = 40
    least_hours_a_call: float = 0.5
    most_hours_a_call: float = 1.5
    uncharged: tuple[tuple[str, float], ...] = (("nothing", 1.5), ("usual-rate", 0.5))
    least_uncharged: tuple[tuple[str, float], ...] = ()
    least_billable: int = ALL
    most_billable: int = ALL
    rounded: bool = False

    def faults(self) -> Iterator[tuple[str, str]]:
        if self.weeks <= 0:
            yield "weeks", "must be above 0"
        if self.full_week < 0:
            yield "full-week", "must not be below 0"
        if not 0 <= self.least_hours_a_call <= self.most_hours_a_call:
            yield "least-hours-a-call", "must be at least 0 and at most most-hours-a-call"
        if any(share < 0 for _, share in self.uncharged):
            yield "uncharged", "a share must not be below 0"
        most = dict(self.uncharged)
        if any(not 0 <= share <= most.get(option, 0) for option, share in self.least_uncharged):
            yield "least-uncharged", "must be at least 0 and at most the share in uncharged"
        if not 0 <= self.least_billable <= self.most_billable <= ALL:
            yield "least-billable", "must be at least 0 and at most most-billable, a percentage"


NUMBERS = (
    "hours",
    "rate",
    "calls",
    "revenue",
    "managed",
    "resale",
    "biggest",
    "people",
    "earlier",
)  # fields of Sums for number questions
CHOICES = ("price", "currency")


def read(table: Table, kind: type[T]) -> T:
    """Read Rules or Sums from a table that names some of their keys; the others keep their defaults."""
    found: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]  # both are dataclasses
        key, default = field.name.replace("_", "-"), field.default
        if key not in table:
            continue
        if isinstance(default, tuple):
            inner = table.table(key)
            found[field.name] = tuple((name, inner.number(name)) for name in list(inner.left))
        elif isinstance(default, bool):
            found[field.name] = table.flag(key)
        elif isinstance(default, str):
            found[field.name] = table.slug(key)
        else:
            found[field.name] = table.number(key) if isinstance(default, float) else table.whole(key)
    table.end()
    return kind(**found)
