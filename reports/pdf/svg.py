"""The elements of charts: presentation attributes only, and every word as an argument.

The content security policy forbids `style=`, and WeasyPrint does not apply the page's style sheet inside an SVG. On a
page, static/site/charts.css repaints a part by its class for a dark screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

INK, QUIET, TRACK, FILL = "#1b2733", "#52606d", "#e4e9ee", "#0f5f6b"
WARN = "#8a4b00"
FONT = "Inter, system-ui, sans-serif"
SIZE = 12  # of the letters, in the unit of the chart's width


def text(x: float, y: float, words: object, *, size: int = SIZE, side: str = "start") -> SafeString:
    """Return a text; `side` is the part of it that is at `x`: start, middle or end."""
    return format_html(
        '<text class="fill-ink" x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}">{}</text>',
        round(x, 1), y, size, INK, side, words,
    )  # fmt: skip


def strong(x: float, y: float, words: object, *, size: int = SIZE, side: str = "start") -> SafeString:
    return format_html(
        '<text class="fill-ink" x="{}" y="{}" font-size="{}" font-weight="700" fill="{}" text-anchor="{}">{}</text>',
        round(x, 1), y, size, INK, side, words,
    )  # fmt: skip


def rect(x: float, y: float, width: float, height: float, fill: str, paint: str = "") -> SafeString:  # noqa: PLR0913, PLR0917 -- a place and a look
    return format_html(
        '<rect{} x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
        format_html(' class="{}"', paint) if paint else "", x, y, round(max(width, 0), 1), height, fill,
    )  # fmt: skip


def svg(width: float, height: float, title: str, parts: Sequence[SafeString], *, role: str = "img") -> SafeString:
    """Return a picture, its title as text alternative; with links use the role group, since an image has no parts."""
    body = format_html_join("", "{}", ((part,) for part in parts))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="painted" role="{}" aria-label="{}" viewBox="0 0 {} {}" '
        'font-family="{}"><title>{}</title>{}</svg>',
        role, title, width, height, FONT, title, body,
    )  # fmt: skip
