"""Every figure of docs/performance.md, each beside a floor or peer of the same run.

python -m bench [--quick] [--sqlite | --postgresql] [part ...]
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from time import perf_counter

from bench import costs, growth, pages, report, visitors
from bench.sites import ENGINES
from bench.table import Line, shown

Part = Callable[..., list[Line]]
ON_BOTH: dict[str, Part] = {"pages": pages.lines, "visitors": visitors.lines, "costs": costs.lines}
ON_ONE: dict[str, tuple[str, Part]] = {"report": ("sqlite", report.lines), "growth": ("postgresql", growth.lines)}


def main() -> None:
    quick = "--quick" in sys.argv
    engines = [each for each in ENGINES if f"--{each}" in sys.argv] or ENGINES
    wanted = [each for each in sys.argv[1:] if not each.startswith("--")]
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {os.getloadavg()[0]:.1f} at work before we begin"
    )
    todo = [(name, engine, part) for name, part in ON_BOTH.items() for engine in engines]
    todo += [(name, engine, part) for name, (engine, part) in ON_ONE.items() if engine in engines]
    for name, engine, part in todo:
        if not wanted or name in wanted:
            begun = perf_counter()
            found = shown(part(engine, quick=quick))
            print(f"\n### {name.capitalize()}, {engine}\n\n{found}\n\n{perf_counter() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
