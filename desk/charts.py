"""The desk's chart of several shops' sections side by side; see reports/pdf/svg.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.pdf.svg import INK, QUIET, SIZE, TRACK, rect, strong, svg, text

# Of neither scale, readiness or strain; each 3:1 on its ground, and the letter distinguishes them. For a dark screen,
# static/site/tokens.css has them as --shop-1 to --shop-6.
COLOURS = (INK, "#7d54a8", QUIET, "#452a66", "#8a837a", "#a06fc4")


@dataclass(frozen=True, slots=True)
class Group:
    """One section: its name, and for each shop its points (or None) and the text for them."""

    label: str
    bars: Sequence[tuple[float | None, str]]


def side_by_side(groups: Sequence[Group], letters: Sequence[str], *, title: str, width: int = 440) -> SafeString:
    """Draw one bar per shop for each section, marked with the shop's letter, from 0 to 100."""
    left, right, step = 22, width - 126, 16
    parts: list[SafeString] = []
    top = 0
    for group in groups:
        parts.append(strong(2, top + 13, group.label))
        top += 20
        for number, (points, value) in enumerate(group.bars):
            shop = number % len(COLOURS)
            parts += [
                text(2, top + 10, letters[number]),
                rect(left, top + 1, right - left, 10, TRACK, "fill-track"),
                rect(left, top + 1, (right - left) * (points or 0) / 100, 10, COLOURS[shop], f"fill-shop-{shop + 1}"),
                text(right + 6, top + 10, value, size=SIZE - 1),
            ]
            top += step
        top += 10
    return svg(width, top, title, parts)
