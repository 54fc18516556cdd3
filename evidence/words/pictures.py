"""The two pictures, as SVG with presentation attributes: a dumbbell for an answer, and the week's heat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.dateformat import format as formatted
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from evidence.core.kept import Kept, Row, place
from evidence.core.shop.hours import parse_hours
from evidence.words.days import clock_text
from evidence.words.sentences import number_text

INK, QUIET, TRACK, LINE, FILL = "#1b232b", "#55606a", "#f1ece4", "#857f75", "#4a72b0"
HEAT = ("#ffffff", "#dfe7f3", "#b5c8e5", "#7e9fd1", "#4a72b0", "#1e4480")  # none, then five steps of one hue
LETTERS = {"fill-ink": INK, "fill-quiet": QUIET}  # by their class; see static/site/charts.css
FONT = "Inter, system-ui, sans-serif"
SIZE = 12
MONDAY = date(2024, 1, 1)  # a Monday, to name the weekdays by
BUSIEST = 3
DARK = 4  # from this step on, text on it is white


def dumbbell(row: Row, width: int) -> SafeString:
    """Draw what was said as a dot and what the tickets show as a bar, on the question's own steps, best left."""
    if len(row.axis) < 2 or row.lo is None or row.hi is None:  # noqa: PLR2004 -- an axis has two ends
        return SafeString("")
    left, right, middle = 8, width - 8, 30

    def x(number: float) -> float:
        return round(left + (right - left) * place(row.axis, number), 1)

    ticks = [(left + (right - left) * at / (len(row.axis) - 1), step) for at, step in enumerate(row.axis)]
    parts = [
        format_html('<path class="line-sunk" d="M{} {}H{}" stroke="{}" stroke-width="2"/>', left, middle, right, TRACK),
        format_html_join(
            "",
            '<path class="line-edge" d="M{} {}v10" stroke="{}"/>'
            '<text class="fill-quiet" x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}">{}</text>',
            (
                (
                    round(at, 1),
                    middle - 5,
                    LINE,
                    round(at, 1),
                    middle + 22,
                    SIZE,
                    QUIET,
                    _side(at, left, right),
                    f"{step:g}",
                )
                for at, step in ticks
            ),
        ),
    ]
    low, high = x(row.lo), x(row.hi)
    if low == high:
        parts.append(
            format_html(
                '<circle class="fill-card line-data" cx="{}" cy="{}" r="7" fill="#ffffff" stroke="{}" '
                'stroke-width="3"/>',
                low, middle, FILL,
            )
        )  # fmt: skip
    else:
        line = '<path class="line-data" d="M{} {}H{}" stroke="{}" stroke-width="6"/>'
        ends = '<path class="line-data" d="M{} {}v14M{} {}v14" stroke="{}" stroke-width="3"/>'
        parts.append(format_html(line, low, middle, high, FILL))
        parts.append(format_html(ends, low, middle - 7, high, middle - 7, FILL))
    if row.said_at is not None:
        said = x(row.said_at)
        parts.append(
            format_html(
                '<circle class="fill-ink line-card" cx="{}" cy="{}" r="6" fill="{}" stroke="#ffffff" '
                'stroke-width="2"/>',
                said, middle, INK,
            )
        )  # fmt: skip
        parts.append(
            _text(said, 14, _("you said"), side=_side(said, left + 40, right - 40), paint="fill-ink", weight=600)
        )
    return _svg(width, middle + 28, dumbbell_title(row), parts)


def dumbbell_title(row: Row) -> str:
    low, high = number_text(row.lo), number_text(row.hi)
    shown = low if low == high else _("%(lo)s to %(hi)s") % {"lo": low, "hi": high}
    if row.said_at is None:
        return _("Your tickets show %(shown)s.") % {"shown": shown}
    return _("You said %(said)s; your tickets show %(shown)s.") % {"said": row.said, "shown": shown}


