"""Compares answer and file: the file counts only if even the nearer end of its range is a point and a minimum away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from evidence.core.measures.finding import Side

A_POINT = 1.0


class Outcome(StrEnum):
    MORE = "more"
    FEWER = "fewer"
    CLOSE = "close"
    NO_MORE = "no more"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: its points, and the lowest and highest number it may mean, equal for a single number."""

    points: float
    low: float
    high: float


def compare(
    said: Said, span: tuple[float, float], *, side: Side, points: Callable[[float], float], least: float
) -> Outcome:
    """Compare the span (lo, hi) with an answer; a higher count must never be worth more points."""
    lo, hi = span
    if said.points - points(lo) >= A_POINT and lo - said.high >= least:
        return Outcome.MORE
    if side is Side.BOTH and points(hi) - said.points >= A_POINT and said.low - hi >= least:
        return Outcome.FEWER
    if abs(points(lo) - said.points) < A_POINT and abs(points(hi) - said.points) < A_POINT:
        return Outcome.CLOSE
    if side is Side.MORE and hi <= said.high:
        return Outcome.NO_MORE
    return Outcome.BETWEEN
