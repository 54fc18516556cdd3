"""One measure over time, one chart for each measure, each with the direction that is better."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from questions.core.tones import INK, QUIET
from reports.core.parts import Scale
from reports.pdf.printed.gauge import FULL, stretches
from reports.pdf.printed.lettering import POINT, short_name, words
from reports.pdf.printed.palette import stage_fill, strain_look
from reports.pdf.svg import svg

WIDTH, TOP, TALL, RIGHT = 86, 4.0, 27.0, 20.0  # millimeters, as all numbers here
MOST_VALUES = 9  # more would touch one another; then only the first and the last are written


def course(scale: Scale, points: Sequence[tuple[str, int]], *, title: str, strain: bool = False) -> SafeString:
    """Draw one measure's numbers over time, evenly spaced, before a key of its bands; higher is drawn higher."""
    parts: list[SafeString] = []
    left, right = 3.0, WIDTH - RIGHT - 2
    for cut, low, high in stretches(scale.cuts):
        top, tall = TOP + TALL * (FULL - high) / FULL, TALL * (high - low) / FULL
        look = strain_look(scale.cuts, cut)
        tint = look.tint if strain else stage_fill(scale.cuts, cut)
        parts.append(
            format_html(
                '<rect x="0" y="{}" width="{}" height="{}" fill="{}"/>',
                round(top, 2), right + 3, round(max(tall - 0.3, 0), 2), look.tint if strain else "#f8f5f0",
            )
        )  # fmt: skip
        parts.append(
            format_html(
                '<rect x="{}" y="{}" width="1.8" height="{}" fill="{}" stroke="{}" stroke-width="0.2"/>',
                right + 3.4, round(top, 2), round(max(tall - 0.3, 0), 2), look.fill if strain else tint, INK,
            )
        )  # fmt: skip
        name = short_name(cut.name, RIGHT - 5, 6.8 * POINT)
        if tall > 3:  # noqa: PLR2004 -- a line of letters
            parts.append(words(right + 6, top + tall / 2 + 0.8, name, size=6.8 * POINT, fill=INK, side="start"))
    places = [
        (
            round(left + (right - left - 2) * number / max(len(points) - 1, 1), 2),
            round(TOP + TALL * (FULL - value) / FULL, 2),
        )
        for number, (_, value) in enumerate(points)
    ]
    parts.append(
        format_html(
            '<path d="M{}" fill="none" stroke="{}" stroke-width="0.6"/>', "L".join(f"{x} {y}" for x, y in places), INK
        )
    )
    shown = range(len(points)) if len(points) <= MOST_VALUES else (0, len(points) - 1)
    for number, (x, y) in enumerate(places):
        now = number == len(places) - 1
        parts.append(
            format_html(
                '<circle cx="{}" cy="{}" r="1.1" fill="{}" stroke="{}" stroke-width="0.5"/>',
                x,
                y,
                INK if now else "#ffffff",
                INK,
            )
        )
        if number in shown:
            value = points[number][1]
            at = y - 2 if y > TOP + 3 else y + 4.2
            parts.append(
                words(
                    x,
                    at,
                    value,
                    size=7.5 * POINT,
                    weight=700 if now else 500,
                    fill=INK,
                    side="start" if number == 0 else "middle",
                )
            )
    foot = TOP + TALL + 4
    parts.append(words(0, foot, points[0][0], size=7 * POINT, fill=QUIET, side="start"))
    parts.append(words(right + 3, foot, points[-1][0], size=7 * POINT, fill=QUIET, side="end"))
    return svg(WIDTH, foot + 1.5, title, parts)
