"""The medians of a consultant's shops by quarter, where enough of them have submitted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.utils import timezone

from clients.models.shops import Shop
from clients.viewers import Viewer
from desk.portfolio import scored_alike
from questions.core.scorecard import Verdict
from questions.library import asked_today
from questions.models.assessment import Assessment

ENOUGH = 3  # results, for a quarter to have a median
MOST = 8  # quarters, the last ones

Result = tuple[datetime, int, int]  # when it was submitted, its readiness and its strain


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of a year, 1 to 4, with the median of the `number` results submitted in it."""

    year: int
    quarter: int
    number: int
    readiness: int
    strain: int


def quarters_of(viewer: Viewer) -> list[Quarter]:
    """Return the last quarters, the oldest first, of the shops that `viewer` works for, in one query."""
    checksum = asked_today().checksum
    same = next((group for group in scored_alike() if checksum in group), [checksum])
    shops = Shop.objects.visible_to(viewer).filter(archived=None)
    rows = Assessment.objects.in_force().filter(shop__in=shops, checksum__in=same)
    rows = rows.exclude(verdict=Verdict.INCOMPLETE).filter(readiness__isnull=False, strain__isnull=False)
    return by_quarter(
        (timezone.localtime(submitted), readiness, strain)
        for submitted, readiness, strain in rows.values_list("submitted", "readiness", "strain")
        if submitted is not None and readiness is not None and strain is not None
    )


def by_quarter(results: Iterable[Result]) -> list[Quarter]:
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for submitted, readiness, strain in results:
        found.setdefault((submitted.year, (submitted.month + 2) // 3), []).append((readiness, strain))
    quarters = [
        Quarter(year, quarter, len(pairs), *(int(median(each) + 0.5) for each in zip(*pairs, strict=True)))
        for (year, quarter), pairs in sorted(found.items())
        if len(pairs) >= ENOUGH
    ]
    return quarters[-MOST:]
