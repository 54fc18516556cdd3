"""Draws where a shop stands, readier to the right and calmer upward, with the way since last time and to its goal."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from questions.core.tones import CARD, INK, INKS, QUIET
from reports.pdf.svg import FONT
from reports.pictures.scale_names import on_scale, place_names, width_of
from reports.pictures.way import Zone

LEFT, TOP, FOOT = 24, 20, 58  # pixels around the plot
RAMP = 6
TURN = 12  # radius of the way's corner


@dataclass(frozen=True, slots=True)
class Axis:
    """The parts of one measure: their least points, names, and the class and color of each."""

    cuts: tuple[int, ...]
    names: tuple[str, ...]
    paints: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What is written into the picture; each part of the way is empty where it has no such part."""

    title: str
    you: str
    goal: str
    calmer: str
    readier: str
    up: str
    along: str
    before: str


@dataclass(frozen=True, slots=True)
class Plot:
    """The plot's place; readiness and strain are turned into pixels."""

    width: int
    height: int

    @property
    def right(self) -> int:
        return self.width

    @property
    def bottom(self) -> int:
        return TOP + self.height

    def x(self, readiness: float) -> float:
        return round(LEFT + (self.right - LEFT) * readiness / 100, 1)

    def y(self, strain: float) -> float:
        return round(TOP + self.height * strain / 100, 1)


Point = tuple[int, int]  # readiness and strain


def quadrant(  # noqa: PLR0913 -- each is a part of the picture
    *,
    words: Words,
    readiness: Axis,
    strain: Axis,
    you: tuple[Point, Point],
    goal: Zone | None,
    before: Point | None = None,
    width: int = 324,
) -> SafeString:
    """Draw the picture; `you` is the least and the most of both measures, one point if they are known."""
    plot = Plot(width, round((width - LEFT) * 0.95))
    parts = [*_ground(plot, readiness, strain, words), *([_zone(plot, goal)] if goal else [])]
    known = you[0] == you[1]
    at = plot.x((you[0][0] + you[1][0]) / 2), plot.y((you[0][1] + you[1][1]) / 2)
    if known and goal:
        parts += _way(plot, you[0], goal, words)
    if before is not None and known:
        parts += _since(plot, before, at, words.before)
    there = bool(known and goal and goal.holds(*you[0]))
    if goal and not there:
        parts.append(_goal_name(plot, goal, at[1], words.goal))
    parts.append(_dot(at) if known else _somewhere(plot, you))
    parts.append(_pill(plot, at, words.you, goal, there=there))
    height = plot.bottom + FOOT
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="quadrant" role="img" aria-label="{}" width="{}" height="{}" '
        'viewBox="0 0 {} {}" direction="ltr" font-family="{}" font-size="12"><title>{}</title>{}</svg>',
        words.title, width, height, width, height, FONT, words.title,
        format_html_join("", "{}", ((each,) for each in parts)),
    )  # fmt: skip


def _ground(plot: Plot, readiness: Axis, strain: Axis, words: Words) -> list[SafeString]:
    parts = [_text(LEFT, 12, f"↑ {words.calmer}", QUIET)]
    for (least, most), name, (paint, colour), ink in zip(
        pairwise([*strain.cuts, 100]), strain.names, strain.paints, _inks(strain), strict=True
    ):
        top, bottom = plot.y(least), plot.y(most)
        parts.append(
            format_html(
                '<rect class="area {}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
                paint, LEFT, top, plot.right - LEFT, round(bottom - top - 2, 1), colour,
            )
        )  # fmt: skip
        middle = round((top + bottom) / 2, 1)
        parts.append(
            format_html(
                '<text class="word {}" x="16" y="{}" text-anchor="middle" transform="rotate(-90 16 {})" fill="{}" '
                'font-weight="600">{}</text>',
                paint, middle, middle, ink, on_scale(name, bottom - top),
            )
        )  # fmt: skip
    parts += [
        format_html(
            '<path class="gap" d="M{} {}V{}" stroke="{}" stroke-width="2"/>', plot.x(cut), TOP, plot.bottom, CARD
        )
        for cut in readiness.cuts
        if cut
    ]
    for (least, most), (paint, colour) in zip(pairwise([*readiness.cuts, 100]), readiness.paints, strict=True):
        left, right = plot.x(least), plot.x(most)
        parts.append(
            format_html(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
                paint, left, plot.bottom + 2, round(right - left - 2, 1), RAMP, colour,
            )
        )  # fmt: skip
    for each in place_names(readiness.names, readiness.cuts, (), plot.right - LEFT):
        for number, line in enumerate(each.lines):
            at = LEFT + (plot.right - LEFT) * each.at / 100
            parts.append(_text(at, plot.bottom + 22 + 13 * number, line, QUIET, side=each.side))
    parts.append(_text(plot.right, plot.bottom + FOOT - 4, f"{words.readier} →", QUIET, side="end"))
    return parts


