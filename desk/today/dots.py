"""Draws where all shops stand: readier to the right, calmer upward, with a count in each field that opens its list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from desk.today.fields import TOP, Dot, Field
from questions.core.tones import CARD, INK, INKS, QUIET, STAGES, TINTS, stage_tone, strain_tone
from reports.pdf.svg import FONT
from reports.pictures.scale_names import on_scale, shortened, width_of

FOOT, RAMP = 58, 6  # pixels below the plot, and of the stages' colors there
ALONE = 5  # radius of a shop by itself
LEAST_FULL = 6  # shops that fill a dot, where no bin has more: one of two shops shall not look like a crowd
LONGEST = 130  # pixels of a name
Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the plot lies, in pixels, and the radius of its fullest dot."""

    left: int
    top: int
    width: int
    height: int
    largest: float

    def x(self, readiness: float) -> float:
        return round(self.left + self.width * min(readiness, TOP) / TOP, 1)

    def y(self, strain: float) -> float:
        return round(self.top + self.height * min(strain, TOP) / TOP, 1)


LARGE, SMALL = Plot(40, 22, 660, 430, 8.5), Plot(0, 0, 200, 146, 4.2)


def picture(
    rows: Sequence[Sequence[Field]], dots: Sequence[Dot], *, label: str, words: tuple[str, str], to: str
) -> SafeString:
    """Draw fields, dots and counts; `words` name the ways up and right, `to` is the list's address with its ?."""
    parts = [
        *_ground(rows, LARGE),
        *_names(rows, LARGE, words),
        *_dots(dots, LARGE),
        *_labels(dots, [_box(field, LARGE) for row in rows for field in row], LARGE),
        *(_count(field, LARGE, to) for row in rows for field in row),
    ]
    return _svg(LARGE.left + LARGE.width, LARGE.top + LARGE.height + FOOT, label, parts, role="group")


def small(rows: Sequence[Sequence[Field]], dots: Sequence[Dot], *, label: str) -> SafeString:
    """Draw the same without words and links, for one of several side by side."""
    plain = [Dot(dot.readiness, dot.strain, dot.number) for dot in dots]
    return _svg(SMALL.width, SMALL.height, label, [*_ground(rows, SMALL), *_dots(plain, SMALL)], role="img")


def _svg(width: int, height: int, label: str, parts: Sequence[SafeString], *, role: str) -> SafeString:
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="screen where" role="{}" aria-label="{}" viewBox="0 0 {} {}" '
        'direction="ltr" font-family="{}" font-size="12">{}</svg>',
        role, label, width, height, FONT, format_html_join("", "{}", ((each,) for each in parts)),
    )  # fmt: skip


def _ground(rows: Sequence[Sequence[Field]], plot: Plot) -> Iterator[SafeString]:
    bands = [row[0].band for row in rows]
    for row in rows:
        tone = strain_tone(bands, row[0].band)
        start, end = plot.y(row[0].strain[0]), plot.y(row[0].strain[1] + 1)
        yield format_html(
            '<rect class="area strain-{}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
            tone, plot.left, start, plot.width, round(end - start - 2, 1), TINTS[tone - 1],
        )  # fmt: skip
    for field in rows[0][1:]:
        yield format_html(
            '<path class="gap" d="M{} {}v{}" stroke="{}" stroke-width="2"/>',
            plot.x(field.readiness[0]), plot.top, plot.height, CARD,
        )  # fmt: skip


