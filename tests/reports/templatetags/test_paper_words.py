"""Words of the printed report: directions, sizes, sums as large numbers."""

from dataclasses import replace
from datetime import date

import pytest

from reports.core.money import USUAL, MoneyLine
from reports.templatetags.paper_words import (
    contents,
    direction,
    figure,
    in_months,
    name_size,
    number_of,
    placed,
    sign,
    sum_name,
    verb_first,
)
from tests.reports.pdf.printed.shops import little_known, shop

BOB = shop("bob-breakfix")


def line(
    low: float, high: float, unit: str = "money-a-year", currency: str = "$", code: str = "past-hours"
) -> MoneyLine:
    return MoneyLine(code, unit, low, high, currency, (), 1.0, USUAL)


@pytest.mark.parametrize(
    ("text", "found"),
    [("Bob", "ltr"), ("מחשבים Fix 24", "rtl"), ("24 שלום", "rtl"), ("متجر", "rtl"), ("💻 24", "ltr"), ("", "ltr")],
)
def test_direction_is_that_of_the_first_letter(text: str, found: str) -> None:
    assert direction(text) == found


def test_name_is_smaller_the_longer_it_is() -> None:
    assert [name_size("x" * letters) for letters in (20, 21, 40, 41)] == ["short", "medium", "medium", "long"]


@pytest.mark.parametrize(
    ("sum_of_money", "told"),
    [
        (line(26000, 26000), "$26,000"),
        (line(100_000_000, 100_000_000), "$100M"),
        (line(33000, 78000), "$33k\N{EN DASH}78k"),
        (line(2800, 8300), "$2,800\N{EN DASH}8,300"),
        (line(1500, 1500, "hours-a-year"), "1,500"),
        (line(1_500_000, 2_000_000, currency="CHF"), "CHF\N{NO-BREAK SPACE}1.5M\N{EN DASH}2M"),
        (line(-5, -5, "percent"), "−5%"),
        (line(8, 8, "percent"), "+8%"),
    ],
)
def test_range_is_shortened_and_one_number_is_not(sum_of_money: MoneyLine, told: str) -> None:
    assert figure(sum_of_money) == told


def test_time_of_a_sum_stands_where_its_name_does_not_say_it() -> None:
    assert sum_name(line(1, 2, code="past-hours-worth")).endswith(", a year")
    assert not sum_name(line(1, 2, "money-a-month", code="from-scratch")).endswith(", a year")


def test_first_word_is_the_verb_and_is_escaped() -> None:
    assert verb_first("Give <them> back") == "<b>Give</b> &lt;them&gt; back"
    assert verb_first("") == "<b></b>"


def test_contents_are_in_the_order_of_the_pages() -> None:
    assert [place for place, _ in contents(replace(BOB, paper="Letter"))] == [
        "summary", "plan", "picture", "sections", "money", "how", "replies",
    ]  # fmt: skip
    assert [place for place, _ in contents(replace(BOB, money=(), replies=()))][4:] == ["how"]


def test_number_and_day_and_sign() -> None:
    hours = next(each for each in BOB.lines if each.id == "hours-worked")
    assert (number_of(hours), sign(hours)) == ("72", "−")
    assert in_months(replace(BOB, date="2026-11-29"), 12) == date(2027, 11, 29)
    assert in_months(BOB, 6) is None


def test_scale_is_placed_by_a_number_or_a_narrow_range() -> None:
    assert placed(BOB.readiness)
    assert placed(replace(BOB.readiness, points=None, span=("Mixed", "Managed")))
    assert not placed(replace(BOB.readiness, points=None, span=("Reactive", "Mixed", "Managed")))
    assert not placed(little_known(99).readiness)
