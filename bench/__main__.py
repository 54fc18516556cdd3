"""Every figure of docs/performance.md, each beside a floor or peer of the same run.

python -m bench [--quick] [--sqlite | --postgresql] [part ...]
"""

from __future__ import annotations

import os
import platform
import sys
from time import perf_counter

from bench import pages, visitors
from bench.table import shown

ENGINES = ("sqlite", "postgresql")
ON_BOTH = {"pages": pages.lines, "visitors": visitors.lines}


def main() -> None:
    quick = "--quick" in sys.argv
    engines = [each for each in ENGINES if f"--{each}" in sys.argv] or ENGINES
    wanted = [each for each in sys.argv[1:] if not each.startswith("--")] or list(ON_BOTH)
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {os.getloadavg()[0]:.1f} processes at work before"
    )
    for name in wanted:
        for engine in engines:
            begun = perf_counter()
            print(f"\n{name}, {engine}\n")
            print(shown(ON_BOTH[name](engine, quick=quick)), flush=True)
            print(f"\n{perf_counter() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
