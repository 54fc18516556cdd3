"""The picture: readier to the right, calmer upward, with the shop, the goal and the way between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString

from questions.core.questionnaire import Cut
from questions.core.tones import INK, QUIET
from reports.core.parts import Moment
from reports.core.report import Report
from reports.pdf.printed.gauge import FULL, box, stretches
from reports.pdf.printed.lettering import POINT, short_name, width_of, words
from reports.pdf.printed.palette import CALM, stage_fill, strain_look
from reports.pdf.svg import rect, svg
from reports.pictures.way import Way, Zone, arrived, way_of, zone_of

WIDTH, LEFT, TOP = 180, 13.0, 6.0  # millimeters, as all numbers here
RAMP, BELOW = 2.2, 15.0  # the ramp of stages, and what stands under the field
NAME, LABEL = 9.5 * POINT, 10 * POINT
AREA = WIDTH - LEFT
PILL = 6.6  # the height of a label
FAR = (8, 12, 16, 20, 24, 28)  # how far below the shop its label stands where it has no room nearer
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Words:
    """Every word in the picture."""

    title: str
    calmer: str
    readier: str
    you: str
    there: str
    somewhere: str
    goal: str
    goal_alone: str
    first: str
    then: str
    before: str


def quadrant(report: Report, said: Words, *, tall: float) -> SafeString:
    """Draw the picture with a field so many millimeters tall; an uncertain shop is a dashed area."""
    parts = [*_field(report.strain.cuts, report.readiness.cuts, tall, said)]
    zone = zone_of(report)
    readiness, strain = report.readiness.points, report.strain.points
    if readiness is None or strain is None:
        parts += _somewhere(report, tall, said)
    if zone is not None:
        parts += _goal(zone, tall, said, low=strain is not None and strain < _low(tall))
    if readiness is not None and strain is not None:
        if zone is not None:
            parts += _way(zone, way_of(report), (readiness, strain), tall, said, bands=report.strain.cuts)
        parts += _before(report.moments[:-1], readiness, strain, tall, said)
        labels = (said.there, said.you) if arrived(report) else (said.you,)
        taken = [] if zone is None else _goal_lines(zone, tall, said, low=strain < _low(tall))
        parts += _you((readiness, strain), tall, labels, taken, way_of(report))
    return svg(WIDTH, TOP + tall + BELOW, said.title, parts)


def _x(readiness: float) -> float:
    return round(LEFT + AREA * readiness / FULL, 2)


def _y(strain: float, tall: float) -> float:
    return round(TOP + tall * strain / FULL, 2)


def _field(bands: Sequence[Cut], stages: Sequence[Cut], tall: float, said: Words) -> list[SafeString]:
    parts = [words(LEFT, 3.4, said.calmer, size=8.2 * POINT, fill=QUIET, side="start")]
    for band, low, high in stretches(bands):
        look, top, bottom = strain_look(bands, band), _y(low, tall), _y(high, tall)
        parts.append(
            format_html(
                '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
                LEFT,
                top,
                AREA,
                round(bottom - top, 2),
                look.tint,
            )
        )
        middle, name = (top + bottom) / 2, short_name(band.name, bottom - top, NAME, heavy=True)
        parts.append(
            format_html(
                '<text x="0" y="0" transform="translate({} {}) rotate(-90)" font-size="{}" font-weight="700" fill="{}" '
                'text-anchor="middle">{}</text>',
                LEFT - 4.5, round(middle, 2), round(NAME, 2), look.ink, name,
            )
        )  # fmt: skip
    parts += [rect(_x(cut.least) - 0.25, TOP, 0.5, tall, "#ffffff") for cut in stages[1:]]
    parts += [rect(LEFT, _y(band.least, tall), AREA, 0.25, INK) for band in bands[1:]]
    foot = TOP + tall + 0.8
    for stage, low, high in stretches(stages):
        left, right = _x(low), _x(high)
        parts.append(box(left, foot, right - left - (0.5 if high < FULL else 0), RAMP, stage_fill(stages, stage)))
        name = short_name(stage.name, right - left - 1, NAME)
        parts.append(words((left + right) / 2, foot + RAMP + 4.4, name, size=NAME, fill=INK))
    parts.append(words(WIDTH, foot + RAMP + 10, said.readier, size=8.2 * POINT, fill=QUIET, side="end"))
    return parts


def _low(tall: float) -> float:
    """Return the strain below which the shop is so near to the top that the goal's name stands at its foot."""
    return FULL * 13 / tall


