"""Figures as lines of a table in Markdown, each beside its peer of the same run and its budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEAD = ("what", "found", "peer", "ratio", "by CPU", "budget", "")
MET = {True: "met", False: "**not met**", None: ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what was `found` beside a `peer`, both as text; `ratio` is the number that its budget is about.

    `by_cpu` is the same ratio by CPU time, which holds on a busy machine too. Without a budget it is only told.
    """

    what: str
    found: str
    peer: str = ""
    ratio: float | None = None
    by_cpu: float | None = None
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool | None:
        if self.ratio is None or (self.least is None and self.most is None):
            return None
        return (self.least is None or self.ratio >= self.least) and (self.most is None or self.ratio <= self.most)

    @property
    def cells(self) -> tuple[str, ...]:
        least = "" if self.least is None else f"≥ {self.least:g}"
        most = "" if self.most is None else f"≤ {self.most:g}"
        ratios = ("" if each is None else f"{each:.2f}" for each in (self.ratio, self.by_cpu))
        return (self.what, self.found, self.peer, *ratios, least or most, MET[self.met])


def shown(lines: Iterable[Line]) -> str:
    """The lines as a table, which docs/performance.md can hold."""
    rows = [HEAD, *(line.cells for line in lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    text = ["| " + " | ".join(row) + " |" for row in padded]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)
