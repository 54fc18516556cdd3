"""The bars of readiness and strain, with the shop's pin or, while too little is known, the range it can be in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from questions.core.questionnaire import Cut
from questions.core.tones import INK, QUIET, SUNK
from reports.core.parts import Scale
from reports.pdf.printed.lettering import short_name, words
from reports.pdf.printed.palette import BAR, EDGE, stage_fill, strain_look, strain_marks
from reports.pdf.svg import svg

WIDTH, SIDE = 80, 2.5  # millimeters, as all numbers here: the bar, and the room beside it for the head of a pin
TOP, TALL, FOOT = 5.4, 5.0, 15.0
WORD = 2.65
FULL = 100


def gauge(scale: Scale, *, title: str, strain: bool = False) -> SafeString:
    """Draw one measure: its bands and their names, and a pin at its number."""
    parts = []
    for cut, low, high in stretches(scale.cuts):
        x, wide = WIDTH * low / FULL, WIDTH * (high - low) / FULL
        fill = strain_look(scale.cuts, cut).fill if strain else stage_fill(scale.cuts, cut)
        gap = 0.5 if high < FULL else 0
        parts.append(box(x, TOP, wide - gap, TALL, fill))
        here = cut == scale.place and scale.points is not None
        name = short_name(cut.name, wide - 1, WORD, heavy=here)
        middle = x + (wide - gap) / 2
        parts.append(words(middle, FOOT, name, size=WORD, weight=700 if here else 400, fill=INK if here else QUIET))
    parts.append(_pin(WIDTH * scale.points / FULL) if scale.points is not None else _bracket(scale))
    moved = format_html(
        '<g transform="translate({} 0)">{}</g>', SIDE, format_html_join("", "{}", ((p,) for p in parts))
    )
    return svg(WIDTH + 2 * SIDE, 16.2, title, [moved])


def stretches(cuts: Sequence[Cut]) -> list[tuple[Cut, int, int]]:
    """Return each part of a scale with where it begins and ends."""
    return [
        (cut, low, high)
        for cut, (low, high) in zip(cuts, pairwise([*(each.least for each in cuts), FULL]), strict=True)
    ]


def box(x: float, y: float, wide: float, tall: float, fill: str) -> SafeString:
    """Return an outlined part of a bar."""
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="0.25"/>',
        round(x + 0.125, 2), y, round(max(wide - 0.25, 0.2), 2), tall, fill, INK,
    )  # fmt: skip


def _pin(x: float) -> SafeString:
    x = round(min(max(x, 0.4), WIDTH - 0.4), 2)
    head = format_html('<path d="M{} 0.6h5v2.2l-2.5 2l-2.5 -2z" fill="{}"/>', round(x - SIDE, 2), INK)
    return format_html(
        '<rect x="{}" y="3.2" width="1.9" height="{}" fill="#ffffff"/>'
        '<rect x="{}" y="3.2" width="0.9" height="{}" fill="{}"/>{}',
        round(x - 0.95, 2), TALL + 3, round(x - 0.45, 2), TALL + 3, INK, head,
    )  # fmt: skip


def _bracket(scale: Scale) -> SafeString:
    left, right = WIDTH * scale.low / FULL + 0.4, WIDTH * scale.high / FULL - 0.4
    return format_html(
        '<path d="M{0} 4.4V2H{1}V4.4" fill="none" stroke="{2}" stroke-width="0.8"/>',
        round(left, 2),
        round(right, 2),
        INK,
    )


def section_bar(scale: Scale, cuts: Sequence[Cut], *, title: str, width: float = 58, tall: float = 3.2) -> SafeString:
    """Draw a section's readiness, with a tick at each stage; a range alone is hatched by its edges."""
    parts = [
        format_html(
            '<rect x="0.1" y="0.1" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="0.2"/>',
            width - 0.2, tall - 0.2, SUNK, EDGE,
        )
    ]  # fmt: skip
    if scale.points is None or scale.low != scale.high:
        left, right = width * scale.low / FULL, width * scale.high / FULL
        parts.append(
            format_html(
                '<rect x="{}" y="0.5" width="{}" height="{}" fill="#b5c8e5" stroke="{}" stroke-width="0.2"/>',
                round(left + 0.1, 2), round(max(right - left - 0.2, 0.4), 2), tall - 1, BAR,
            )
        )  # fmt: skip
    if scale.points is not None:
        parts.append(
            format_html(
                '<rect x="0" y="0" width="{}" height="{}" fill="{}"/>',
                round(max(width * scale.points / FULL, 0.6), 2), tall, BAR,
            )
        )  # fmt: skip
    parts += [
        format_html(
            '<rect x="{}" y="0" width="0.5" height="{}" fill="#ffffff"/>', round(width * cut.least / FULL, 2), tall
        )
        for cut in cuts
        if cut.least
    ]
    return svg(width, tall, title, parts)


def strain_mark(cuts: Sequence[Cut], place: Cut | None, *, fill: str = "", title: str = "") -> SafeString:
    """Draw three bars, as many filled as the band is high; empty ones keep an outline."""
    filled, ink = strain_marks(cuts, place), fill or strain_look(cuts, place).ink
    parts = [
        format_html(
            '<rect x="{}" y="{}" width="1.5" height="{}" fill="{}" stroke="{}" stroke-width="0.25"/>',
            round(number * 2.1 + 0.2, 2), round(3.2 - tall, 2), tall, ink if number < filled else "none", ink,
        )
        for number, tall in enumerate((1.5, 2.3, 3.1))
    ]  # fmt: skip
    return svg(6.2, 3.4, title or (place.name if place else "-"), parts)
