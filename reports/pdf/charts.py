"""Draws numbers as SVG, for the page and the PDF; the title of each chart is its text alternative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.pdf.svg import FILL, PALE, QUIET, SIZE, TRACK, WARN, rect, strong, svg, text

WIDTH_OF_A_LETTER = 0.45 * SIZE


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: `points` of 100, or None for an interval without a number; `value` is the text at its end."""

    label: str
    value: str
    points: int | None
    low: int
    high: int


def scale_line(  # noqa: PLR0913 -- each is a word or number of its own
    *,
    title: str,
    value: str,
    points: int | None,
    low: int,
    high: int,
    cuts: Sequence[int],
    ends: tuple[str, str] = ("", ""),
    names: Sequence[str] = (),
    width: int = 300,
    shades: tuple[str, str] = (FILL, PALE),
) -> SafeString:
    """Draw a line from 0 to 100 with its cuts, the interval as a band, and `value` over the point.

    Without points, only the band is drawn, with `value` over its middle. `names` of the parts between the cuts are
    written under them if all have room; otherwise, or without names, `ends` are written at both ends.
    """
    left, right, top, height = 2, width - 2, 34, 10
    fill, pale = shades

    def x(share: float) -> float:
        return round(left + (right - left) * share / 100, 1)

    stretches = list(pairwise([*cuts, 100]))
    parts = [
        rect(x(a), top, x(b) - x(a) - (2 if b < 100 else 0), height, TRACK)  # noqa: PLR2004
        for a, b in stretches
    ]
    parts.append(rect(x(low), top, max(x(high) - x(low), 2), height, pale))
    parts += [text(x(cut) - 1, top + height + 13, cut, size=SIZE - 2, fill=QUIET, side="middle") for cut in cuts if cut]
    at = x((low + high) / 2 if points is None else points)
    if points is not None:
        parts.append(format_html('<path d="M{} {}l-6 -8h12z" fill="{}"/>', at, top, fill))
        parts.append(rect(at - 1.5, top, 3, height, fill))
    value = shortened(value, width)
    # Text over the point leans away from the edge it is near.
    if at < width / 3:
        parts.append(strong(max(left, at - 8), 18, value, size=SIZE + 2))
    elif at > 2 * width / 3:
        parts.append(strong(min(right, at + 8), 18, value, size=SIZE + 2, side="end"))
    else:
        parts.append(strong(at, 18, value, size=SIZE + 2, side="middle"))
    foot = top + height + 29
    if names and all(fits(name, x(b) - x(a)) for (a, b), name in zip(stretches, names, strict=True)):
        parts += [
            text((x(a) + x(b)) / 2, foot, name, side="middle") for (a, b), name in zip(stretches, names, strict=True)
        ]
        ends = ("", "")
    first, last = (shortened(name, (right - left) / (2 if all(ends) else 1)) for name in ends)
    parts += [text(left, foot, first), text(right, foot, last, side="end")]
    return svg(width, foot + 6, title, parts)


def fits(words: str, room: float) -> bool:
    """Whether words are likely to fit: in a line, a letter is about half as wide as high."""
    return len(words) * WIDTH_OF_A_LETTER <= room


def shortened(words: str, room: float) -> str:
    """Return the words, cut to what is likely to fit."""
    return words if fits(words, room) else words[: int(room / WIDTH_OF_A_LETTER) - 1].rstrip() + "…"


def bars(rows: Sequence[Bar], *, title: str, width: int = 300, shades: tuple[str, str] = (FILL, PALE)) -> SafeString:
    """Draw one bar per row from 0 to 100, label above and value at the end; the interval is a band behind it."""
    step, left, right = 36, 2, width - 2
    parts: list[SafeString] = []
    for number, row in enumerate(rows):
        top = number * step
        label = shortened(row.label, (right - left) * 2 / 3)
        parts += [text(left, top + 13, label), strong(right, top + 13, row.value, side="end")]
        parts += bar(row, left=left, top=top + 18, width=right - left, shades=shades)
    return svg(width, len(rows) * step, title, parts)


def bar(  # noqa: PLR0913 -- a place and a size
    row: Bar, *, left: float, top: float, width: float, tall: int = 9, shades: tuple[str, str] = (FILL, PALE)
) -> list[SafeString]:
    """Return the parts of one bar from 0 to 100, with the interval as a band behind it."""
    fill, pale = shades
    parts = [rect(left, top, width, tall, TRACK)]
    if row.high > row.low:
        parts.append(rect(round(left + width * row.low / 100, 1), top, width * (row.high - row.low) / 100, tall, pale))
    if row.points is not None:
        thin = 5 if row.high > row.low else tall
        parts.append(rect(left, top + (tall - thin) / 2, width * row.points / 100, thin, fill))
    return parts


@dataclass(frozen=True, slots=True)
class Moment:
    """Two measures, of 100, at one time."""

    label: str
    first: int
    second: int


def trend(
    moments: Sequence[Moment], *, names: tuple[str, str], title: str, width: int = 300, fill: str = FILL
) -> SafeString:
    """Draw two lines over time, evenly spaced, each named at its end; the second is dashed, to differ in gray too."""
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
    if ends[1][0] - ends[0][0] < SIZE:  # two names at one height would overlap
        ends = [(ends[0][0] - SIZE / 2, ends[0][1]), (ends[1][0] + SIZE / 2, ends[1][1])]
    word_at = {which: at for at, which in ends}
    for which, (colour, dash) in enumerate(((fill, "none"), (WARN, "5 3"))):
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
    return svg(width, top + height + 22, title, [*parts, labels])
