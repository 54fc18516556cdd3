"""Sums by what a version assumes, by hand; each in two digits, and in hours where its range is too wide for money."""

from __future__ import annotations

from fractions import Fraction

import pytest

from questions.core.personas import examples, read_persona
from questions.core.question import Answers
from reports.core.estimates import ESTIMATES, about, estimates
from reports.core.money import MoneyLine
from tests.builders import make_questionnaire, newest

ALL: dict[str, str | int] = {
    "hours-worked": 60,
    "hourly-rate": 100,
    "after-hours-calls": 8,
    "after-hours-price": "usual-rate",
    "yearly-revenue": 300_000,
    "revenue-two-years-ago": 250_000,
    "managed-share": 20,
    "resale-share": 10,
    "biggest-customer": 15,
    "billable-techs": 3,
    "currency": "eur",
}


def figures(answers: Answers) -> dict[str, tuple[float, float]]:
    return {line.code: (line.low, line.high) for line in estimates(answers, newest())}


def test_estimates_by_hand() -> None:
    assert figures(ALL) == {
        "past-hours": (960, 960),  # 20 h × 48 weeks
        "past-hours-worth": (24_000, 58_000),  # 96,000 × 25% to 60%: 57,600
        "unbilled-calls": (2_600, 7_800),  # 104 calls × 0.5 to 1.5 h × 100 × 0.5
        "from-scratch": (18_000, 18_000),  # 17,500, half up
        "leaves": (45_000, 45_000),
        "growth": (20, 20),
        "each-person": (100_000, 100_000),
    }


def test_what_bob_reads() -> None:
    answers = read_persona(examples("2026.3")["bob-breakfix"], newest()).answers
    assert figures(answers) == {
        "past-hours": (1_500, 1_500),  # 1,536
        "past-hours-worth": (33_000, 78_000),  # 32,640 to 78,336
        "unbilled-hours": (170, 510),  # 169 to 507: in money the ends would differ ninefold
        "from-scratch": (26_000, 26_000),  # 25,833
        "leaves": (43_000, 43_000),  # 43,400
        "growth": (-5, -5),
        "each-person": (78_000, 78_000),  # 77,500, half up
    }


def test_a_line_whole() -> None:
    line = estimates(ALL, newest())[2]
    assert line == MoneyLine(
        code="unbilled-calls",
        unit="money-a-year",
        low=2_600,
        high=7_800,
        currency="€",
        inputs=(("after-hours-calls", 8), ("hourly-rate", 100)),
        factor=0.5,
        sums=newest().sums,
        least_factor=0.5,
        takes=("calls", "rate"),
    )
    assert line.numbers == {"calls": 8, "rate": 100}


@pytest.mark.parametrize(
    ("missing", "lines"),
    [
        ("hours-worked", {"past-hours", "past-hours-worth"}),
        ("hourly-rate", {"past-hours-worth", "unbilled-calls"}),
        ("after-hours-calls", {"unbilled-calls"}),
        ("after-hours-price", {"unbilled-calls"}),
        ("yearly-revenue", {"from-scratch", "leaves", "growth", "each-person"}),
        ("revenue-two-years-ago", {"growth"}),
        ("managed-share", {"from-scratch"}),
        ("resale-share", {"from-scratch"}),
        ("biggest-customer", {"leaves"}),
        ("billable-techs", {"each-person"}),
    ],
)
def test_a_line_with_a_missing_answer_is_left_out(missing: str, lines: set[str]) -> None:
    left = {name: answer for name, answer in ALL.items() if name != missing}
    assert set(figures(ALL)) - set(figures(left)) == lines


@pytest.mark.parametrize("price", ["sometimes-extra", "fixed-extra", "in-agreement", "n/a", "unknown"])
def test_calls_are_left_out_where_something_is_charged_or_nothing_known(price: str) -> None:
    assert not {"unbilled-calls", "unbilled-hours"} & set(figures(ALL | {"after-hours-price": price}))


def test_hours_of_calls_need_no_rate() -> None:
    left = {name: answer for name, answer in ALL.items() if name != "hourly-rate"}
    assert figures(left | {"after-hours-price": "nothing"})["unbilled-hours"] == (52, 160)  # 156


def test_a_line_that_says_nothing_is_left_out() -> None:
    none: Answers = {"hours-worked": 38, "hourly-rate": 100, "after-hours-calls": 0, "after-hours-price": "nothing"}
    assert figures(none) == {}
    assert figures({"yearly-revenue": 0, "revenue-two-years-ago": 0, "billable-techs": 0}) == {}


def test_nothing_is_estimated_where_nothing_is_asked() -> None:
    assert estimates({}, make_questionnaire()) == ()


def test_every_line_is_told_by_somebody() -> None:
    told = {*figures(ALL), *figures(ALL | {"after-hours-price": "nothing"})}
    assert told == {code for code, *_ in ESTIMATES}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Fraction(1536), 1500),
        (Fraction(130_560), 130_000),
        (Fraction(135_000), 140_000),  # half up
        (Fraction(145_000), 150_000),
        (Fraction(100), 100),
        (Fraction(201, 2), 100),  # 100.5
        (Fraction(105), 110),
        (Fraction(85), 85),
        (Fraction(5, 2), 3),
        (Fraction(-150_000, 3_250), -46),
        (Fraction(0), 0),
    ],
)
def test_two_digits_half_up(number: Fraction, expected: float) -> None:
    assert about(number) == expected
