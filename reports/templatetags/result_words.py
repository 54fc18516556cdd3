"""Words of the result page: which sentence goes where, and what to stress in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.core.number_words import unit_with
from clients.number_field import grouped
from questions.core.question import GOOD_POINTS, Measure
from questions.core.questionnaire import Cut
from questions.core.scorecard import Response
from questions.core.tones import stage_tone, strain_tone
from reports.core.answers import AnswerLine
from reports.core.ordering import costs
from reports.core.parts import Scale, SectionPart
from reports.core.report import Report
from reports.core.steps import Reason

register = template.Library()

NUMBER = re.compile(r"\d[\d.,\u202f]*%?(?<![.,])")
INDENT = re.compile(r"\n\s+")
SENTENCE = re.compile(r"(.+?[.!?؟。][\"”’')]*)\s+(\S.*)", re.DOTALL)
MOST_NUMBERS = 4
MOST_PARTS = 2  # of a scale: a range over more of them tells nothing


@register.filter
def numbers_stressed(text: str) -> SafeString:
    """Stress each number in a sentence; it stays on one line."""
    ends = [0, *(place for found in NUMBER.finditer(text) for place in found.span()), len(text)]
    pieces = [(text[one:other], at % 2) for at, (one, other) in enumerate(pairwise(ends))]
    return format_html_join(
        "", "{}", ((format_html("<b>{}</b>", piece) if number else piece,) for piece, number in pieces)
    )


@register.filter(is_safe=True)
def without_indents(page: str) -> str:
    """Return HTML without the spaces that its lines begin with, and without empty lines; it is shown the same."""
    return INDENT.sub("\n", page)


@register.filter
def first_sentence(text: str) -> str:
    found = SENTENCE.match(text)
    return found[1] if found else text


@register.filter
def after_first_sentence(text: str) -> str:
    found = SENTENCE.match(text)
    return found[2] if found else ""


@register.filter
def leading_on(text: str) -> str:
    """Return the last sentence without its colon if it leads on to what follows; empty if none does."""
    rest = after_first_sentence(text)
    while after := after_first_sentence(rest):
        rest = after
    return rest.removesuffix(":") if rest.endswith(":") else ""


@register.filter
def before_leading_on(text: str) -> str:
    """Return what is between the first sentence and one that leads on."""
    rest, last = after_first_sentence(text), leading_on(text)
    return rest.removesuffix(f"{last}:").rstrip() if last else rest


@register.filter
def verb_stressed(text: str) -> SafeString:
    """Stress the verb that a step begins with."""
    verb, blank, rest = text.partition(" ")
    return format_html('<b class="verb">{}</b>{}{}', verb, blank, rest)


@register.filter
def stage_class(cut: Cut | None, scale: Scale) -> str:
    """Return the class that gives a place its color on the scale of readiness; empty for none."""
    found = stage_tone(scale.cuts, cut)
    return f"stage-{found}" if found else ""


@register.filter
def strain_class(cut: Cut | None, scale: Scale) -> str:
    found = strain_tone(scale.cuts, cut)
    return f"strain-{found}" if found else ""


@register.filter
def number_or_range(scale: Scale) -> str:
    if scale.points is not None:
        return str(scale.points)
    return str(scale.low) if scale.low == scale.high else f"{scale.low}\N{EN DASH}{scale.high}"


@register.filter
def can_be_drawn(scale: Scale) -> bool:
    """Whether a scale's number is known, or at least that it lies in one or two of its parts."""
    return scale.points is not None or 0 < len(scale.span) <= MOST_PARTS


@register.filter
def says_where(scale: Scale, cuts: Sequence[Cut]) -> bool:
    """Whether a section's number is known, or at least that it lies in one or two of these parts."""
    first, last = (sum(cut.least <= end for cut in cuts) for end in (scale.low, scale.high))
    return scale.points is not None or last - first < MOST_PARTS


@register.filter
def has_frames(report: Report) -> bool:
    """Whether a section's bar shows where its number can lie."""
    shown = [part.readiness for part in report.sections if part.readiness and part.readiness.known is not None]
    return any(each.low != each.high and says_where(each, report.readiness.cuts) for each in shown)


