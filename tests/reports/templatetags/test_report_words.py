"""Every code that a report can hold has words, and numbers are told as people write them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.utils.translation import override

from questions.core.question import Effort, Measure, Trust, When
from questions.core.rules import Sums
from reports.core.money import FORMULAS, MoneyLine
from reports.core.parts import Scale
from reports.core.steps import Reason
from reports.pdf.document import example
from reports.templatetags.report_words import (
    WORDS,
    amount,
    between,
    either,
    exact,
    formula,
    given,
    hours_in_words,
    in_a_sentence,
    in_words,
    interval,
    money_name,
    section_value,
)

CODES = {
    "trust": {each.value for each in Trust},
    "effort": {each.value for each in Effort},
    "when": {each.value for each in When},
    "measure": {each.value for each in Measure},
    "reason": {each.value for each in Reason},
    "money": {code for code, *_ in FORMULAS},
    "formula": {code for code, *_ in FORMULAS},
}


def make_scale(points: int | None, low: int, high: int) -> Scale:
    return Scale(points=points, low=low, high=high, known=80, place=None, span=(), line=(), cuts=())


def make_money(code: str = "biggest", low: float = 0, high: float = 0, **options: object) -> MoneyLine:
    """A figure of `low`, in dollars a year, unless changed."""
    fields = {"unit": "money-a-year", "currency": "$", "inputs": (), "factor": 1.0} | options
    return MoneyLine(code=code, low=low, high=high or low, **fields)  # type: ignore[arg-type]  # whatever a test says


@pytest.mark.parametrize("kind", CODES)
def test_every_code_has_words_of_its_own(kind: str) -> None:
    assert set(WORDS[kind]) == CODES[kind]
    told = [in_words(code, kind) for code in CODES[kind]]
    assert all(told)
    assert len(set(told)) == len(told)


def test_unknown_code_is_an_error_not_a_blank() -> None:
    with pytest.raises(KeyError):
        in_words("F", "trust")


@pytest.mark.parametrize(
    ("names", "told"),
    [((), ""), (("A",), "A"), (("A", "B"), "A or B"), (("A", "B", "C"), "A, B or C")],
)
def test_alternatives_are_joined_with_or(names: tuple[str, ...], told: str) -> None:
    assert either(names) == told


def test_a_line_stands_between_two_names() -> None:
    assert between(("Reactive", "Mixed")) == "Reactive and Mixed"


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0"), (4.0, "4"), (1.5, "1.5"), (2.25, "2.25"), (1 / 3, "0.33"), (2.999, "3"), (1 / 3 * 4, "1.33")],
)
def test_points_have_the_decimals_they_need(number: float, told: str) -> None:
    assert exact(number) == told


@pytest.mark.parametrize(
    ("scale", "told"),
    [(make_scale(40, 30, 50), "40"), (make_scale(0, 0, 0), "0"), (make_scale(None, 30, 50), "30 to 50")],
)
def test_section_tells_its_points_or_its_range(scale: Scale, told: str) -> None:
    assert section_value(scale).split(",")[0] == told


@pytest.mark.parametrize(("low", "high", "told"), [(0, 100, "0 to 100"), (30, 31, "30 to 31"), (40, 40, "40")])
def test_interval_is_one_number_where_nothing_is_open(low: int, high: int, told: str) -> None:
    assert interval(make_scale(40, low, high)) == told


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
    ],
)
def test_amount_is_whole_grouped_and_has_its_unit(line: MoneyLine, told: str) -> None:
    assert amount(line) == told


@pytest.mark.parametrize(
    ("answer", "unit", "told"),
    [
        ("310000 a year", "a year", "310,000 a year"),
        ("85 a year", "a year", "85 a year"),
        ("We have none", "a year", "We have none"),
        ("2024", "", "2024"),  # a text
        ("1234 a year, it was", "", "1234 a year, it was"),
        ("", "a year", ""),
    ],
)
def test_a_number_that_was_given_is_grouped_and_no_text_is(answer: str, unit: str, told: str) -> None:
    assert given(replace(example("bob-breakfix").lines[0], answer=answer, unit=unit)) == told


def test_formula_shows_the_inputs() -> None:
    line = make_money("biggest", 46500, inputs=(("yearly-revenue", 310000), ("biggest-customer", 15)))
    assert formula(line) == "$310,000 a year × 15 %"


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


@pytest.mark.parametrize(
    ("name", "lang", "told"),
    [("Calm", "en", "calm"), ("IT chaos", "en", "IT chaos"), ("Ruhe", "de", "Ruhe"), ("", "en", ""), ("É", "en", "é")],
)
def test_a_name_in_a_sentence_is_small_in_english(name: str, lang: str, told: str) -> None:
    with override(lang):
        assert in_a_sentence(name) == told


@pytest.mark.parametrize(("code", "names"), [(code, names) for code, _, names, _ in FORMULAS])
def test_every_formula_names_just_its_inputs(code: str, names: tuple[str, ...]) -> None:
    told = formula(make_money(code, inputs=tuple((name, 1000 + place) for place, name in enumerate(names))))
    assert re.findall(r"1,00\d", told) == [f"1,00{place}" for place in range(len(names))]
