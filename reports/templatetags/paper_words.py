"""Words, pictures and choices for the printed report."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.number_field import grouped
from questions.core.questionnaire import Cut
from questions.core.tones import stage_tone, strain_tone
from reports.core.answers import AnswerLine, Tone
from reports.core.digest import Document
from reports.core.parts import Scale, SectionPart
from reports.core.report import Report
from reports.core.steps import Step
from reports.pdf.printed import choice, course, fitting, gauge, noting, palette, quadrant, stair, wall
from reports.pdf.printed.lettering import short_name
from reports.pdf.printed.wrapping import one_line, wide
from reports.pictures.way import arrived, goal_stage
from reports.templatetags.cover_words import FOOT, FOOT_ROOM
from reports.templatetags.document_words import day
from reports.templatetags.money_words import formula, sum_name
from reports.templatetags.picture_words import way_in_words
from reports.templatetags.report_words import in_a_sentence, interval, month, scale_title, section_value

register = template.Library()

SIGNS = {Tone.STRENGTH: "+", Tone.PLAIN: "=", Tone.COST: "−", Tone.UNKNOWN: "?"}
MOST_ROWS, LEAST_TALL = 8, 45  # sections below the picture before it shrinks, and millimeters

register.filter("by_need", choice.by_need)
register.filter("in_threes", choice.in_threes)
register.filter("to_reach", choice.to_reach)
register.filter("start_here", choice.start_here)
register.filter("notes_in_order", noting.notes_in_order)
register.filter("notes_page", noting.notes_page)
register.filter("time_and_done", wall.time_and_done)
register.filter("wall_groups", wall.groups)
register.filter("wall_moves", wall.moves)
register.filter("wall_numbers", wall.numbers)
register.filter("wall_size", wall.size_of)
register.filter("arrived", arrived)
register.filter("way_in_words", way_in_words)


@register.filter
def direction(text: str) -> str:
    """Return the direction of the first letter that has one, as `dir="auto"` does in a browser: ltr or rtl."""
    kinds = (unicodedata.bidirectional(letter) for letter in str(text))
    return next(("ltr" if kind == "L" else "rtl" for kind in kinds if kind in ("L", "R", "AL")), "ltr")


@register.simple_tag
def title_of(report: Report, document: Document) -> str:
    """Return what a document is called, and whose it is."""
    name = _("Annex to the readiness report") if document == Document.ANNEX else _("Readiness report")
    return ": ".join([name, report.shop.strip()] if report.shop else [name])


@register.simple_tag
def foot_of(report: Report, kind: str) -> str:
    """Return what stands at the foot of each page, the shop's name as far as there is room on the line."""
    made = [date_format(report.day, "DATE_FORMAT")] if report.day else []
    more = "".join(f" · {each}" for each in (kind, *made))
    return one_line(report.shop or _("Your shop"), FOOT, FOOT_ROOM - wide(more, FOOT)) + more


@register.filter
def verb_first(text: str) -> SafeString:
    """Return a step with its first word marked as the verb."""
    verb, blank, rest = text.partition(" ")
    return format_html("<b>{}</b>{}{}", verb, blank, rest)


@register.filter
def sign(line: AnswerLine) -> str:
    return SIGNS[line.tone]


@register.filter
def three_findings(section: SectionPart, report: Report) -> tuple[AnswerLine, ...]:
    return choice.three_findings(section, report)


@register.filter
def summary_parts(report: Report) -> fitting.Parts:
    """Return which parts of the short version have room on its page."""
    return fitting.summary_parts(report, _sums(report)[: fitting.MOST_SUMS])


@register.filter
def notes_go_on(report: Report) -> bool:
    """Whether the notes have no room in the report, and stand in the annex as well."""
    return bool(report.notes) and noting.notes_page(report).more


@register.filter
def own_page(report: Report) -> bool:
    """Whether the replies to objections begin a page of their own."""
    return fitting.own_page(report, _sums(report))


@register.filter
def steps_below_sums(report: Report) -> bool:
    return fitting.steps_below_sums(report, _sums(report))


@register.filter
def contents(report: Report) -> list[tuple[str, str]]:
    """Return each part of the report after its cover: its place, and what it is called."""
    how = [("how", _("How, in full"))] if steps_in_full(report) else []
    replies = [("replies", _("“But what about…?”"))] if report.replies else []
    return [
        ("summary", _("The short version")),
        ("plan", _("Your plan, to pin on the wall")),
        ("picture", _("The picture")),
        ("sections", _("Section by section")),
        *([("money", _("The money"))] if report.money else []),
        *(how + replies if steps_below_sums(report) else replies + how),
        *([("notes", _("Notes for you"))] if report.notes else []),
        *([("tickets", _("What your tickets show"))] if report.tickets else []),
        *([("opinions", _("How others see it"))] if report.opinions else []),
    ]


@register.filter
def steps_in_full(report: Report) -> tuple[Step, ...]:
    """Return the first steps that have room on the last page."""
    return fitting.steps_in_full(report, _sums(report))


