"""Numbers to SVG, the same for the page and the PDF.

Colours and sizes are presentation attributes: the content security policy forbids `style=`, and WeasyPrint does not
apply the page's style sheet inside an SVG. Every word is an argument; the title is the chart's text alternative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

INK, QUIET, TRACK, FILL, PALE = "#1b2733", "#52606d", "#e4e9ee", "#0f5f6b", "#8fc3c9"
WARN = "#8a4b00"
FONT = "Inter, system-ui, sans-serif"
SIZE = 12  # of the letters, in the unit of the chart's width


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: `points` of 100, or None for an interval without a number; `value` is what stands at its end."""

    label: str
    value: str
    points: int | None
    low: int
    high: int


def scale_line(  # noqa: PLR0913 -- each a word or a number of its own
    *,
    title: str,
    value: str,
    points: int | None,
    low: int,
    high: int,
    cuts: Sequence[int],
    ends: tuple[str, str],
    width: int = 300,
) -> SafeString:
    """Draw a line from 0 to 100 with its cuts, the interval as a band and `value` over the point.

    Without points only the band is drawn and `value` stands over its middle.
    """
    left, right, top = 2, width - 2, 34
    height = 10

    def x(share: float) -> float:
        return round(left + (right - left) * share / 100, 1)

    bounds = [*cuts, 100]
    segments = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
        (
            (x(a), top, round(x(b) - x(a) - (2 if b < 100 else 0), 1), height, TRACK)  # noqa: PLR2004
            for a, b in pairwise(bounds)
        ),
    )
    ticks = format_html_join(
        "",
        '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="middle">{}</text>',
        ((x(cut) - 1, top + height + 13, SIZE - 2, QUIET, cut) for cut in cuts if cut),
    )
    band = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>', x(low), top, max(x(high) - x(low), 2), height, PALE
    )
    at = x((low + high) / 2 if points is None else points)
    marker = SafeString("")
    if points is not None:
        marker = format_html(
            '<path d="M{} {}l-6 -8h12z" fill="{}"/><rect x="{}" y="{}" width="3" height="{}" fill="{}"/>',
            at, top, FILL, at - 1.5, top, height, FILL,
        )  # fmt: skip
    # The words over the point lean away from the edge they are near.
    anchor, word_at = ("start", left) if at < width / 3 else ("end", right) if at > 2 * width / 3 else ("middle", at)
    if anchor == "start":
        word_at = max(left, at - 8)
    elif anchor == "end":
        word_at = min(right, at + 8)
    words = format_html(
        '<text x="{}" y="18" font-size="{}" font-weight="700" fill="{}" text-anchor="{}">{}</text>'
        '<text x="{}" y="{}" font-size="{}" fill="{}">{}</text>'
        '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="end">{}</text>',
        word_at, SIZE + 2, INK, anchor, value,
        left, top + height + 29, SIZE, INK, ends[0],
        right, top + height + 29, SIZE, INK, ends[1],
    )  # fmt: skip
    return _svg(width, top + height + 35, title, [segments, band, ticks, marker, words])


def bars(rows: Sequence[Bar], *, title: str, width: int = 300) -> SafeString:
    """Draw one bar a row from 0 to 100, its label above and its value at the end; the interval is a thin line below."""
    step, left, right = 36, 2, width - 2

    def x(share: float) -> float:
        return round(left + (right - left) * share / 100, 1)

    parts: list[SafeString] = []
    for number, row in enumerate(rows):
        top = number * step
        parts.append(
            format_html(
                '<text x="{}" y="{}" font-size="{}" fill="{}">{}</text>'
                '<text x="{}" y="{}" font-size="{}" font-weight="700" fill="{}" text-anchor="end">{}</text>'
                '<rect x="{}" y="{}" width="{}" height="9" fill="{}"/>',
                left,
                top + 13,
                SIZE,
                INK,
                row.label,
                right,
                top + 13,
                SIZE,
                INK,
                row.value,
                left,
                top + 18,
                right - left,
                TRACK,
            )
        )
        if row.high > row.low:
            parts.append(_rect(x(row.low), top + 18, x(row.high) - x(row.low), 9, PALE))
        if row.points is not None:
            tall = 5 if row.high > row.low else 9
            parts.append(_rect(left, top + 18 + (9 - tall) / 2, x(row.points) - left, tall, FILL))
    return _svg(width, len(rows) * step, title, parts)


@dataclass(frozen=True, slots=True)
class Moment:
    """Two measures, of 100, at one time."""

    label: str
    first: int
    second: int


def trend(moments: Sequence[Moment], *, names: tuple[str, str], title: str, width: int = 300) -> SafeString:
    """Draw two lines over time, evenly spaced, each named at its end; the second is dashed to differ in grey too."""
    top, height, left, right = 16, 120, 22, width - 70

    def x(number: int) -> float:
        return round(left + (right - left) * number / max(len(moments) - 1, 1), 1)

    def y(points: int) -> float:
        return round(top + height * (100 - points) / 100, 1)

    grid = format_html_join(
        "",
        '<path d="M{} {}H{}" stroke="{}"/><text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="end">{}</text>',
        ((left, y(at), right, TRACK, left - 5, y(at) + 4, SIZE - 2, QUIET, at) for at in (0, 50, 100)),
    )
    parts = [grid]
    ends = sorted([(y(moments[-1].first), 0), (y(moments[-1].second), 1)])
    if ends[1][0] - ends[0][0] < SIZE:  # two names at one height would lie on each other
        ends = [(ends[0][0] - SIZE / 2, ends[0][1]), (ends[1][0] + SIZE / 2, ends[1][1])]
    word_at = {which: at for at, which in ends}
    for which, (colour, dash) in enumerate(((FILL, "none"), (WARN, "5 3"))):
        heights = [y(moment.second if which else moment.first) for moment in moments]
        path = "M" + "L".join(f"{x(number)} {at}" for number, at in enumerate(heights))
        dots = format_html_join(
            "", '<circle cx="{}" cy="{}" r="3" fill="{}"/>', ((x(n), at, colour) for n, at in enumerate(heights))
        )
        parts.append(
            format_html(
                '<path d="{}" fill="none" stroke="{}" stroke-width="2" stroke-dasharray="{}"/>{}'
                '<text x="{}" y="{}" font-size="{}" fill="{}">{}</text>',
                path,
                colour,
                dash,
                dots,
                right + 7,
                word_at[which] + 4,
                SIZE,
                colour,
                names[which],
            )
        )
    shown = [0, len(moments) - 1] if len(moments) > 1 else [0]
    labels = format_html_join(
        "",
        '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}">{}</text>',
        ((x(n), top + height + 16, SIZE - 2, QUIET, "start" if n == 0 else "end", moments[n].label) for n in shown),
    )
    return _svg(width, top + height + 22, title, [*parts, labels])


def _rect(x: float, y: float, width: float, height: float, fill: str) -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>', x, y, round(max(width, 0), 1), height, fill
    )


def _svg(width: int, height: int, title: str, parts: Sequence[SafeString]) -> SafeString:
    body = format_html_join("", "{}", ((part,) for part in parts))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" viewBox="0 0 {} {}" font-family="{}">'
        "<title>{}</title>{}</svg>",
        title, width, height, FONT, title, body,
    )  # fmt: skip
