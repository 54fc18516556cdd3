"""Draws one measure over several attempts; a measure has a chart of its own, with its own better direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from questions.core.tones import CARD, INK, QUIET
from reports.pdf.svg import FONT
from reports.pictures.quadrant import Axis
from reports.pictures.scale_names import on_scale

WIDTH, HEIGHT = 324, 150
LEFT, TOP, FOOT = 10, 16, 24
KEY = 112  # pixels on the right, for the names of the parts
LEAST_APART = 30  # pixels between two points that both have their number


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt's number; `joined` is False if it can't be compared with the one before."""

    label: str
    points: int
    joined: bool = True


def trend(attempts: Sequence[Attempt], axis: Axis, *, title: str, rising: bool) -> SafeString:
    """Draw at least one attempt, the oldest first; with `rising`, 100 is at the top, else 0, so that better is up."""
    right = WIDTH - KEY
    step = (right - LEFT - 24) / max(len(attempts) - 1, 1)
    bottom = TOP + HEIGHT

    def x(number: int) -> float:
        return round(LEFT + 12 + step * number, 1)

    def y(points: float) -> float:
        share = (100 - points if rising else points) / 100
        return round(TOP + HEIGHT * share, 1)

    parts = []
    for (least, most), name, (paint, colour) in zip(pairwise([*axis.cuts, 100]), axis.names, axis.paints, strict=True):
        top, low = sorted((y(least), y(most)))
        parts.append(
            format_html(
                '<rect class="area {}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
                paint, LEFT, top, right - LEFT, round(low - top - 2, 1), colour,
            )
        )  # fmt: skip
        if low - top >= 12:  # noqa: PLR2004 -- as high as its letters
            parts.append(_text(right + 7, (top + low) / 2 + 3, on_scale(name, KEY - 8), QUIET))
    for (one, _), (other, after) in pairwise(enumerate(attempts)):
        path = f"M{x(one)} {y(attempts[one].points)}L{x(other)} {y(after.points)}"
        if after.joined:
            parts.append(format_html('<path class="line" d="{}" stroke="{}" stroke-width="2.5"/>', path, INK))
        else:
            middle = (x(one) + x(other)) / 2
            parts.append(
                format_html(
                    '<path class="break" d="M{} {}V{}" stroke="{}" stroke-width="1.5" stroke-dasharray="3 4"/>',
                    middle, TOP, bottom, QUIET,
                )
            )  # fmt: skip
    last = len(attempts) - 1
    shown = last
    for number in range(last, -1, -1):
        at = attempts[number]
        parts.append(
            format_html(
                '<circle class="{}" cx="{}" cy="{}" r="5" fill="{}" stroke="{}" stroke-width="2"/>',
                "dot" if number == last else "was", x(number), y(at.points), INK if number == last else CARD, INK,
            )
        )  # fmt: skip
        if number in (last, 0) or x(shown) - x(number) >= LEAST_APART:
            shown = number
            above = y(at.points) - 10
            parts.append(
                _text(x(number), above if above > TOP + 2 else y(at.points) + 20, str(at.points), INK, side="middle",
                      weight=700)
            )  # fmt: skip
    parts.append(_text(LEFT, bottom + 18, attempts[0].label, QUIET))
    if last:
        parts.append(_text(right, bottom + 18, attempts[last].label, QUIET, side="end"))
    height = bottom + FOOT
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="trend" role="img" aria-label="{}" viewBox="0 0 {} {}" '
        'direction="ltr" font-family="{}" font-size="12"><title>{}</title>{}</svg>',
        title, WIDTH, height, FONT, title, format_html_join("", "{}", ((each,) for each in parts)),
    )  # fmt: skip


def _text(  # noqa: PLR0913 -- a place and a look
    x: float, y: float, words: str, colour: str, *, side: str = "start", weight: int = 400
) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}" fill="{}" font-weight="{}">{}</text>',
        "quiet" if colour == QUIET else "ink", round(x, 1), round(y, 1), side, colour, weight, words,
    )  # fmt: skip
