"""Medians of repeated runs, and a fixed loop to compare machines by."""

from __future__ import annotations

import gc
import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

Clock = Callable[[], float]


def medians(runs: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Seconds each of these takes, the median of so many; by turns, so that a busy moment meets all of them."""
    return {name: took for name, (took,) in by_clocks(runs, times, [perf_counter]).items()}


def by_clocks(
    runs: Mapping[str, Callable[[], object]], times: int, clocks: Sequence[Clock]
) -> dict[str, tuple[float, ...]]:
    """The same by several clocks at once."""
    found: dict[str, list[list[float]]] = {name: [] for name in runs}
    for turn in range(times + 1):
        for name, run in runs.items():
            gc.collect()  # nobody pays for what another left behind
            starts = [clock() for clock in clocks]
            run()
            took = [clock() - start for clock, start in zip(clocks, starts, strict=True)]
            if turn:  # the first does not count
                found[name].append(took)
    return {name: tuple(median(each) for each in zip(*took, strict=True)) for name, took in found.items()}


def family_time() -> float:
    """Seconds of CPU this process and all that it started have used, such as a browser; Linux only."""
    return process_time() + time_below(os.getpid())


def time_below(parent: int) -> float:
    """Seconds of CPU that the processes below this one have used, those that have ended left out."""
    used = 0
    for process in below(parent):
        with suppress(OSError):  # it has ended
            used += sum(map(int, _fields(Path(f"/proc/{process}"))[11:15]))
    return used / os.sysconf("SC_CLK_TCK")


def below(parent: int) -> list[str]:
    """The processes that this one has started, and that those have."""
    children = defaultdict(list)
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended
            children[_fields(process)[1]].append(process.name)
    found = [str(parent)]
    for each in found:  # which grows meanwhile
        found += children[each]
    return found[1:]


def _fields(process: Path) -> list[str]:
    """What the kernel tells of a process, after its name."""
    return (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


def reference() -> int:
    """Ten thousand steps of plain Python: what the speed of this machine is told by."""
    total = 0
    for number in range(10_000):
        total = (total * 31 + number) % 65_521
    return total
