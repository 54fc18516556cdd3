"""Draws single bars that keep their height at any width: a section's readiness, and a measure before and now."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from questions.core.tones import BAR, CARD, INK, INKS, LINE, QUIET, SUNK
from reports.pdf.svg import FONT
from reports.pictures.scale_names import place_names

TALL = 12
PHONE = 324  # pixels across


def section_bar(points: int | None, low: int, high: int, cuts: Sequence[int]) -> SafeString:
    """Draw a section's bar, without words: its number stands beside it; without `points`, a bracket."""
    if points is None:
        fill = format_html(
            '<rect class="bracket" x="{}%" y="1" width="{}%" height="{}" rx="3" fill="none" stroke="{}" '
            'stroke-width="2"/>',
            low, max(high - low, 1), TALL - 2, INK,
        )  # fmt: skip
    else:
        fill = format_html('<rect class="bar" width="{}%" height="{}" rx="3" fill="{}"/>', max(points, 0.8), TALL, BAR)
    ticks = format_html_join(
        "",
        '<svg x="{}%" overflow="visible"><path class="tick" d="M0 0v{}" stroke="{}" stroke-width="2"/></svg>',
        ((cut, TALL, CARD) for cut in cuts if cut),
    )
    return format_html(
        '<svg class="section-bar" aria-hidden="true" width="100%" height="{}" direction="ltr">'
        '<rect class="track" width="100%" height="{}" rx="3" fill="{}" stroke="{}"/>{}{}</svg>',
        TALL, TALL, SUNK, LINE, fill, ticks,
    )  # fmt: skip


def dumbbell(before: int, now: int, *, better: bool | None, cuts: Sequence[int] = ()) -> SafeString:
    """Draw a number before, an open circle, and now, a filled one; `better` is None if the change is too small.

    With `cuts` there are their lines instead of a track, for several below each other.
    """
    paint = {True: "better", False: "worse", None: "same"}[better]
    left, right = sorted((before, now))
    line = format_html(
        '<svg x="{}%" width="{}%" height="20"><path class="move {}" d="M0 10h2000" stroke="{}" stroke-width="3" '
        'stroke-dasharray="{}"/></svg>',
        left, max(right - left, 0.1), paint, INKS[2] if better is False else INK, "5 4" if better is False else "none",
    )  # fmt: skip
    ground = format_html('<rect class="track" y="8" width="100%" height="4" rx="2" fill="{}"/>', SUNK)
    if cuts:
        ground = format_html_join(
            "",
            '<svg x="{}%" overflow="visible"><path class="cut" d="M0 -6v32" stroke="{}"/></svg>',
            ((cut, LINE) for cut in (*cuts, 100)),
        )
    return format_html(
        '<svg class="dumbbell" aria-hidden="true" width="100%" height="20" overflow="visible" direction="ltr">{}{}'
        '<svg x="{}%" overflow="visible"><circle class="was" cy="10" r="6" fill="{}" stroke="{}" stroke-width="2.5"/>'
        '</svg><svg x="{}%" overflow="visible"><circle class="dot" cy="10" r="7" fill="{}"/></svg></svg>',
        ground, line, before, CARD, INK, now, INK,
    )  # fmt: skip


def scale_names(names: Sequence[str], cuts: Sequence[int]) -> SafeString:
    """Write the names of a scale's parts, those that find room on a phone."""
    return format_html(
        '<svg class="scale-names" aria-hidden="true" width="100%" height="32" overflow="visible" direction="ltr" '
        'font-family="{}" font-size="12">{}</svg>',
        FONT,
        format_html_join(
            "",
            '<text class="name" y="12" text-anchor="{}" fill="{}">{}</text>',
            (
                (name.side, QUIET, format_html_join("", '<tspan x="{}%" dy="{}">{}</tspan>',
                 ((name.at, 14 if number else 0, line) for number, line in enumerate(name.lines))))
                for name in place_names(names, cuts, [], PHONE)
            ),
        ),
    )  # fmt: skip


def strain_mark(tone: int) -> SafeString:
    """Draw three bars, as many of them filled as the strain's tone says."""
    return format_html(
        '<svg class="strain-mark" aria-hidden="true" width="17" height="13" viewBox="0 0 17 13">{}</svg>',
        format_html_join(
            "",
            '<rect class="{}" x="{}" y="{}" width="4" height="{}" rx="1" fill="{}" stroke="currentColor"/>',
            (
                ("on" if number < tone else "off", 0.5 + 6 * number, 8.5 - 4 * number, 4 + 4 * number,
                 "currentColor" if number < tone else "none")
                for number in range(3)
            ),
        ),
    )  # fmt: skip