def _names(rows: Sequence[Sequence[Field]], plot: Plot, words: tuple[str, str]) -> Iterator[SafeString]:
    bands, stages, foot = [row[0].band for row in rows], [field.stage for field in rows[0]], plot.top + plot.height
    yield format_html('<text class="quiet" x="{}" y="13" fill="{}">↑ {}</text>', plot.left, QUIET, words[0])
    for row in rows:
        tone = strain_tone(bands, row[0].band)
        start, end = plot.y(row[0].strain[0]), plot.y(row[0].strain[1] + 1)
        middle = round((start + end) / 2, 1)
        yield format_html(
            '<text class="word strain-{}" x="26" y="{}" text-anchor="middle" transform="rotate(-90 26 {})" fill="{}" '
            'font-weight="600">{}</text>',
            tone, middle, middle, INKS[tone - 1], on_scale(row[0].band.name, end - start),
        )  # fmt: skip
    for field in rows[0]:
        tone = stage_tone(stages, field.stage)
        start, end = plot.x(field.readiness[0]), plot.x(field.readiness[1] + 1)
        yield format_html(
            '<rect class="stage-{}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
            '<text class="ink" x="{}" y="{}" text-anchor="middle" fill="{}" font-weight="600">{}</text>',
            tone, start, foot + 2, round(end - start - 2, 1), RAMP, STAGES[tone - 1],
            round((start + end) / 2, 1), foot + 24, INK, on_scale(field.stage.name, end - start),
        )  # fmt: skip
    yield format_html(
        '<text class="quiet" x="{}" y="{}" text-anchor="end" fill="{}">{} →</text>',
        plot.left + plot.width, foot + 48, QUIET, words[1],
    )  # fmt: skip


def _dots(dots: Sequence[Dot], plot: Plot) -> Iterator[SafeString]:
    """Draw each dot, its area by the number of its shops; a single shop's is a link to it."""
    full = max([LEAST_FULL, *(dot.number for dot in dots)])
    for dot in dots:
        radius = ALONE if dot.address else plot.largest * sqrt(dot.number / full)
        circle = format_html(
            '<circle class="dot" cx="{}" cy="{}" r="{}" fill="{}"/>',
            plot.x(dot.readiness), plot.y(dot.strain), round(radius, 2), STAGES[-1],
        )  # fmt: skip
        if dot.address:
            circle = format_html(
                '<a href="{}" aria-label="{}"><title>{}</title>{}</a>', dot.address, dot.label, dot.label, circle
            )
        yield circle


def _labels(dots: Sequence[Dot], counts: Sequence[Box], plot: Plot) -> Iterator[SafeString]:
    """Write the name of each single shop beside its dot, where there is room for it, also beside the counts."""
    taken: list[Box] = [*counts, *((plot.x(dot.readiness) - 7, plot.y(dot.strain) - 7, 14, 14) for dot in dots)]
    for dot in dots:
        name = shortened(dot.name, LONGEST)
        x, y, wide = plot.x(dot.readiness), plot.y(dot.strain), width_of(name) + 4
        beside: list[Box] = [(x + 8, y - 8, wide, 16), (x - 8 - wide, y - 8, wide, 16)]
        inside = [box for box in beside if box[0] >= plot.left and box[0] + wide <= plot.left + plot.width]
        free = [box for box in inside if not any(_meet(box, each) for each in taken)]
        if name and free:
            taken.append(free[0])
            yield format_html(
                '<text class="ink" x="{}" y="{}" fill="{}" aria-hidden="true">{}</text>',
                round(free[0][0] + 2, 1), round(y + 4, 1), INK, name,
            )  # fmt: skip


def _meet(one: Box, other: Box) -> bool:
    across = one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
    return across and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


def _box(field: Field, plot: Plot) -> Box:
    """Return where a field's count is, at its upper right corner."""
    wide = max(24, 12 + 7 * len(str(field.number)))
    return plot.x(field.readiness[1] + 1) - 6 - wide, plot.y(field.strain[0]) + 5, wide, 24


def _count(field: Field, plot: Plot, to: str) -> SafeString:
    """Draw how many are in a field, at its upper right corner; a link to them unless there are none."""
    left, top, wide, tall = _box(field, plot)
    box = format_html(
        '<rect class="count" x="{}" y="{}" width="{}" height="{}" rx="4" fill="{}" stroke="{}"/>'
        '<text class="ink" x="{}" y="{}" text-anchor="middle" fill="{}" font-weight="600">{}</text>',
        round(left, 1), round(top, 1), wide, tall, CARD, QUIET,
        round(left + wide / 2, 1), round(top + 16, 1), INK, field.number,
    )  # fmt: skip
    if not field.number:
        return format_html('<g aria-hidden="true">{}</g>', box)
    said = f"{field.stage.name}, {field.band.name}: {field.number}"
    return format_html('<a href="{}{}" aria-label="{}">{}</a>', to, field.query, said, box)
