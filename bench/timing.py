"""Medians of repeated runs, and a fixed loop to compare machines by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter


def medians(runs: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Seconds each of these takes, the median of so many; by turns, so that a busy moment meets all of them."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(times + 1):
        for name, run in runs.items():
            start = perf_counter()
            run()
            if turn:  # the first does not count
                found[name].append(perf_counter() - start)
    return {name: median(each) for name, each in found.items()}


def reference() -> int:
    """Ten thousand steps of plain Python: what the speed of this machine is told by."""
    total = 0
    for number in range(10_000):
        total = (total * 31 + number) % 65_521
    return total