def _frame(zone: Zone, tall: float) -> Box:
    return _x(zone.left) + 1, TOP + 1, _x(zone.right) - 1, _y(zone.worst, tall) - 1


def _goal_name(zone: Zone, tall: float, said: Words, *, low: bool) -> tuple[str, float, float]:
    """Return the goal's name, and where it stands: its middle and its foot."""
    left, top, right, bottom = _frame(zone, tall)
    name = said.goal if width_of(said.goal, LABEL, heavy=True) < right - left - 3 else said.goal_alone
    return name, (left + right) / 2, bottom - 3 if low else top + 5


def _goal(zone: Zone, tall: float, said: Words, *, low: bool) -> list[SafeString]:
    left, top, right, bottom = _frame(zone, tall)
    name, middle, foot = _goal_name(zone, tall, said, low=low)
    return [
        format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="2.5" fill="none" stroke="{}" stroke-width="0.7" '
            'stroke-dasharray="2.4 1.5"/>',
            round(left, 2), top, round(right - left, 2), round(bottom - top, 2), CALM.ink,
        ),
        words(middle, foot, name, size=LABEL, weight=700, fill=CALM.ink),
    ]  # fmt: skip


def _goal_lines(zone: Zone, tall: float, said: Words, *, low: bool) -> list[Box]:
    """Return what is drawn of the goal, its frame's four lines and its name, as areas."""
    left, top, right, bottom = _frame(zone, tall)
    name, middle, foot = _goal_name(zone, tall, said, low=low)
    half = width_of(name, LABEL, heavy=True) / 2
    return [
        (left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom), (right, top, right, bottom),
        (middle - half, foot - 3, middle + half, foot + 1),
    ]  # fmt: skip


def beside_lines(at: float, lines: Sequence[float]) -> float:
    """Return where a word stands: as high as wanted, or just below a line that would run through it."""
    through = [line for line in lines if at - 4 < line < at + 1.5]
    return through[0] + 5 if through else at


def _way(  # noqa: PLR0913 -- a way, and what is written beside it
    zone: Zone, way: Way, you: tuple[int, int], tall: float, said: Words, *, bands: Sequence[Cut]
) -> list[SafeString]:
    """Return the dotted way: first up to calm, then right to the goal's stages, as far as each is needed."""
    x, y = _x(you[0]), _y(you[1], tall)
    up, right = way
    level = _y(zone.worst / 2, tall) if up else y
    points = [(x, y), *([(x, level)] if up else []), *([(_x(zone.left) - 1.5, level)] if right else [])]
    if len(points) == 1:
        return []
    path = "M" + "L".join(f"{round(a, 2)} {round(b, 2)}" for a, b in points)
    (before_x, _), (end_x, end_y) = list(pairwise(points))[-1]
    tip = "l-3 -1.7v3.4z" if end_x > before_x else "l-1.7 3h3.4z"
    parts = [
        format_html(
            '<path d="{}" fill="none" stroke="{}" stroke-width="0.75" stroke-dasharray="0.75 1.15"/>', path, INK
        ),
        format_html('<path d="M{} {}{}" fill="{}"/>', round(end_x, 2), round(end_y, 2), tip, INK),
    ]
    if up:
        first = f"1 {said.first}" if right else said.first
        side = "start" if x + 4 + width_of(first, LABEL, heavy=True) < WIDTH - 2 else "end"
        middle = beside_lines(max((y + level) / 2, level + 9), [_y(cut.least, tall) for cut in bands[1:]])
        parts.append(
            words(x + (4 if side == "start" else -4), middle, first, size=LABEL, weight=600, fill=INK, side=side)
        )
    if right:
        then = f"2 {said.then}" if up else said.then
        wide = width_of(then, LABEL, heavy=True)
        left = x + 5 if x + 5 + wide < _x(zone.left) - 4 else max(_x(zone.left) - 4 - wide, LEFT + 2)
        parts.append(words(left, level - 3, then, size=LABEL, weight=600, fill=INK, side="start"))
    return parts


