"""Words for the codes and numbers of a report, and its charts: the same on the page and in the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from clients.core.number_words import unit_with
from clients.number_field import grouped, with_unit
from questions.core.question import When
from questions.core.questionnaire import Cut
from questions.models.respondent import Respondent
from questions.wording import as_told, thousands_apart
from reports.core.answers import AnswerLine
from reports.core.parts import Scale
from reports.core.report import Report
from reports.core.steps import Step, days_of
from reports.pdf.document import example

register = template.Library()
register.filter("as_told", as_told)
register.filter("grouped", grouped)
register.filter("thousands_apart", thousands_apart)

WORDS = {
    "respondent": dict(Respondent.choices),
    "trust": {
        "A": gettext_lazy("primary document or peer-reviewed"),
        "B": gettext_lazy("survey"),
        "C": gettext_lazy("consultant's opinion"),
        "D": gettext_lazy("vendor's page"),
        "E": gettext_lazy("unsourced or anecdote"),
        "inference": gettext_lazy("our own reading"),
    },
    "effort": {
        "S": gettext_lazy("small, an hour or two"),
        "M": gettext_lazy("medium, a few days in between"),
        "L": gettext_lazy("large, some weeks of steady work"),
    },
    "when": {
        "week": gettext_lazy("This week"),
        "30": gettext_lazy("Within 30 days"),
        "60": gettext_lazy("Within 60 days"),
        "90": gettext_lazy("Within 90 days"),
    },
    "measure": {
        "readiness": gettext_lazy("readiness"),
        "strain": gettext_lazy("strain"),
        "commitment": gettext_lazy("commitment"),
    },
    "reason": {
        "gate": gettext_lazy("Your result is held back by your answer to"),
        "strain": gettext_lazy("It eases what costs you, going by your answer to"),
        "ceiling": gettext_lazy("Your stage is held down by your answer to"),
        "need": gettext_lazy("Your goal needs it, going by your answer to"),
        "gain": gettext_lazy("Of what is left, it adds most for its effort, going by your answer to"),
        "optional": gettext_lazy("Only if you feel like it, going by your answer to"),
    },
    "version": {
        "first": gettext_lazy("the first, after submitting"),
        "shop": gettext_lazy("the shop's name was changed"),
        "notes": gettext_lazy("a note was shared, changed or taken back"),
        "brand": gettext_lazy("the consultant's name or look was changed"),
        "answered_with": gettext_lazy("who helped with the answers has another name"),
        "moments": gettext_lazy("an earlier attempt was corrected"),
        "paper": gettext_lazy("another paper size was set"),
        "tickets": gettext_lazy("what your tickets show was kept, changed or discarded"),
        "opinions": gettext_lazy("others said how they see it"),
        "program": gettext_lazy("this site was brought up to date"),
    },
}


@register.filter
def in_words(code: str, kind: str) -> str:
    """Return the words for a code of one kind, a key of WORDS."""
    return str(WORDS[kind][code])


@register.filter
def due(step: Step, report: Report) -> date | None:
    """Return the day by which a step can be done, counted from submitting; None if that can't be said."""
    return report.day + timedelta(days=step.by) if report.day and step.by else None


@register.filter
def within_a_week(report: Report) -> date | None:
    """Return the last day of the first week after submitting; None before that."""
    return report.day + timedelta(days=days_of(When.WEEK)) if report.day else None


@register.filter
def exact(number: float) -> str:
    """Return points with as many decimals as they need, two at most."""
    rounded = round(number, 2)
    return grouped(int(rounded) if rounded == int(rounded) else rounded)


@register.filter
def given(line: AnswerLine) -> str:
    """Return an answer as the owner gave it, its number written as on every page."""
    number, _blank, unit = line.answer.partition(" ")
    counted = line.unit and unit == line.unit and number.isdecimal()
    return with_unit(int(number), unit) if counted else line.answer


@register.filter
def step_unit(line: AnswerLine) -> str:
    """Return the unit as it stands behind the number of the next step up."""
    return unit_with(line.step_number or 0, line.unit)


@register.filter
def from_tickets(line: AnswerLine, report: Report) -> date | None:
    """Return the day of the ticket export that an answer was taken from, None if it was not."""
    return next((date.fromisoformat(day) for name, day in report.from_tickets if name == line.id), None)


@register.filter
def either(names: Sequence[str]) -> str:
    """Join names as alternatives: "Reactive or Mixed"."""
    if len(names) < 2:  # noqa: PLR2004 -- one name needs no "or"
        return "".join(names)
    return _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


@register.filter
def between(names: Sequence[str]) -> str:
    """Join the two sides of a line: "Reactive and Mixed"."""
    return _("%(first)s and %(last)s") % {"first": names[0], "last": names[1]}


@register.simple_tag
def example_report(name: str) -> Report:
    """Return the report of one of our example shops."""
    return example(name)


@register.filter
def in_a_sentence(name: str) -> str:
    """Return a name for use within a sentence: in English in lower case, unless it is an abbreviation."""
    small = (get_language() or "").startswith("en") and not name[1:2].isupper()
    return name[:1].lower() + name[1:] if small else name


@register.filter
def last_name(cuts: Sequence[Cut]) -> str:
    """Return the name of the last cut of a scale."""
    return cuts[-1].name


def scale_value(scale: Scale) -> str:
    """Return a measure's number and name, or its interval if not enough is known."""
    if scale.points is None:
        return interval(scale)
    return f"{scale.points} · {scale.place.name}" if scale.place else str(scale.points)


@register.filter
def interval(scale: Scale) -> str:
    """Return the range from the worst to the best that unknown answers allow; one number if both are equal."""
    if scale.low == scale.high:
        return str(scale.low)
    return _("%(low)s to %(high)s") % {"low": scale.low, "high": scale.high}


def scale_title(name: str, scale: Scale) -> str:
    """Describe a chart of one measure, for people who do not see it."""
    words = _("%(measure)s, 0 to 100: %(value)s. Range: %(range)s.")
    return words % {"measure": name, "value": scale_value(scale), "range": interval(scale)}


def month(day: date) -> str:
    return date_format(day, "M Y")


@register.filter
def signed(number: float) -> str:
    """Return a change with its sign."""
    return f"{'+' if number > 0 else '−'}{exact(abs(number))}"


@register.filter
def section_value(scale: Scale) -> str:
    """Return a section's points, or the interval if not enough is known."""
    return interval(scale) if scale.points is None else str(scale.points)
