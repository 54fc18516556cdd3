"""The picture of a benchmark's measure, and its words."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from norms.placing import Place

register = template.Library()

INK, TRACK, FILL, EDGE, PAPER = "#1b232b", "#f1ece4", "#b5c8e5", "#857f75", "#ffffff"
WIDTH, LEFT, LINE = 324, 10, 16


@register.simple_tag
def benchmark_strip(place: Place) -> SafeString:
    """Draw the middle half of the shops as a bar on the scale from 0 to 100, its median as a line, the own as a dot."""

    def x(points: int) -> float:
        return round(LEFT + (WIDTH - 2 * LEFT) * points / 100, 1)

    dot = '<circle cx="{}" cy="{}" r="6" fill="{}" stroke="{}" stroke-width="2"/>'
    own = SafeString("") if place.own is None else format_html(dot, x(place.own), LINE, INK, PAPER)
    width = max(2, round(x(place.high) - x(place.low), 1))
    said = words(place)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" viewBox="0 0 {} 32"><title>{}</title>'
        '<path d="M{} {}H{}" stroke="{}" stroke-width="8" stroke-linecap="round"/>'
        '<rect x="{}" y="{}" width="{}" height="16" fill="{}" stroke="{}"/>'
        '<path d="M{} {}v16" stroke="{}" stroke-width="2"/>{}</svg>',
        said, WIDTH, said, LEFT, LINE, WIDTH - LEFT, TRACK, x(place.low), LINE - 8, width, FILL, EDGE,
        x(place.median), LINE - 8, INK, own,
    )  # fmt: skip


@register.filter
def words(place: Place) -> str:
    """Say where the middle half of the shops is, and where this one."""
    fields = {"low": place.low, "high": place.high, "median": place.median, "own": place.own}
    if place.own is None:
        return (
            _("Half of them are from %(low)s to %(high)s, the middle one at %(median)s; you have no number here.")
            % fields
        )
    return _("Half of them are from %(low)s to %(high)s, the middle one at %(median)s; you're at %(own)s.") % fields
