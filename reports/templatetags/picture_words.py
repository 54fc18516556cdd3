"""The pictures of a result, with their words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.models.shops import local
from questions.core.questionnaire import Cut
from questions.core.tones import STAGES, STRAINS, TINTS, stage_tone, strain_tone
from questions.models.assessment import Assessment
from reports.core.parts import Moment, Scale
from reports.core.report import Report
from reports.pictures import bars, gauge, quadrant, trend
from reports.pictures.quadrant import Axis, Words
from reports.pictures.way import arrived, goal_stage, way_of, zone_of
from reports.templatetags.report_words import month, scale_title
from reports.templatetags.result_words import can_be_drawn

register = template.Library()

PHONE, DESK = 324, 490  # pixels across, so that letters keep their size


@register.simple_tag
def gauge_of(report: Report, measure: str, before: Report | None = None) -> SafeString:
    """Draw a measure on its scale; with another report, also where that was."""
    scale, name = _measure(report, measure)
    axis = _readiness(scale.cuts) if measure == "readiness" else _strain(scale.cuts)
    was = _measure(before, measure)[0].points if before else None
    here = [scale.cuts.index(scale.place)] if scale.place in scale.cuts else _spanned(scale)
    return gauge.gauge(
        title=scale_title(name, scale),
        points=scale.points,
        low=scale.low,
        high=scale.high,
        cuts=axis.cuts,
        names=axis.names,
        paints=axis.paints,
        here=here,
        before=None if was == scale.points else was,
    )


def _measure(report: Report, measure: str) -> tuple[Scale, str]:
    return (report.readiness, _("Readiness")) if measure == "readiness" else (report.strain, _("Strain"))


def _spanned(scale: Scale) -> list[int]:
    return [at for at, cut in enumerate(scale.cuts) if cut.name in scale.span] if scale.points is None else []


def _readiness(cuts: Sequence[Cut]) -> Axis:
    tones = [stage_tone(cuts, cut) for cut in cuts]
    return Axis(*_ends(cuts), tuple((f"stage-{tone}", STAGES[tone - 1]) for tone in tones))


def _strain(cuts: Sequence[Cut], shades: Sequence[str] = STRAINS) -> Axis:
    tones = [strain_tone(cuts, cut) for cut in cuts]
    return Axis(*_ends(cuts), tuple((f"strain-{tone}", shades[tone - 1]) for tone in tones))


def _ends(cuts: Sequence[Cut]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    return tuple(cut.least for cut in cuts), tuple(cut.name for cut in cuts)


@register.simple_tag
def section_bar_of(report: Report, scale: Scale) -> SafeString:
    return bars.section_bar(scale.points, scale.low, scale.high, [cut.least for cut in report.readiness.cuts])


@register.simple_tag
def strain_mark_of(cut: Cut | None, scale: Scale) -> SafeString:
    """Draw how strained a place is, as one to three bars."""
    return bars.strain_mark(strain_tone(scale.cuts, cut))


@register.simple_tag
def dumbbell_of(before: Scale, now: Scale, change: int | None, *, rising: bool) -> SafeString:
    """Draw a number before and now; `change` is None if it is too small to tell."""
    if before.points is None or now.points is None:
        return SafeString("")
    return bars.dumbbell(before.points, now.points, better=None if not change else (change > 0) == rising)


@register.filter
def has_picture(report: Report) -> bool:
    """Whether enough is known to show where the shop stands, at least roughly."""
    return can_be_drawn(report.readiness) and can_be_drawn(report.strain)


@register.filter
def way_in_words(report: Report) -> str:
    """Return the way to the goal as a sentence; empty where there is none to go."""
    up, along = way_of(report)
    stage = _stage(report)
    if up and along:
        words = _("First a calmer week, then %(stage)s: the rest is easier once you have time for it.")
        return words % {"stage": stage}
    if up:
        return _("The way to your goal is a calmer week. What you sell can stay as it is.")
    return _("Your week is calm enough. What's left is the way to %(stage)s.") % {"stage": stage} if along else ""


def _stage(report: Report) -> str:
    stage = goal_stage(report)
    return stage.name if stage else ""


@register.simple_tag
def picture_of(report: Report, *, wide: bool = False) -> SafeString:
    """Draw where the shop stands, where it was, and the way to its goal."""
    readiness, strain = report.readiness, report.strain
    before = report.moments[-2] if len(report.moments) > 1 else None
    return quadrant.quadrant(
        words=_words(report, before),
        readiness=_readiness(readiness.cuts),
        strain=_strain(strain.cuts, TINTS),
        you=((_least(readiness), _least(strain)), (_most(readiness), _most(strain))),
        goal=zone_of(report),
        before=(before.readiness, before.strain) if before else None,
        width=DESK if wide else PHONE,
    )


def _least(scale: Scale) -> int:
    return scale.low if scale.points is None else scale.points


def _most(scale: Scale) -> int:
    return scale.high if scale.points is None else scale.points


def _words(report: Report, before: Moment | None) -> Words:
    up, along = way_of(report)
    known = report.readiness.points is not None and report.strain.points is not None
    calmer, onward = _("First, a calmer week"), _("Then on to %(stage)s") % {"stage": _stage(report)}
    if up and along:
        calmer, onward = f"1 {calmer}", f"2 {onward}"
    else:
        calmer, onward = _("A calmer week"), _("On to %(stage)s") % {"stage": _stage(report)}
    you = _("You are here") if known else _("You are in here")
    if arrived(report):
        you = _("You are here, where you want to be")
    return Words(
        title=_story(report, before),
        you=you,
        goal=_("Your goal"),
        calmer=_("Calmer"),
        readier=_("Readiness"),
        up=calmer if up else "",
        along=onward if along else "",
        before=date_format(date.fromisoformat(before.date), "M Y") if before else "",
    )


def _story(report: Report, before: Moment | None) -> str:
    """Tell the picture in a sentence or two, for people who do not see it."""
    parts = [
        _("Where you are: %(readiness)s; %(strain)s.")
        % {
            "readiness": _told(_("readiness"), report.readiness),
            "strain": _told(_("strain"), report.strain),
        }
    ]
    if before:
        words = _("Last time, %(date)s: readiness %(readiness)s, strain %(strain)s.")
        day = date_format(date.fromisoformat(before.date), "DATE_FORMAT")
        parts.append(words % {"date": day, "readiness": before.readiness, "strain": before.strain})
    parts.append(way_in_words(report))
    return " ".join(part for part in parts if part)


def _told(name: str, scale: Scale) -> str:
    if scale.points is None:
        return _("%(name)s from %(low)s to %(high)s of 100") % {"name": name, "low": scale.low, "high": scale.high}
    place = scale.place.name if scale.place else ""
    return _("%(name)s %(points)s of 100 %(place)s") % {"name": name, "points": scale.points, "place": place}


@register.simple_tag
def trend_of_measure(report: Report, attempts: Sequence[Assessment], measure: str) -> SafeString:
    """Draw one measure over every attempt that has a number for it; a break where two can't be compared."""
    scale, name = _measure(report, measure)
    rising = measure == "readiness"
    shown: list[trend.Attempt] = []
    last: Assessment | None = None
    for each in attempts:
        points = each.readiness if rising else each.strain
        if points is None or not each.submitted:
            continue
        label = month(local(each.first.submitted or each.submitted, each.shop))
        shown.append(trend.Attempt(label, points, joined=last is None or each.comparable_with(last)))
        last = each
    if not shown:
        return SafeString("")
    story = "; ".join(f"{each.label}: {each.points}" for each in shown)
    words = (
        _("%(measure)s over time, higher is readier. %(story)s.")
        if rising
        else _("%(measure)s over time, lower is calmer. %(story)s.")
    )
    axis = _readiness(scale.cuts) if rising else _strain(scale.cuts, TINTS)
    return trend.trend(shown, axis, title=words % {"measure": name, "story": story}, rising=rising)
