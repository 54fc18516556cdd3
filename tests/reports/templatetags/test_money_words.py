"""Sums are told as people write them, each with its formula and what it assumes."""

from __future__ import annotations

import re

import pytest

from questions.core.rules import Sums
from reports.core.estimates import ESTIMATES
from reports.core.money import FORMULAS, MoneyLine
from reports.templatetags import money_words
from reports.templatetags.money_words import (
    amount,
    ends_together,
    figure,
    formula,
    hours_in_words,
    money_name,
    number_alone,
    sum_name,
    sums_size,
)


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


ABOUT = Sums(rounded=True)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (make_money(low=26000), "$26,000"),
        (make_money(low=33000, high=78000, sums=ABOUT), "$33k to $78k"),
        (make_money(low=2800, high=8300, sums=ABOUT), "$2,800 to $8,300"),
        (make_money("past-hours", 1500, unit="hours-a-year", sums=ABOUT), "1,500"),
        (make_money("unbilled-hours", 170, 510, unit="hours-a-year", sums=ABOUT), "170 to 510"),
        (make_money(low=9400, high=22000, currency="CA$", sums=ABOUT), "CA$\xa09,400 to 22,000"),
        (make_money(low=96_000_000, high=230_000_000, sums=ABOUT), "$96M to $230M"),
        (make_money(low=2_600_000, high=8_300_000, sums=ABOUT), "$2,600k to $8,300k"),
        (make_money("growth", -5, -5, unit="percent", sums=ABOUT), "−5%"),
    ],
)  # fmt: skip
def test_large_number_is_short_if_it_is_a_range(line: MoneyLine, told: str) -> None:
    assert number_alone(line) == told
    assert figure(line) == (f"{told} hours" if line.code == "unbilled-hours" else told)


def test_sums_on_paper_are_alike_and_as_large_as_the_longest_can_be() -> None:
    short, hours = make_money(low=26000), make_money("unbilled-hours", 170, 510, unit="hours-a-year")
    long = make_money(low=9400, high=22000, currency="CA$")
    assert [sums_size(lines) for lines in ([short], [short, hours], [short, long])] == ["large", "middle", "little"]


def test_time_of_a_sum_stands_where_its_name_does_not_say_it() -> None:
    assert sum_name(make_money("past-hours-worth", 1, 2)).endswith(", a year")
    assert not sum_name(make_money("from-scratch", 1, 2, unit="money-a-month")).endswith(", a year")


def test_a_sum_does_not_leave_its_year_alone_on_a_line() -> None:
    assert ends_together("about $1,400 to $3,300 a year") == "about $1,400 to $3,300 a\N{NO-BREAK SPACE}year"
    assert ends_together("+8%") == "+8%"
