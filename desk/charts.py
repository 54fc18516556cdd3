"""The desk's charts: a scatter plot with links, and sections of several shops side by side; see reports/pdf/svg.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.pdf.svg import FILL, INK, QUIET, SIZE, TRACK, WARN, rect, strong, svg, text

COLOURS = (
    FILL,
    WARN,
    INK,
    "#4d6b1f",
    "#6d3f94",
    QUIET,
)  # each 3:1 on white; the letter distinguishes them
DOT, MOST = 7, 14  # radius of a single shop, and of the largest group


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the scatter plot: one shop, or `number` of them too close to tell apart."""

    x: float
    y: float
    number: int
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from 0 to 100 with its named parts, each by its first point."""

    name: str
    cuts: Sequence[tuple[int, str]]


def scatter(spots: Sequence[Spot], *, across: Axis, up: Axis, title: str) -> SafeString:
    """Draw each spot as a link; a group is a larger circle with its number in it, below single spots."""
    left, top, side, height = 48, 14, 640, 500

    def x(points: float) -> float:
        return round(left + side * points / 100, 1)

    def y(points: float) -> float:
        return round(top + height * (100 - points) / 100, 1)

    parts = [
        rect(left, top, side, height, "#f6f8f9"),
        *(_line(f"M{x(at)} {top}V{top + height}") for at, _ in across.cuts),
        *(text(x(at), top + height + 16, f"{at} {name}", fill=QUIET, size=SIZE - 1) for at, name in across.cuts),
        *(_line(f"M{left} {y(at)}H{left + side}") for at, _ in up.cuts),
        *(text(left + side + 6, y(at) - 6, name, fill=QUIET, size=SIZE - 1) for at, name in up.cuts),
        *(text(left - 6, y(at) + 4, at, fill=QUIET, size=SIZE - 1, side="end") for at, _ in up.cuts),
        text(left + side, top + height + 32, f"{across.name} →", size=SIZE + 1, side="end"),
        format_html(
            '<text transform="translate(14 {}) rotate(-90)" font-size="{}" fill="{}" text-anchor="end">{} →</text>',
            top, SIZE + 1, INK, up.name,
        ),
        *(_spot(spot, x(spot.x), y(spot.y)) for spot in sorted(spots, key=lambda spot: -spot.number)),
    ]  # fmt: skip
    return svg(left + side + 60, top + height + 40, title, parts, role="group")


def _line(path: str) -> SafeString:
    return format_html('<path d="{}" stroke="{}"/>', path, TRACK)


def _spot(spot: Spot, x: float, y: float) -> SafeString:
    radius = min(MOST, round(DOT + 1.5 * log2(spot.number), 1))
    number = strong(x, y + 4, spot.number, fill="#ffffff", size=SIZE - 1, side="middle") if spot.number > 1 else ""
    return format_html(
        '<a href="{}" aria-label="{}"><title>{}</title>'
        '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="#ffffff" stroke-width="1.5"/>{}</a>',
        spot.href, spot.label, spot.label, x, y, radius, FILL, number,
    )  # fmt: skip


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
            parts += [
                text(2, top + 10, letters[number]),
                rect(left, top + 1, right - left, 10, TRACK),
                rect(left, top + 1, (right - left) * (points or 0) / 100, 10, COLOURS[number % len(COLOURS)]),
                text(right + 6, top + 10, value, size=SIZE - 1),
            ]
            top += step
        top += 10
    return svg(width, top, title, parts)
