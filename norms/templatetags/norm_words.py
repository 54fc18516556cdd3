"""The picture of a benchmark's measure, what its parts mean, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from norms.placing import Place
from questions.core.questionnaire import Cut, Questionnaire
from questions.core.tones import CARD, INK, STAGES, STRAINS, SUNK, tone

register = template.Library()

# In the light; static/site/charts.css repaints each part by its class.
EDGE = "#857f75"
WIDTH, LEFT, LINE, TALL = 324, 10, 16, 16
Paint = tuple[str, str]  # class and color


@register.simple_tag
def benchmark_strip(place: Place, asked: Questionnaire) -> SafeString:
    """Draw the middle half of the shops as a bar on the scale from 0 to 100, its median as a line, the own as a dot.

    The bar has the colors of the parts of the scale that it lies in.
    """

    def x(points: int) -> float:
        return round(LEFT + (WIDTH - 2 * LEFT) * points / 100, 1)

    strain = place.measure == "strain"
    cuts = asked.strain_bands if strain else asked.stages
    parts = [
        format_html(
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
            paint, x(start), LINE - TALL // 2, round(x(end) - x(start), 1), TALL, colour,
        )
        for start, end, (paint, colour) in _within(cuts, place, strain=strain)
    ]  # fmt: skip
    box = '<rect class="line-edge" x="{}" y="{}" width="{}" height="{}" fill="none" stroke="{}"/>'
    parts.append(
        format_html(box, x(place.low), LINE - TALL // 2, max(2, round(x(place.high) - x(place.low), 1)), TALL, EDGE)
    )
    parts.append(_median(x(place.median)))
    if place.own is not None:
        parts.append(_own(x(place.own)))
    said = words(place)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="painted" role="img" aria-label="{}" viewBox="0 0 {} 32">'
        '<title>{}</title><path class="line-sunk" d="M{} {}H{}" stroke="{}" stroke-width="8" stroke-linecap="round"/>'
        "{}</svg>",
        said, WIDTH, said, LEFT, LINE, WIDTH - LEFT, SUNK, format_html_join("", "{}", ((each,) for each in parts)),
    )  # fmt: skip


@register.simple_tag
def benchmark_sign(part: str) -> SafeString:
    """Draw what stands for the middle half, the median or the own number, for a legend."""
    drawn = {
        "half": format_html(
            '<rect class="line-edge" x="3" y="8" width="22" height="{}" fill="none" stroke="{}"/>', TALL, EDGE
        ),
        "median": _median(14),
        "own": _own(14),
    }[part]
    return _sign(28, 32, drawn)


@register.simple_tag
def benchmark_colors(asked: Questionnaire, measure: str) -> list[tuple[str, SafeString]]:
    """Return the names of a scale's parts, each with its color drawn."""
    strain = measure == "strain"
    cuts = asked.strain_bands if strain else asked.stages
    box = '<rect class="{} line-edge" x="1" y="1" width="14" height="14" rx="3" fill="{}" stroke="{}"/>'
    return [(cut.name, _sign(16, 16, format_html(box, *_paint(cuts, cut, strain=strain), EDGE))) for cut in cuts]


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


def _within(cuts: Sequence[Cut], place: Place, *, strain: bool) -> list[tuple[int, int, Paint]]:
    """Return the pieces of the middle half, each with the paint of the part of the scale that it lies in."""
    ends = pairwise([*(cut.least for cut in cuts), 100])
    pieces = [(max(least, place.low), min(end, place.high), cut) for cut, (least, end) in zip(cuts, ends, strict=True)]
    return [(start, end, _paint(cuts, cut, strain=strain)) for start, end, cut in pieces if start < end]


def _paint(cuts: Sequence[Cut], cut: Cut, *, strain: bool) -> Paint:
    """Return the paint of a part of a scale."""
    colours, name = (STRAINS, "strain") if strain else (STAGES, "stage")
    at = tone(cuts, cut, len(colours))
    return f"{name}-{at}", colours[at - 1]


def _median(x: float) -> SafeString:
    return format_html(
        '<path class="line-ink" d="M{} {}v{}" stroke="{}" stroke-width="2.5"/>', x, LINE - TALL // 2 - 3, TALL + 6, INK
    )


def _own(x: float) -> SafeString:
    return format_html(
        '<circle class="fill-ink line-card" cx="{}" cy="{}" r="6.5" fill="{}" stroke="{}" stroke-width="2"/>',
        x, LINE, INK, CARD,
    )  # fmt: skip


def _sign(width: int, height: int, drawn: SafeString) -> SafeString:
    return format_html(
        '<svg class="painted" aria-hidden="true" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>',
        width, height, width, height, drawn,
    )  # fmt: skip