@register.simple_tag
def answers_short(report: Report, measure: str) -> int:
    """Return about how many more answers a measure needs before it has a number, one at least."""
    scale, needed = {
        "readiness": (report.readiness, report.rules.readiness_needed),
        "strain": (report.strain, report.rules.strain_needed),
    }[measure]
    open_ones = sum(
        item.measure is Measure(measure) and item.response in (Response.UNKNOWN, Response.MISSING)
        for item in report.card.scored
    )
    known = scale.known or 0
    return max(1, ceil(open_ones * max(needed - known, 0) / max(100 - known, 1)))


@dataclass(frozen=True, slots=True)
class Row:
    """A section among the others; `start` is whether the first step comes from it."""

    section: SectionPart
    start: bool


@register.filter
def by_need(report: Report) -> list[Row]:
    """Return the sections with a number, weakest first, then those without; also the one to start with."""
    first = report.steps[0].question if report.steps else ""
    rows = [Row(section, any(line.id == first for line in section.lines)) for section in report.sections]
    shown = [row for row in rows if (row.section.readiness and row.section.readiness.known is not None) or row.start]
    return sorted(shown, key=_weakness)


def _weakness(row: Row) -> tuple[bool, int]:
    readiness = row.section.readiness
    points = readiness.points if readiness else None
    return points is None, points or 0


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number that the owner gave, what it counts and over which time, and what it says."""

    number: str
    unit: str
    window: str
    finding: str


@register.filter
def own_numbers(report: Report) -> list[OwnNumber]:
    """Return the owner's numbers that are good, those of strain first."""
    good = [
        line
        for line in report.lines
        if isinstance(report.answers.get(line.id), int) and (line.points or 0) >= GOOD_POINTS
    ]
    good.sort(key=lambda line: (line.measure != Measure.STRAIN, -line.weight))
    return [_own(line, report.answers[line.id]) for line in good[:MOST_NUMBERS]]


def _own(line: AnswerLine, answer: object) -> OwnNumber:
    number, unit = grouped(int(str(answer))), unit_with(int(str(answer)), line.unit)
    if unit.startswith("%"):
        number, unit = f"{number}%", unit[1:].strip()
    return OwnNumber(number, unit, line.window, line.finding)


@register.filter
def unpriced(report: Report) -> list[AnswerLine]:
    """Return the questions of the money view that everything else is worked out from, and that have no answer."""
    names = (report.sums.rate, report.sums.revenue)
    return [line for line in report.lines if line.id in names and report.answers.get(line.id) is None]


@register.filter
def optional_only(report: Report) -> bool:
    """Whether what is proposed is only for who feels like it."""
    return bool(report.steps) and report.steps[0].reason is Reason.OPTIONAL


@register.filter
def why_first(report: Report) -> str:
    """Say by which rule the first step comes before the others; empty where only the questionnaire knows."""
    step = report.steps[0] if report.steps and report.rules.ordered_steps else None
    said = ""
    if step is None:
        return said
    match step.reason:
        case Reason.GATE if step.cause_text in {gate.quote.question for gate in report.gates}:
            said = _("it holds your result back")
        case Reason.GATE:
            said = _("left as it is, it would hold back a better result")
        case Reason.STRAIN if (step.cause,) == costs(report.card)[:1]:
            said = _("nothing costs you more")
        case Reason.STRAIN:
            said = _("a lighter week comes before the rest")
        case Reason.CEILING if report.by_score:
            said = _("it's what's missing for %(stage)s") % {"stage": report.by_score}
        case Reason.NEED:
            said = _("your goal needs it next")
        case Reason.GAIN:
            said = _("it brings the most for the work")
    return said


@register.filter
def goal_leads(report: Report) -> bool:
    """Whether the goal stands above the steps, because they come from it or there is no place for it in the picture."""
    if report.positive or not report.steps:
        return True
    if report.gates or (report.composed and report.composed.spoken and report.composed.spoken.alone):
        return False
    return report.steps[0].reason is Reason.NEED or report.zone == (0, 100)


@register.filter
def answered(report: Report) -> int:
    """Return how many questions have an answer, "I don't know" included."""
    return len(report.answers)


@register.filter
def measured(report: Report) -> Sequence[tuple[str, Scale]]:
    """Return readiness and strain, each with its name's code."""
    return (("readiness", report.readiness), ("strain", report.strain))


@register.filter
def scored_lines(section: SectionPart) -> list[AnswerLine]:
    return [line for line in section.lines if line.measure]
