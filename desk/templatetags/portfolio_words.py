"""Words and colors for the portfolio by section, and the pictures of its quarters."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from desk.today.heat import Cell, Line, Shows, Why
from desk.today.quarters import Quarter
from questions.core.questionnaire import Cut, Questionnaire
from questions.core.tones import STAGES, TINTS, stage_tone, strain_tone
from reports.core.comparison import LEAST_READINESS
from reports.pictures import trend
from reports.pictures.quadrant import Axis
from reports.templatetags.report_words import signed

register = template.Library()


@register.simple_tag
def tone_of(asked: Questionnaire, points: int | None, shows: Shows) -> str:
    """Return the class that gives a number its color; empty for a change and for no number."""
    if points is None or shows is Shows.CHANGE:
        return ""
    if shows is Shows.STRAIN:
        return f"strain-{strain_tone(asked.strain_bands, _cut(asked.strain_bands, points))}"
    return f"stage-{stage_tone(asked.stages, _cut(asked.stages, points))}"


def _cut(cuts: Sequence[Cut], points: int) -> Cut | None:
    return next((cut for cut in reversed(cuts) if cut.least <= points), None)


@register.simple_tag
def said_in(cell: Cell, shows: Shows) -> str:
    """Return a cell's number, or why it has none; of a change also its way, unless it is too small to tell."""
    if cell.points is None:
        return why_not(cell.why)
    if shows is not Shows.CHANGE:
        return str(cell.points)
    return change_words(cell.points)


@register.filter
def change_words(points: int | None) -> str:
    """Return a change of readiness with its sign, and in a word what it means."""
    if points is None:
        return _("new")
    if abs(points) < LEAST_READINESS:
        return _("%(points)s too small") % {"points": signed(points)} if points else _("0 same")
    return (_("%(points)s up") if points > 0 else _("%(points)s down")) % {"points": signed(points)}


def why_not(why: Why | None) -> str:
    words = {Why.NOT_ASKED: _("not asked"), Why.NO_ANSWER: _("no answer"), Why.FIRST: _("first result")}
    return words[why] if why else ""


@register.simple_tag
def heat_of_line(asked: Questionnaire, line: Line) -> tuple[int, str]:
    """Return how strained a line is, 1 to 3 and in a word; 0 and empty if that is not known."""
    cut = _cut(asked.strain_bands, line.strain) if line.strain is not None else None
    return (strain_tone(asked.strain_bands, cut), cut.name) if cut else (0, "")


@register.simple_tag
def legend_of(asked: Questionnaire, shows: Shows) -> list[tuple[str, str]]:
    """Return each part of the scale: the class of its color, and its name with its range."""
    cuts = asked.strain_bands if shows is Shows.STRAIN else asked.stages
    ends = [*(cut.least - 1 for cut in cuts[1:]), 100]
    return [
        (tone_of(asked, cut.least, shows), f"{cut.name} {cut.least}-{end}") for cut, end in zip(cuts, ends, strict=True)
    ]


@register.simple_tag
def quarter_trend(asked: Questionnaire, quarters: Sequence[Quarter], measure: str) -> SafeString:
    """Draw the medians of one measure by quarter."""
    ready = measure == Shows.READINESS
    cuts = asked.stages if ready else asked.strain_bands
    tones = [stage_tone(cuts, cut) if ready else strain_tone(cuts, cut) for cut in cuts]
    paints = tuple(
        (f"stage-{tone}", STAGES[tone - 1]) if ready else (f"strain-{tone}", TINTS[tone - 1]) for tone in tones
    )
    axis = Axis(tuple(cut.least for cut in cuts), tuple(cut.name for cut in cuts), paints)
    points = [each.readiness if ready else each.strain for each in quarters]
    said = "; ".join(f"{quarter_words(each)} {value}" for each, value in zip(quarters, points, strict=True))
    name = _("Median readiness by quarter") if ready else _("Median strain by quarter")
    attempts = [trend.Attempt(quarter_words(each), value) for each, value in zip(quarters, points, strict=True)]
    return trend.trend(attempts, axis, title=f"{name}: {said}", rising=ready)


@register.filter
def quarter_words(each: Quarter) -> str:
    return f"Q{each.quarter} {each.year}"
