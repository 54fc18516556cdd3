"""Which numbers an option stands for, by its points; read from the content next to each version."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

SHOP_DAY = "shop day"


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from `low` to `high`, both included, that options with so many points stand for."""

    points: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scale:
    """How one question is compared; `least` is a distance in the measure's unit, or with `least_of_n` a count.

    `counting` is empty if the version counts as the latest does. Without `ranges`, the question has its own knots.
    """

    question: str
    least: float
    least_of_n: bool
    counting: str
    ranges: tuple[Range, ...]

    def distance(self, n: int) -> float:
        """Return the least distance for a measure of `n`; with `least_of_n`, as a percentage of n."""
        return 100 * self.least / n if self.least_of_n else self.least

    def holding(self, number: float) -> Range:
        return next(each for each in self.ranges if number <= each.high)

    def of_points(self, points: float) -> Range:
        """Return the range for an option's points; raise StopIteration if the content has none."""
        return next(each for each in self.ranges if each.points == points)


def read_scales(path: Path, *, shop_day: float) -> Mapping[str, Scale]:
    """Read the scales of one version by question; `shop_day` is in minutes. A short shop day never reverses a range."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {each["id"]: _scale(each, shop_day) for each in data["questions"]}


def _scale(table: Mapping[str, Any], shop_day: float) -> Scale:
    ranges: list[Range] = []
    for each in table.get("ranges", []):
        low, high = (shop_day if end == SHOP_DAY else end for end in (each["from"], each.get("to", inf)))
        floor = ranges[-1].high if ranges else low
        ranges.append(Range(each["points"], max(low, floor) if each["from"] == SHOP_DAY else low, max(low, high)))
    return Scale(
        question=table["id"],
        least=table["least"],
        least_of_n=table.get("least-of-n", False),
        counting=table.get("counting", ""),
        ranges=tuple(ranges),
    )
