"""The picture of two answers to one question, as SVG with presentation attributes, on the question's own steps."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.number_field import grouped
from opinions.core.beside import Pair
from questions.core.question import MOST_POINTS, Kind
from questions.wording import written

INK, QUIET, TRACK, EDGE, FILL, PAPER = "#1b232b", "#55606a", "#f1ece4", "#857f75", "#4a72b0", "#ffffff"
PAINTS = {INK: "fill-ink", QUIET: "fill-quiet", FILL: "fill-data"}  # classes for letters; see static/site/charts.css
FONT = "Inter, system-ui, sans-serif"
SIZE = 12
LEFT, LINE = 10, 32
LONGEST = 18  # characters of a name in the picture
SAME = 0.02  # of the width, under which two marks are one


def dumbbell(pair: Pair, own_name: str, name: str, width: int) -> SafeString:
    """Draw the owner's answer as a dot and the other's as a ring, 0 points left and 4 right; empty if not compared."""
    if pair.own_points is None or pair.other_points is None:
        return SafeString("")
    right, height = width - LEFT, LINE + 30
    numbers = steps(pair)
    if numbers:
        height += 18

    def x(points: float) -> float:
        return round(LEFT + (right - LEFT) * points / MOST_POINTS, 1)

    own, other = x(pair.own_points), x(pair.other_points)
    parts = [
        format_html(
            '<path class="line-sunk" d="M{} {}H{}" stroke="{}" stroke-width="8" stroke-linecap="round"/>',
            LEFT,
            LINE,
            right,
            TRACK,
        ),
        format_html_join(
            "",
            '<path class="line-edge" d="M{} {}v8" stroke="{}"/>',
            ((x(points), LINE - 4, EDGE) for points in range(MOST_POINTS + 1)),
        ),
        format_html_join(
            "", "{}", ((_text(x(points), height - 4, number, QUIET, width),) for points, number in numbers)
        ),
    ]
    if abs(own - other) > SAME * width:
        between = '<path class="line-data" d="M{} {}H{}" stroke="{}" stroke-width="3"/>'
        parts.append(format_html(between, own, LINE, other, FILL))
    ring = '<circle class="fill-card line-data" cx="{}" cy="{}" r="8" fill="{}" stroke="{}" stroke-width="3"/>'
    parts += [
        format_html(ring, other, LINE, PAPER, FILL),
        format_html('<circle class="fill-ink" cx="{}" cy="{}" r="5" fill="{}"/>', own, LINE, INK),
        _text(own, 16, own_name, INK, width, weight=600),
        _text(other, LINE + 24, _short(name), FILL, width, weight=600),
    ]
    title = said(pair, own_name, name)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="painted" role="img" aria-label="{}" viewBox="0 0 {} {}" '
        'font-family="{}">'
        "<title>{}</title>{}</svg>",
        title, width, height, FONT, title, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def steps(pair: Pair) -> list[tuple[float, str]]:
    """Return the points and the number of each step of a number; empty for options, whose ends stand beneath."""
    if pair.question.kind is not Kind.NUMBER:
        return []
    return [(knot.points, grouped(knot.at)) for knot in pair.question.knots]


def ends(pair: Pair) -> tuple[str, str] | None:
    """Return the options at the two ends of the picture; None for a number."""
    options = sorted(
        (option for option in pair.question.options if option.points is not None), key=lambda each: each.points or 0
    )
    return (options[0].text, options[-1].text) if options else None


def said(pair: Pair, own_name: str, name: str) -> str:
    """Say what both answered."""
    own, other = (written(pair.question, each) for each in (pair.own, pair.other))
    return _("%(you)s: “%(own)s”; %(name)s: “%(other)s”") % {"you": own_name, "own": own, "name": name, "other": other}


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _text(x: float, y: float, words: str, fill: str, width: int, *, weight: int = 400) -> SafeString:  # noqa: PLR0913 -- a place and a look
    side = "start" if x < width / 5 else "end" if x > width * 4 / 5 else "middle"
    x = x - 8 if side == "start" else x + 8 if side == "end" else x
    return format_html(
        '<text class="{}" x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}" text-anchor="{}">{}</text>',
        PAINTS[fill], round(x, 1), y, SIZE, weight, fill, side, words,
    )  # fmt: skip
