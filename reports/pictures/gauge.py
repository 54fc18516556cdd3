"""Draws one measure as a bar with its parts in color, and a pin; it keeps its letters' size at any width."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from questions.core.tones import CARD, INK, QUIET
from reports.pdf.svg import FONT
from reports.pictures.scale_names import Name, apart_on, place_names

PHONE, NARROW = 324, 256  # pixels across, on a phone and on the narrowest screen
TOP, TALL = 12, 15  # of the bar
PIN = "M-7 0h14v5l-5 6v17h-4v-17l-5-6z"


def gauge(  # noqa: PLR0913 -- each is a word or a number of its own
    *,
    title: str,
    points: int | None,
    low: int,
    high: int,
    cuts: Sequence[int],
    names: Sequence[str],
    paints: Sequence[tuple[str, str]],
    here: Sequence[int],
    before: int | None = None,
) -> SafeString:
    """Draw a scale from 0 to 100; a pin is at `points`, or a bracket around `low` to `high` without them.

    `paints` are the class and the color of each part, `here` the numbers of the parts whose names are stressed;
    `before` is an earlier number.
    """
    written = place_names(names, cuts, here, PHONE)
    narrow = apart_on(written, NARROW)
    lines = max((len(name.lines) for name in written), default=1)
    height = TOP + TALL + 8 + 14 * lines
    parts = [
        format_html(
            '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}" fill="{}" stroke="{}"/>',
            paint, left, TOP, right - left, TALL, colour, QUIET,
        )
        for (left, right), (paint, colour) in zip(pairwise([*cuts, 100]), paints, strict=True)
    ]  # fmt: skip
    parts += [
        format_html(
            '<svg x="{}%" overflow="visible"><path class="gap" d="M0 {}v{}" stroke="{}" stroke-width="3"/></svg>',
            cut, TOP - 1, TALL + 2, CARD,
        )
        for cut in cuts if cut
    ]  # fmt: skip
    if before is not None:
        parts.append(
            format_html(
                '<svg x="{}%" overflow="visible"><circle class="was" cy="{}" r="6" fill="{}" stroke="{}" '
                'stroke-width="2.5"/></svg>',
                before, TOP + TALL / 2, CARD, INK,
            )
        )  # fmt: skip
    parts.append(_bracket(low, high) if points is None else _pin(points))
    parts.append(_written(written, narrow, height - 14 * lines + 9))
    return format_html(
        '<svg class="gauge" role="img" aria-label="{}" width="100%" height="{}" overflow="visible" direction="ltr" '
        'font-family="{}" font-size="12"><title>{}</title>{}</svg>',
        title, height, FONT, title, format_html_join("", "{}", ((each,) for each in parts)),
    )  # fmt: skip


def _pin(points: int) -> SafeString:
    return format_html(
        '<svg x="{}%" overflow="visible"><path class="pin" d="{}" fill="{}" stroke="{}"/></svg>',
        points, PIN, INK, CARD,
    )  # fmt: skip


def _bracket(low: int, high: int) -> SafeString:
    return format_html(
        '<rect class="bracket" x="{}%" y="{}" width="{}%" height="{}" rx="3" fill="none" stroke="{}" '
        'stroke-width="2.5"/>',
        low, TOP - 5, max(high - low, 1), TALL + 10, INK,
    )  # fmt: skip


def _written(names: Sequence[Name], narrow: Sequence[Name], top: float) -> SafeString:
    return format_html_join(
        "",
        '<text class="{}" x="{}%" y="{}" text-anchor="{}" fill="{}">{}</text>',
        (
            (
                " ".join(["name", *["here"] * name.here, *["wide"] * (name not in narrow)]),
                name.at,
                top,
                name.side,
                INK if name.here else QUIET,
                _lines(name),
            )
            for name in names
        ),
    )


def _lines(name: Name) -> SafeString:
    if len(name.lines) == 1:
        return format_html("{}", name.lines[0])
    return format_html_join(
        "",
        '<tspan x="{}%" dy="{}">{}</tspan>',
        ((name.at, 14 if number else 0, line) for number, line in enumerate(name.lines)),
    )
