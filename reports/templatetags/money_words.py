"""Words for the sums of a report: what each is, how much, and how it is computed."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questions.wording import grouped
from reports.core.money import MoneyLine
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
    inputs = {name: grouped(value) for name, value in line.numbers.items()}
    inputs |= {name: f"{_symbol(line)}{inputs[name]}" for name in IN_MONEY if name in inputs}
    return str(FORMULAS[line.code]) % {
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
        return f"{line.low:+.0f}%"
    low, high = (grouped(round(value)) for value in (line.low, line.high))
    symbol = "" if line.unit == "hours-a-year" else _symbol(line)
    figure = f"{symbol}{low}"
    if low != high:
        figure = _("%(low)s to %(high)s") % {"low": figure, "high": f"{symbol}{high}"}
    if line.sums.rounded:
        figure = _("about %(figure)s") % {"figure": figure}
    unit = {"hours-a-year": _("hours a year"), "money-a-year": _("a year"), "money-a-month": _("a month")}[line.unit]
    return f"{figure} {unit}"


def _symbol(line: MoneyLine) -> str:
    return line.currency + ("\N{NO-BREAK SPACE}" if len(line.currency) > 1 else "")