def _sums(report: Report) -> list[tuple[str, str]]:
    return [(sum_name(line), formula(line)) for line in report.money]


@register.filter
def number_of(line: AnswerLine) -> str:
    """Return the number in an answer, without its unit."""
    return grouped(int(line.answer.partition(" ")[0]))


@register.filter
def in_months(report: Report, months: int) -> date | None:
    """Return the day so many months of 30.4 days after submitting; None before that."""
    return report.day + timedelta(days=round(months * 365 / 12)) if report.day else None


@register.simple_tag
def gauge_of(report: Report, measure: str) -> SafeString:
    scale = report.readiness if measure == "readiness" else report.strain
    name = _("Readiness") if measure == "readiness" else _("Strain")
    return gauge.gauge(scale, title=scale_title(name, scale), strain=measure == "strain")


@register.simple_tag
def cover_stair(report: Report) -> SafeString:
    points = report.readiness.points
    you = _("You: %(points)s") % {"points": points}
    title = scale_title(_("Readiness"), report.readiness)
    low, high = report.zone
    reached = points is not None and low <= points <= high
    goal = None if reached else goal_stage(report)
    return stair.stair(report.readiness, goal, report.brand, title=title, you=you, flag=_("Goal"))


@register.simple_tag
def strain_sign(report: Report, place: Cut | None, *, chip: bool = False) -> SafeString:
    """Draw the mark of a band of strain, on paper or on a chip of its color."""
    look = palette.strain_look(report.strain.cuts, place)
    fill = look.on_fill if chip else look.ink
    return gauge.strain_mark(report.strain.cuts, place, fill=fill, title=place.name if place else "-")


@register.simple_tag
def section_bar(report: Report, section: SectionPart, width: float = 58) -> SafeString:
    scale = section.readiness
    if scale is None or scale.known is None:
        return SafeString("")
    return gauge.section_bar(scale, report.readiness.cuts, title=scale_title(section.title, scale), width=width)


@register.filter
def stage_class(scale: Scale) -> str:
    """Return the class of a stage's color; empty where it is not known."""
    if scale.place is None or scale.points is None:
        return ""
    return f"stage-{stage_tone(scale.cuts, scale.place)}"


@register.filter
def strain_class(scale: Scale) -> str:
    """Return the class of a strain's color; empty where it is not known."""
    if scale.place is None or scale.points is None:
        return ""
    return f"strain-{strain_tone(scale.cuts, scale.place)}"


@register.filter
def short(cut: Cut) -> str:
    """Return a stage's name as it fits on a chip."""
    return short_name(cut.name, 27, 3.4, heavy=True)


@register.simple_tag
def picture_of(report: Report) -> SafeString:
    """Draw the shop between readiness and strain, lower where its course over time stands below."""
    stage = goal_stage(report)
    goal = _("Your goal: %(stage)s and %(calm)s") if stage else _("Your goal: %(calm)s")
    small = {
        "stage": in_a_sentence(stage.name) if stage else "",
        "calm": in_a_sentence(report.strain.cuts[0].name),
    }
    said = quadrant.Words(
        title=_picture_title(report),
        calmer=_("↑ Calmer"),
        readier=_("Readiness →"),
        you=_("You are here"),
        there=_("You are here, where you want to be"),
        somewhere=_("Somewhere in here"),
        goal=goal % small,
        goal_alone=_("Your goal"),
        first=_("First, a calmer week"),
        then=_("Then on to %(stage)s") % small,
        before=month(day(report.moments[-2].date)) if len(report.moments) > 1 else "",
    )
    rows = sum(section.readiness is not None for section in report.sections)
    tall = (62 if report.moments else 92) + (12 if report.paper == "A4" else 0) - 8 * max(rows - MOST_ROWS, 0)
    return quadrant.quadrant(report, said, tall=max(tall, LEAST_TALL))


def _picture_title(report: Report) -> str:
    words = _("Readiness %(readiness)s of 100, strain %(strain)s of 100.")
    return words % {"readiness": section_value(report.readiness), "strain": section_value(report.strain)}


@register.simple_tag
def course_of(report: Report, measure: str) -> SafeString:
    """Draw one measure of every comparable attempt."""
    strain = measure == "strain"
    scale, name = (report.strain, _("Strain")) if strain else (report.readiness, _("Readiness"))
    points = [(month(day(at.date)), at.strain if strain else at.readiness) for at in report.moments]
    story = "; ".join(f"{when} {value}" for when, value in points)
    title = _("%(measure)s over time, 0 to 100: %(story)s.") % {"measure": name, "story": story}
    return course.course(scale, points, title=title, strain=strain)


@register.filter
def range_of(scale: Scale) -> str:
    """Return the number, or from where to where it can be."""
    return interval(scale) if scale.points is None else str(scale.points)


@register.filter
def placed(scale: Scale) -> bool:
    """Whether it has a number, or a range narrow enough to be shown."""
    return scale.points is not None or 0 < len(scale.span) < 3  # noqa: PLR2004 -- three parts say nothing
