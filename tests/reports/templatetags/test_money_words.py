"""Sums are told as people write them, each with its formula and what it assumes."""

from __future__ import annotations

import re

import pytest

from questions.core.rules import Sums
from reports.core.estimates import ESTIMATES
from reports.core.money import FORMULAS, MoneyLine
from reports.templatetags import money_words
from reports.templatetags.money_words import amount, formula, hours_in_words, money_name


def test_every_line_has_a_name_and_a_formula_of_its_own() -> None:
    codes = [code for code, *_ in (*FORMULAS, *ESTIMATES)]
    for words in (money_words.NAMES, money_words.FORMULAS):
        assert list(words) == codes
        assert len({str(each) for each in words.values()}) == len(codes)


def make_money(code: str = "biggest", low: float = 0, high: float = 0, **options: object) -> MoneyLine:
    """A figure of `low`, in dollars a year, unless changed."""
    fields = {"unit": "money-a-year", "currency": "$", "inputs": (), "factor": 1.0} | options
    return MoneyLine(code=code, low=low, high=high or low, **fields)  # type: ignore[arg-type]  # whatever a test says


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (make_money(low=310000), "$310,000 a year"),
        (make_money(low=1234.5), "$1,234 a year"),
        (make_money(low=1000, high=3000), "$1,000 to $3,000 a year"),
        (make_money(low=2500, unit="money-a-month"), "$2,500 a month"),
        (make_money(low=1536, unit="hours-a-year"), "1,536 hours a year"),
        (make_money(low=1000, currency="CHF"), "CHF\N{NO-BREAK SPACE}1,000 a year"),
        (make_money(low=1000, currency=""), "1,000 a year"),
        (make_money(low=33000, high=78000, sums=Sums(rounded=True)), "about $33,000 to $78,000 a year"),
        (make_money(low=170, high=510, unit="hours-a-year", sums=Sums(rounded=True)), "about 170 to 510 hours a year"),
        (make_money(low=13, unit="percent", sums=Sums(rounded=True)), "+13%"),
        (make_money(low=-5, unit="percent", sums=Sums(rounded=True)), "−5%"),
        (make_money(low=-12, high=-12, unit="percent"), "−12%"),
    ],
)
def test_amount_is_whole_grouped_and_has_its_unit(line: MoneyLine, told: str) -> None:
    assert amount(line) == told


def test_formula_shows_the_inputs() -> None:
    line = make_money("biggest", 46500, inputs=(("yearly-revenue", 310000), ("biggest-customer", 15)))
    assert formula(line) == "$310,000 a year × 15%"


def test_formula_shows_the_share_that_was_not_charged() -> None:
    line = make_money("uncharged", inputs=(("after-hours-calls", 26), ("hourly-rate", 85)), factor=0.5)
    assert "26 calls in four weeks" in formula(line)
    assert formula(line).endswith("× $85 an hour × 0.5 of the rate not charged")


def test_what_is_assumed_is_named() -> None:
    sums = Sums(weeks=45, full_week=38, least_hours_a_call=1, most_hours_a_call=2.25)
    calls = make_money("uncharged", inputs=(("after-hours-calls", 26), ("hourly-rate", 85)), sums=sums)
    hours = make_money("hours", inputs=(("hours-worked", 50),), sums=sums)
    assert "× 1 to 2.25 h a call ×" in formula(calls)
    assert formula(hours) == "(50 h − 38 h) × 45 weeks"
    assert money_name(hours) == "Your hours beyond 38 a week"


@pytest.mark.parametrize(
    ("hours", "told"),
    [(0.5, "half an hour"), (1, "an hour"), (1.5, "an hour and a half"), (2, "2 hours"), (0.25, "0.25 hours")],
)
def test_hours_are_said_as_one_says_them(hours: float, told: str) -> None:
    assert hours_in_words(hours) == told


@pytest.mark.parametrize(("code", "names"), [(code, names) for code, _, names, _ in FORMULAS])
def test_every_formula_names_just_its_inputs(code: str, names: tuple[str, ...]) -> None:
    told = formula(make_money(code, inputs=tuple((name, 1000 + place) for place, name in enumerate(names))))
    assert re.findall(r"1,00\d", told) == [f"1,00{place}" for place in range(len(names))]