def _inks(strain: Axis) -> list[str]:
    last = len(strain.names) - 1
    return [INKS[int(at * 2 / last + 0.5) if last else 0] for at in range(last + 1)]


def _zone(plot: Plot, goal: Zone) -> SafeString:
    left, right = plot.x(goal.left) + 2, plot.x(goal.right) - 3
    return format_html(
        '<rect class="zone" x="{}" y="{}" width="{}" height="{}" rx="10" fill="none" stroke="{}" '
        'stroke-width="2" stroke-dasharray="6 4"/>',
        left, TOP + 3, round(right - left, 1), round(plot.y(goal.worst) - TOP - 8, 1), INKS[0],
    )  # fmt: skip


def _goal_name(plot: Plot, goal: Zone, you: float, words: str) -> SafeString:
    """Write the goal's name at the end of its zone that is farther from the shop."""
    middle = (plot.x(goal.left) + plot.x(goal.right)) / 2
    half = width_of(words, bold=True) / 2 + 4
    low = you < plot.y(goal.worst / 2)
    return _text(
        min(max(middle, LEFT + half), plot.right - half),
        plot.y(goal.worst) - 14 if low else TOP + 20,
        words, INKS[0], side="middle", weight=700, paint="goal",
    )  # fmt: skip


def _way(plot: Plot, you: Point, goal: Zone, words: Words) -> list[SafeString]:
    """Draw the dotted way to the goal, first up, then right, with a name along each part."""
    if not words.up and not words.along:
        return []
    x, y = plot.x(you[0]), plot.y(you[1])
    level = plot.y(goal.worst * 0.58) if words.up else y
    end = plot.x(goal.left) - 5
    parts: list[SafeString] = []
    if words.up and words.along:
        turn = min(TURN, max(end - x - 6, 0))
        path = f"M{x} {y - 9}V{level + turn}Q{x} {level} {x + turn} {level}H{end}"
    elif words.up:
        end, path = x, f"M{x} {y - 9}V{level}"
    else:
        path = f"M{x + 9} {y}H{end}"
    parts.append(
        format_html(
            '<path class="way" d="{}" fill="none" stroke="{}" stroke-width="2.2" stroke-dasharray="1 5" '
            'stroke-linecap="round"/>',
            path, INK,
        )
    )  # fmt: skip
    head = f"M{end + 4} {level}l-8 -4.5v9z" if words.along else f"M{x} {level - 6}l-4.5 8h9z"
    parts.append(format_html('<path class="way-head" d="{}" fill="{}"/>', head, INK))
    if words.up:
        half_way = (y - 14 + level) / 2 + 4
        aside = x < (LEFT + plot.right) / 2
        parts.append(
            _text(x + 10 if aside else x - 10, half_way, words.up, INK, side="start" if aside else "end", weight=600)
        )
    if words.along:
        wide = width_of(words.along, bold=True)
        start = max(min(x + 14, end - wide - 8), LEFT + 4)
        parts.append(_text(start, level - 8, words.along, INK, weight=600))
    return parts


