"""Words for the sums of a report: what each is, how much, and how it is computed."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.number_field import grouped
from reports.core.money import MoneyLine
from reports.pdf.printed.lettering import POINT
from reports.pdf.printed.wrapping import wide
from reports.templatetags.report_words import exact

register = template.Library()

NAMES = {
    "hours": gettext_lazy("Your hours beyond %(full_week)s a week"),
    "hours-worth": gettext_lazy("What these hours would bring at your own rate"),
    "uncharged": gettext_lazy("After-hours work not charged for"),
    "from-zero": gettext_lazy("Revenue that starts at zero each month"),
    "biggest": gettext_lazy("What leaves with your biggest customer"),
    "per-person": gettext_lazy("Revenue per person who bills hours"),
    "past-hours": gettext_lazy("Extra hours a year"),
    "past-hours-worth": gettext_lazy("What those hours could bring in"),
    "unbilled-hours": gettext_lazy("After-hours work that goes unbilled"),
    "unbilled-calls": gettext_lazy("After-hours work you don't charge extra for"),
    "from-scratch": gettext_lazy("To earn from scratch every month"),
    "leaves": gettext_lazy("Revenue that would leave with your biggest customer"),
    "growth": gettext_lazy("Growth in two years"),
    "each-person": gettext_lazy("Revenue for each person who bills hours"),
}
FORMULAS = {
    "hours": gettext_lazy("(%(hours)s h − %(full_week)s h) × %(weeks)s weeks"),
    "hours-worth": gettext_lazy("(%(hours)s h − %(full_week)s h) × %(weeks)s weeks × %(rate)s an hour"),
    "uncharged": gettext_lazy(
        "%(calls)s calls in four weeks ÷ 4 × 52 × %(least)s to %(most)s h a call "
        "× %(rate)s an hour × %(factor)s of the rate not charged"
    ),
    "from-zero": gettext_lazy("%(revenue)s a year × (100 − %(managed)s − %(resale)s)%% ÷ 12 months"),
    "biggest": gettext_lazy("%(revenue)s a year × %(biggest)s%%"),
    "per-person": gettext_lazy("%(revenue)s a year ÷ %(people)s people"),
    "past-hours": gettext_lazy("(%(hours)s h a week − %(full_week)s h) × %(weeks)s weeks"),
    "past-hours-worth": gettext_lazy(
        "(%(hours)s h a week − %(full_week)s h) × %(weeks)s weeks × %(rate)s an hour, if you billed "
        "%(least_billable)s%% to %(most_billable)s%% of them"
    ),
    "unbilled-hours": gettext_lazy(
        "%(calls)s calls in four weeks ÷ 4 × 52 × %(least)s to %(most)s h a call; too wide a range for money"
    ),
    "unbilled-calls": gettext_lazy(
        "%(calls)s calls in four weeks ÷ 4 × 52 × %(least)s to %(most)s h a call × %(rate)s an hour × %(least_factor)s "
        "to %(factor)s of the rate not charged"
    ),
    "from-scratch": gettext_lazy("%(revenue)s a year × (100%% − %(managed)s%% − %(resale)s%%) ÷ 12 months"),
    "leaves": gettext_lazy("%(revenue)s a year × %(biggest)s%% from your biggest customer"),
    "growth": gettext_lazy("%(revenue)s a year, and %(earlier)s two years before"),
    "each-person": gettext_lazy("%(revenue)s a year ÷ %(people)s"),
}
IN_MONEY = ("rate", "revenue", "earlier")  # inputs written with the currency's sign


@register.filter
def formula(line: MoneyLine) -> str:
    """Return the formula of a money line with its inputs, as it was computed."""
    return _filled(FORMULAS[line.code], line)


def _filled(words: object, line: MoneyLine) -> str:
    """Return words with a money line's inputs and assumptions in their places."""
    inputs = {name: grouped(value) for name, value in line.numbers.items()}
    inputs |= {name: f"{_symbol(line)}{inputs[name]}" for name in IN_MONEY if name in inputs}
    return str(words) % {
        **inputs,
        **_assumed(line),
        "factor": exact(line.factor),
        "least_factor": exact(line.least_factor),
    }


@register.filter
def money_name(line: MoneyLine) -> str:
    """Return what a money line is about."""
    return str(NAMES[line.code]) % _assumed(line)


def _assumed(line: MoneyLine) -> dict[str, str]:
    """Return the assumptions behind a money line, as a formula writes them."""
    sums = line.sums
    return {
        "full_week": exact(sums.full_week),
        "weeks": exact(sums.weeks),
        "least": exact(sums.least_hours_a_call),
        "most": exact(sums.most_hours_a_call),
        "least_billable": exact(sums.least_billable),
        "most_billable": exact(sums.most_billable),
    }


@register.filter
def hours_in_words(hours: float) -> str:
    """Return a length of time as people say it in the middle of a sentence."""
    words = {0.5: _("half an hour"), 1: _("an hour"), 1.5: _("an hour and a half")}
    return words[hours] if hours in words else _("%(hours)s hours") % {"hours": exact(hours)}


@register.filter
def amount(line: MoneyLine) -> str:
    """Return a money line's figure with its unit, in whole units; a range if an assumption is one."""
    if line.unit == "percent":
        return changed_by(line.low)
    low, high = (grouped(round(value)) for value in (line.low, line.high))
    symbol = "" if line.unit == "hours-a-year" else _symbol(line)
    figure = f"{symbol}{low}"
    if low != high:
        figure = _("%(low)s to %(high)s") % {"low": figure, "high": f"{symbol}{high}"}
    if line.sums.rounded:
        figure = _("about %(figure)s") % {"figure": figure}
    unit = {"hours-a-year": _("hours a year"), "money-a-year": _("a year"), "money-a-month": _("a month")}[line.unit]
    return f"{figure} {unit}"


