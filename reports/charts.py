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
