"""Correlations and agreement, by SciPy and scikit-learn: an extra that most sites don't install."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, sqrt
from statistics import stdev

from scipy.stats import pearsonr, spearmanr
from sklearn.metrics import cohen_kappa_score

from norms.core.items import LEAST
from questions.core.question import MOST_POINTS

CLOSE = 0.8  # from which two questions may ask the same


@dataclass(frozen=True, slots=True)
class Correlation:
    """`low` and `high` are the ends of the 95% interval."""

    value: float
    low: float
    high: float
    number: int


def item_rest(item: Sequence[float], rest: Sequence[float], *, least: int = LEAST) -> Correlation | None:
    """Return Pearson's r with Fisher's interval; None for fewer than `least`, or where one of them never differs."""
    if not _tells(item, rest, least):
        return None
    found = pearsonr(item, rest)
    ends = found.confidence_interval(0.95)
    return Correlation(float(found.statistic), float(ends.low), float(ends.high), len(item))


def rank_correlation(one: Sequence[float], other: Sequence[float], *, least: int = LEAST) -> float | None:
    """Return Spearman's rank correlation; None as above."""
    return float(spearmanr(one, other).statistic) if _tells(one, other, least) else None


def weighted_kappa(first: Sequence[float], second: Sequence[float], *, least: int = LEAST) -> float | None:
    """Return Cohen's kappa with quadratic weights over whole points, half up; None as above."""
    if not _tells(first, second, least):
        return None
    levels = [[floor(each + 0.5) for each in points] for points in (first, second)]
    return float(cohen_kappa_score(*levels, weights="quadratic", labels=range(MOST_POINTS + 1)))


def measurement_error(first: Sequence[float], second: Sequence[float], *, least: int = LEAST) -> float | None:
    """Return the standard error of measurement, from how far both times differ; None for fewer than `least`."""
    if len(first) < least:
        return None
    return stdev(b - a for a, b in zip(first, second, strict=True)) / sqrt(2)


def _tells(one: Sequence[float], other: Sequence[float], least: int) -> bool:
    return len(one) >= least and len(set(one)) > 1 and len(set(other)) > 1