@register.filter
def ends_together(words: str) -> str:
    """Keep the last two words on one line: a year."""
    return "\N{NO-BREAK SPACE}".join(words.rsplit(" ", 1))


def changed_by(percent: float) -> str:
    """Write a change with its sign: +8%, −5%."""
    return f"{'+' if percent >= 0 else ''}{grouped(round(percent))}%"


def _symbol(line: MoneyLine) -> str:
    return line.currency + ("\N{NO-BREAK SPACE}" if len(line.currency) > 1 else "")


MOST_FIGURES = 4
SUM_SIZES, SUM_ROOM = {"large": 15, "middle": 13, "little": 11}, 40.5  # points, and the millimeters of a sum
SHORT = ((gettext_lazy("%sM"), 1_000_000), (gettext_lazy("%sk"), 1_000))  # a range of large sums is given in these
LEAST_SHORT = 10  # if it begins with so many of them
# The figures of the result page, in their order: what each is, as a sentence that goes on from the number.
FIGURES = {
    "past-hours": gettext_lazy("extra hours a year"),
    "hours": gettext_lazy("extra hours a year"),
    "past-hours-worth": gettext_lazy("a year is what those hours could bring in"),
    "hours-worth": gettext_lazy("a year is what those hours would bring at your own rate"),
    "from-scratch": gettext_lazy("to earn from scratch every month"),
    "from-zero": gettext_lazy("starts at zero each month"),
    "unbilled-calls": gettext_lazy("a year of after-hours work you don't charge extra for"),
    "unbilled-hours": gettext_lazy("of after-hours work a year goes unbilled"),
    "uncharged": gettext_lazy("a year of after-hours work isn't charged for"),
    "leaves": gettext_lazy("a year leaves if your biggest customer does"),
    "biggest": gettext_lazy("a year leaves if your biggest customer does"),
}
# What each rests on, in a line; without one the formula says it.
NOTES = {
    "past-hours": gettext_lazy("%(hours)s a week. We count past %(full_week)s, for %(weeks)s weeks."),
    "past-hours-worth": gettext_lazy(
        "At your %(rate)s an hour, if you billed %(least_billable)s%% to %(most_billable)s%% of them."
    ),
    "from-scratch": gettext_lazy(
        "%(revenue)s a year ÷ 12, without the %(managed)s%% under agreement and the %(resale)s%% you resell."
    ),
    "unbilled-hours": gettext_lazy(
        "%(calls)s calls in four weeks, %(least)s to %(most)s hours each. Too wide a range for money."
    ),
    "unbilled-calls": gettext_lazy("%(calls)s calls in four weeks, %(least)s to %(most)s hours each, at your rate."),
    "leaves": gettext_lazy("%(biggest)s%% of %(revenue)s a year."),
}


@register.filter
def ledger(lines: Sequence[MoneyLine]) -> list[MoneyLine]:
    """Return the figures that the result page shows in large, most telling first."""
    order = [*FIGURES]
    found = sorted((line for line in lines if line.code in FIGURES), key=lambda line: order.index(line.code))
    return found[:MOST_FIGURES]


@register.filter
def figure(line: MoneyLine) -> str:
    """Return a large figure without its unit; a range of large sums in thousands."""
    told = number_alone(line)
    return _("%(number)s hours") % {"number": told} if in_hours(line) else told


@register.filter
def number_alone(line: MoneyLine) -> str:
    """Return the number of a large figure, without the hours that it may count."""
    if line.unit == "percent":
        return changed_by(line.low)
    symbol = "" if line.unit == "hours-a-year" else _symbol(line)
    if line.low == line.high:
        return f"{symbol}{grouped(round(line.low))}"
    word, unit = next((each for each in SHORT if line.low >= each[1] * LEAST_SHORT and line.sums.rounded), ("%s", 1))
    low, high = (str(word) % grouped(round(end / unit)) for end in (line.low, line.high))
    again = symbol if len(line.currency) == 1 else ""  # a currency of several letters is said once
    return _("%(low)s to %(high)s") % {"low": f"{symbol}{low}", "high": f"{again}{high}"}


@register.filter
def in_hours(line: MoneyLine) -> bool:
    """Whether a large figure says of itself that it counts hours."""
    return line.code == "unbilled-hours"


@register.filter
def figure_of(line: MoneyLine) -> str:
    """Return what a large figure is."""
    return str(FIGURES[line.code])


@register.filter
def rests_on(line: MoneyLine) -> str:
    """Return in a line what a large figure was computed from, and what is assumed."""
    return _filled(NOTES[line.code], line) if line.code in NOTES else formula(line)


@register.filter
def sum_name(line: MoneyLine) -> str:
    """Return what a sum on paper is, with its time where the name does not say it."""
    name = money_name(line)
    return _("%(what)s, a year") % {"what": name} if line.unit == "money-a-year" else name


@register.filter
def sums_size(lines: Sequence[MoneyLine]) -> str:
    """Return how large the sums on paper are: alike, and each on one line if one of the sizes allows it."""
    figures = [number_alone(line) + ("  hours" if in_hours(line) else "") for line in lines]
    sizes = SUM_SIZES.items()
    fitting = (size for size, points in sizes if all(wide(each, points * POINT) <= SUM_ROOM for each in figures))
    return next(fitting, "little")