def heat(kept: Kept, width: int, tall: int = 18) -> SafeString:
    """Draw the tickets of the full weeks by weekday and hour, shop hours outlined, the busiest three cells numbered."""
    left, top = 34, 18
    cell = (width - left) / 24
    most = max(map(max, kept.grid))
    busiest = set(_busiest(kept.grid))
    parts: list[SafeString] = [
        _text(left + cell * hour, 12, clock_text(hour, 0), side="middle" if hour else "start")
        for hour in range(0, 24, 6)
    ]
    cells, numbered = [], []
    for day, counts in enumerate(kept.grid):
        y = top + day * (tall + 2)
        foot = y + tall // 2 + 4
        parts.append(_text(0, foot, weekday(day, short=True)))
        for hour, count in enumerate(counts):
            step = _step(count, most)
            paint = f"stage-{step}" if step else "fill-card"
            cells.append((paint, round(left + hour * cell, 1), y, round(cell - 1, 1), tall, HEAT[step]))
            if (day, hour) in busiest:
                fill = "#ffffff" if step >= DARK else INK
                x = left + (hour + 0.5) * cell - 0.5
                on = f"on-tone {paint}"
                numbered.append(_text(x, foot, count, paint=on, fill=fill, side="middle", weight=700, size=11))
    rect = '<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
    drawn = format_html_join("", rect, cells)
    parts.append(format_html('<g class="line-edge" stroke="{}" stroke-width="0.5">{}</g>', LINE, drawn))
    parts += numbered
    parts += [
        format_html(
            '<path class="line-ink" d="M{} {}H{}V{}H{}Z" fill="none" stroke="{}" stroke-width="1.5"/>',
            round(left + start / 60 * cell - 0.5, 1), top + day * (tall + 2) - 1,
            round(left + end / 60 * cell - 0.5, 1), top + day * (tall + 2) + tall + 1,
            round(left + start / 60 * cell - 0.5, 1), INK,
        )
        for day, spans in enumerate(parse_hours(str(kept.settings["hours"])))
        for start, end in spans
    ]  # fmt: skip
    return _svg(width, top + 7 * (tall + 2) + 2, heat_title(kept), parts)


def heat_title(kept: Kept) -> str:
    """Say which hours are the busiest."""
    named = [
        _("%(day)s at %(hour)s with %(n)s")
        % {"day": weekday(day), "hour": clock_text(hour, 0), "n": kept.grid[day][hour]}
        for day, hour in _busiest(kept.grid)
    ]
    return _("Tickets by weekday and hour; the busiest hours are %(hours)s.") % {"hours": "; ".join(named)}


def weekday(day: int, *, short: bool = False) -> str:
    """Return the name of a weekday, 0 for Monday."""
    return formatted(MONDAY + timedelta(days=day), "D" if short else "l")


def by_part_of_day(grid: Sequence[Sequence[int]]) -> list[tuple[str, list[int], int]]:
    """Return the picture as a table: for each weekday its tickets by quarters of the day, and all of them."""
    return [
        (weekday(day), [sum(counts[start : start + 6]) for start in range(0, 24, 6)], sum(counts))
        for day, counts in enumerate(grid)
    ]


def _busiest(grid: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    cells = [(-count, day, hour) for day, counts in enumerate(grid) for hour, count in enumerate(counts) if count]
    return [(day, hour) for _count, day, hour in sorted(cells)[:BUSIEST]]


def _step(count: int, most: int) -> int:
    return 0 if not count else 1 + min(4, 5 * (count - 1) // max(most, 1))


def _side(at: float, left: float, right: float) -> str:
    return "start" if at <= left else "end" if at >= right else "middle"


def _text(  # noqa: PLR0913 -- a place and a look
    x: float,
    y: float,
    words: object,
    *,
    paint: str = "fill-quiet",
    fill: str = "",
    side: str = "start",
    weight: int = 400,
    size: int = SIZE,
) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}" text-anchor="{}">{}</text>',
        paint, round(x, 1), y, size, weight, fill or LETTERS[paint], side, words,
    )  # fmt: skip


def _svg(width: int, height: float, title: str, parts: Sequence[SafeString]) -> SafeString:
    body = format_html_join("", "{}", ((part,) for part in parts))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="painted" role="img" aria-label="{}" viewBox="0 0 {} {}" '
        'font-family="{}">'
        "<title>{}</title>{}</svg>",
        title, width, height, FONT, title, body,
    )  # fmt: skip
