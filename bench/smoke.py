"""Compares ratios of the main pages, by CPU time, with those in bench/ratios.json: `script/bench-smoke [--keep]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench import pages

KEPT = Path(__file__).with_name("ratios.json")
MOVED = 0.15


def main() -> int:
    """Print each ratio beside the kept one; return 1 if any has moved."""
    before: dict[str, float] = json.loads(KEPT.read_text(encoding="utf-8"))
    now = {line.what.partition(",")[0]: line.by_cpu or 0 for line in pages.lines("sqlite", quick=True)}
    moved = {name for name, ratio in now.items() if name in before and abs(ratio / before[name] - 1) > MOVED}
    for name, ratio in now.items():
        was = f"{before[name]:.2f}" if name in before else "not kept"
        print(f"{name:<16}{ratio:>6.2f}   was {was}{'   MOVED' if name in moved else ''}")
    if "--keep" in sys.argv:
        kept = {name: round(ratio, 3) for name, ratio in now.items()}
        KEPT.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return 1 if moved else 0


if __name__ == "__main__":
    sys.exit(main())
