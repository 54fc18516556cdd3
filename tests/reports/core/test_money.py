"""Every line of the money view, by hand; a missing input leaves its line out."""

import pytest

from questions.core.loader import load
from questions.core.question import Answers
from questions.library import OWN
from reports.core.money import MoneyLine, money

QUESTIONNAIRE = load(OWN / "is-it-working" / "2026.2")
ALL: dict[str, str | int] = {
    "hours-worked": 60,
    "hourly-rate": 100,
    "after-hours-calls": 8,
    "after-hours-price": "usual-rate",
    "yearly-revenue": 300_000,
    "managed-share": 20,
    "resale-share": 10,
    "biggest-customer": 15,
    "billable-techs": 3,
    "currency": "eur",
}


def figures(answers: Answers) -> dict[str, tuple[float, float]]:
    return {line.code: (line.low, line.high) for line in money(answers, QUESTIONNAIRE)}


def test_money_by_hand() -> None:
    assert figures(ALL) == {
        "hours": (960, 960),  # 20 h × 48 weeks
        "hours-worth": (96_000, 96_000),
        "uncharged": (2_600, 7_800),  # 8 ÷ 4 × 52 = 104 calls × 0.5 to 1.5 h × 100 × 0.5
        "from-zero": (17_500, 17_500),  # 70 % of 300,000 ÷ 12
        "biggest": (45_000, 45_000),
        "per-person": (100_000, 100_000),
    }


def test_after_hours_work_given_away_counts_the_surcharge_too() -> None:
    assert figures(ALL | {"after-hours-price": "nothing"})["uncharged"] == (7_800, 23_400)


@pytest.mark.parametrize("price", ["sometimes-extra", "fixed-extra", "in-agreement", "n/a", "unknown"])
def test_after_hours_work_is_left_out_where_something_is_charged_or_nothing_known(price: str) -> None:
    assert "uncharged" not in figures(ALL | {"after-hours-price": price})


@pytest.mark.parametrize(
    ("missing", "lines"),
    [
        ("hours-worked", {"hours", "hours-worth"}),
        ("hourly-rate", {"hours-worth", "uncharged"}),
        ("after-hours-calls", {"uncharged"}),
        ("yearly-revenue", {"from-zero", "biggest", "per-person"}),
        ("managed-share", {"from-zero"}),
        ("resale-share", {"from-zero"}),
        ("biggest-customer", {"biggest"}),
        ("billable-techs", {"per-person"}),
    ],
)
def test_line_is_left_out_where_an_input_is_missing_or_not_known(missing: str, lines: set[str]) -> None:
    without = {name: answer for name, answer in ALL.items() if name != missing}
    assert set(figures(ALL)) - set(figures(without)) == lines
    assert figures(without) == figures(ALL | {missing: "unknown"})


def test_hours_up_to_40_cost_nothing() -> None:
    assert set(figures(ALL | {"hours-worked": 40})) == set(figures(ALL)) - {"hours", "hours-worth"}


def test_shares_beyond_the_whole_leave_nothing_to_start_from() -> None:
    assert "from-zero" not in figures(ALL | {"managed-share": 80, "resale-share": 40})


def test_line_holds_its_inputs_and_the_currency_chosen() -> None:
    biggest = next(line for line in money(ALL, QUESTIONNAIRE) if line.code == "biggest")
    inputs = (("yearly-revenue", 300_000), ("biggest-customer", 15))
    assert biggest == MoneyLine("biggest", "money-a-year", 45_000, 45_000, "€", inputs, 1.0)


def test_money_without_answers_says_nothing() -> None:
    assert money({}, QUESTIONNAIRE) == ()
