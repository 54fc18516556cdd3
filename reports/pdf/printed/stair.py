"""The stair on the cover: its treads are the stages, as wide as they are on the scale."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from questions.core.questionnaire import Cut
from reports.core.brand import Brand
from reports.core.parts import Scale
from reports.pdf.printed.gauge import FULL, stretches
from reports.pdf.printed.lettering import short_name, width_of, words
from reports.pdf.svg import svg

WIDTH, HEIGHT = 180, 66  # millimeters, as all numbers here
LOWEST, HIGHEST = 14, 49  # of a tread
NAME, RANGE, PIN = 3.7, 2.9, 3.9  # sizes of letters


def stair(  # noqa: PLR0913 -- what is drawn, and its words
    readiness: Scale, goal: Cut | None, brand: Brand, *, title: str, you: str, flag: str
) -> SafeString:
    """Draw the stair with the shop's tread filled, `you` on a pin above it, and `flag` on the goal's tread, if any."""
    parts: list[SafeString] = []
    treads = stretches(readiness.cuts)
    tops = {}
    for number, (cut, low, high) in enumerate(treads):
        tall = LOWEST + (HIGHEST - LOWEST) * number / max(len(treads) - 1, 1)
        x, wide, top = WIDTH * low / FULL, WIDTH * (high - low) / FULL, HEIGHT - tall
        here = readiness.points is not None and cut == readiness.place
        tops[cut.id] = (low, high, top)
        fill, text = (brand.on_area, brand.in_filled) if here else (brand.tread, brand.on_area)
        gap = 0.7 if high < FULL else 0
        parts.append(
            format_html(
                '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
                x,
                round(top, 2),
                round(wide - gap, 2),
                round(tall, 2),
                fill,
            )
        )
        parts.append(
            format_html(
                '<rect x="{}" y="{}" width="{}" height="0.8" fill="{}"/>',
                x,
                round(top, 2),
                round(wide - gap, 2),
                brand.on_area,
            )
        )
        name = short_name(cut.name, wide - 4, NAME, heavy=True)
        parts.append(words(x + 2.4, top + 5.9, name, size=NAME, weight=600, fill=text, side="start"))
        most = high - 1 if high < FULL else high
        parts.append(words(x + 2.4, top + 10.3, f"{low}\N{EN DASH}{most}", size=RANGE, fill=text, side="start"))
    place = readiness.place
    if readiness.points is not None and place is not None:
        parts += _pin(readiness.points, tops[place.id][2], brand, you)
    if goal is not None:
        parts += _flag(*tops[goal.id], brand, flag)
    return svg(WIDTH, HEIGHT, title, parts)


def _pin(points: int, top: float, brand: Brand, you: str) -> list[SafeString]:
    x = min(max(WIDTH * points / FULL, 1.0), WIDTH - 1.0)
    wide = width_of(you, PIN, heavy=True) + 9
    left = min(max(x - wide / 2, 0), WIDTH - wide)
    return [
        format_html(
            '<rect x="{}" y="{}" width="0.8" height="8" fill="{}"/>',
            round(x - 0.4, 2),
            round(top - 8, 2),
            brand.on_area,
        ),
        format_html(
            '<rect x="{}" y="{}" width="{}" height="7.6" rx="3.8" fill="{}"/>',
            round(left, 2),
            round(top - 15.4, 2),
            round(wide, 2),
            brand.on_area,
        ),
        words(left + wide / 2, top - 10.2, you, size=PIN, weight=700, fill=brand.in_filled),
    ]


def _flag(low: int, high: int, top: float, brand: Brand, flag: str) -> list[SafeString]:
    x, wide = WIDTH * (low + high) / 2 / FULL, width_of(flag, 3.2, heavy=True) + 7
    left = min(x, WIDTH - wide)
    return [
        format_html(
            '<path d="M{0} {1}V{2}H{3}l-2.6 3l2.6 3H{0}" fill="none" stroke="{4}" stroke-width="0.8"/>',
            round(left, 2), round(top, 2), round(top - 12.6, 2), round(left + wide, 2), brand.on_area,
        ),
        words(left + 2.2, top - 8.5, flag, size=3.2, weight=600, fill=brand.on_area, side="start"),
    ]  # fmt: skip