def _since(plot: Plot, before: Point, at: tuple[float, float], words: str) -> list[SafeString]:
    x, y = plot.x(before[0]), plot.y(before[1])
    if abs(x - at[0]) + abs(y - at[1]) < 12:  # noqa: PLR2004 -- under the dot
        return []
    side = "end" if x > LEFT + width_of(words, bold=True) + 12 and x <= at[0] else "start"
    if x + width_of(words, bold=True) + 12 > plot.right:
        side = "end"
    return [
        format_html('<path class="since" d="M{} {}L{} {}" stroke="{}" stroke-width="2"/>', x, y, *at, INK),
        format_html(
            '<circle class="was" cx="{}" cy="{}" r="5" fill="{}" stroke="{}" stroke-width="2"/>', x, y, CARD, INK
        ),
        _text(x - 9 if side == "end" else x + 9, y + 4, words, QUIET, side=side, weight=600),
    ]  # fmt: skip


def _dot(at: tuple[float, float]) -> SafeString:
    return format_html(
        '<circle class="ring" cx="{}" cy="{}" r="9" fill="{}"/><circle class="dot" cx="{}" cy="{}" r="6.5" fill="{}"/>'
        '<circle class="ring" cx="{}" cy="{}" r="2" fill="{}"/>',
        *at, CARD, *at, INK, *at, CARD,
    )  # fmt: skip


def _somewhere(plot: Plot, you: tuple[Point, Point]) -> SafeString:
    (left, low), (right, high) = you
    return format_html(
        '<rect class="bracket" x="{}" y="{}" width="{}" height="{}" rx="6" fill="none" stroke="{}" '
        'stroke-width="2.5"/>',
        plot.x(left), plot.y(low), round(max(plot.x(right) - plot.x(left), 4), 1),
        round(max(plot.y(high) - plot.y(low), 4), 1), INK,
    )  # fmt: skip


def _pill(plot: Plot, at: tuple[float, float], words: str, goal: Zone | None, *, there: bool) -> SafeString:
    """Write where the shop is beside its dot, clear of the goal's frame; in the frame or below it if it is there."""
    wide, tall = round(width_of(words, bold=True) + 20), 24
    first, last = (plot.x(goal.left) + 6, plot.x(goal.right) - 7) if goal else (0.0, 0.0)
    if there and goal:
        has_room = first + wide <= last
        low, high = (first, last - wide) if has_room else (LEFT + 4, plot.right - wide - 4)
        left = min(max(at[0] - wide / 2, low), high)
        top = at[1] + 13 if at[1] < TOP + plot.height / 5 else at[1] - 13 - tall
        top = top if has_room else plot.y(goal.worst) + 6
    else:
        top = min(max(at[1] - tall / 2, TOP + 3), plot.bottom - tall - 4)
        beside = goal is not None and top < plot.y(goal.worst)
        sides = [each for each in (at[0] + 14, at[0] - 14 - wide) if LEFT <= each <= plot.right - wide]
        free = (each for each in sides if not beside or each > last + 4 or each + wide < first - 4)
        left = next(free, sides[0] if sides else LEFT)
    return format_html(
        '<rect class="pill" x="{}" y="{}" width="{}" height="{}" rx="12" fill="{}"/>'
        '<text class="pill-word" x="{}" y="{}" text-anchor="middle" fill="{}" font-weight="600">{}</text>',
        round(left, 1), round(top, 1), wide, tall, INK, round(left + wide / 2, 1), round(top + 16.5, 1), CARD, words,
    )  # fmt: skip


def _text(  # noqa: PLR0913 -- a place and a look
    x: float, y: float, words: str, colour: str, *, side: str = "start", weight: int = 400, paint: str = ""
) -> SafeString:
    kind = paint or ("quiet" if colour == QUIET else "ink")
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}" fill="{}" font-weight="{}">{}</text>',
        kind, round(x, 1), round(y, 1), side, colour, weight, words,
    )  # fmt: skip