def _before(moments: Sequence[Moment], readiness: int, strain: int, tall: float, said: Words) -> list[SafeString]:
    """Return the way since last time: an open circle and a line."""
    if not moments:
        return []
    last = moments[-1]
    x, y = _x(last.readiness), _y(last.strain, tall)
    apart = abs(last.readiness - readiness) + abs(last.strain - strain) > 12  # noqa: PLR2004 -- room for its name
    label = words(x, y + 6.2 if y < TOP + tall - 8 else y - 3.6, said.before, size=8.2 * POINT, fill=INK)
    return [
        format_html(
            '<path d="M{} {}L{} {}" stroke="{}" stroke-width="0.6"/>', x, y, _x(readiness), _y(strain, tall), INK
        ),
        format_html('<circle cx="{}" cy="{}" r="1.7" fill="#ffffff" stroke="{}" stroke-width="0.6"/>', x, y, INK),
        *([label] if apart else []),
    ]


def _you(you: tuple[int, int], tall: float, labels: Sequence[str], taken: Sequence[Box], way: Way) -> list[SafeString]:
    """Draw the shop with the first of the labels that covers nothing of the goal, beside, below or above it."""
    x, y = _x(min(max(you[0], 1.6), 98.4)), min(max(_y(you[1], tall), TOP + 3), TOP + tall - 3)
    circle = '<circle cx="{}" cy="{}" r="{}" fill="{}"/>'
    rings = [format_html(circle, x, y, r, fill) for r, fill in ((3.4, "#ffffff"), (2.7, INK), (0.9, "#ffffff"))]
    found = [(label, place) for label in labels for place in _places(label, x, y, tall, way, far=label == labels[-1])]
    free = (each for each in found if not any(_meet(each[1], area) for area in taken))
    label, (left, top, right, _) = next(free, found[-1])
    return [*rings, *_label(left, top + PILL / 2, right - left, label)]


def _places(label: str, x: float, y: float, tall: float, way: Way, *, far: bool) -> list[Box]:  # noqa: PLR0913 -- a place
    """Return where a label has room inside the field, best first: right or left of the shop, below or above it."""
    wide, beside, apart = width_of(label, LABEL, heavy=True) + 6, 5, 4.4
    lefts = [min(max(x - part * wide, LEFT + 4), WIDTH - 4 - wide) for part in (0.5, 0.15, 0.85)]
    level = min(max(y - PILL / 2, TOP), TOP + tall - PILL)
    corners = [
        *([] if way.along and not way.up else [(x + beside, level)]),
        (x - beside - wide, level),
        *((left, y + apart) for left in lefts),
        *(() if way.up else ((left, y - apart - PILL) for left in lefts)),
        *((left, y + down) for down in FAR if far for left in lefts),
    ]
    inside = [
        (left, top, left + wide, top + PILL)
        for left, top in corners
        if LEFT <= left <= WIDTH - wide and TOP <= top <= TOP + tall - PILL
    ]
    return inside or [(LEFT, level, LEFT + wide, level + PILL)]


def _meet(one: Box, other: Box) -> bool:
    """Whether two areas are less than a millimeter apart."""
    return one[0] < other[2] + 1 and other[0] < one[2] + 1 and one[1] < other[3] + 1 and other[1] < one[3] + 1


def _somewhere(report: Report, tall: float, said: Words) -> list[SafeString]:
    """Return the area that the unknown answers leave open."""
    left, right = _x(report.readiness.low), _x(report.readiness.high)
    top, bottom = _y(report.strain.low, tall), _y(report.strain.high, tall)
    wide = width_of(said.somewhere, LABEL, heavy=True) + 6
    middle = min(max((left + right) / 2, LEFT + wide / 2), WIDTH - wide / 2)
    at = min(max((top + bottom) / 2, TOP + 4), TOP + tall - 4)
    return [
        format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="2" fill="#ffffff" fill-opacity="0.55" stroke="{}" '
            'stroke-width="0.7" stroke-dasharray="2.4 1.5"/>',
            round(left, 2), round(top, 2), round(max(right - left, 3), 2), round(max(bottom - top, 3), 2), INK,
        ),
        *_label(middle - wide / 2, at, wide, said.somewhere),
    ]  # fmt: skip


def _label(left: float, y: float, wide: float, label: str) -> list[SafeString]:
    pill = '<rect x="{}" y="{}" width="{}" height="6.6" rx="3.3" fill="{}"/>'
    return [
        format_html(pill, round(left, 2), round(y - 3.3, 2), round(wide, 2), INK),
        words(left + wide / 2, y + 1.25, label, size=LABEL, weight=600, fill="#ffffff"),
    ]
