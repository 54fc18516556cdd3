"""Sums of money from a questionnaire's assumptions, in two digits; one with too wide a range is given in hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import isclose

from questions.core.question import Answers
from questions.core.questionnaire import Questionnaire
from questions.core.rules import Sums
from reports.core.money import USUAL, MoneyLine, currency_of, numbers_of

TOO_WIDE = 5  # a range whose ends differ by more than this factor says nothing in money
EXACT_TO = 100  # a larger sum is given in two significant digits
PERCENT = 100
Given = Mapping[str, int]
Ends = tuple[Fraction, Fraction]


def _hours(sums: Sums, given: Given) -> Ends:
    hours = Fraction(max(0, given["hours"] - sums.full_week) * sums.weeks)
    return hours, hours


def _hours_worth(sums: Sums, given: Given) -> Ends:
    worth = _hours(sums, given)[0] * given["rate"] / PERCENT
    return worth * sums.least_billable, worth * sums.most_billable


def _calls(sums: Sums, given: Given) -> Ends:
    """Return hours a year: four weeks of calls make a month, and 52 a year."""
    calls = Fraction(given["calls"], 4) * 52
    return calls * Fraction(sums.least_hours_a_call), calls * Fraction(sums.most_hours_a_call)


def _from_zero(_: Sums, given: Given) -> Ends:
    left = max(0, PERCENT - given["managed"] - given["resale"])
    amount = Fraction(given["revenue"] * left, PERCENT * 12)
    return amount, amount


def _biggest(_: Sums, given: Given) -> Ends:
    amount = Fraction(given["revenue"] * given["biggest"], PERCENT)
    return amount, amount


def _growth(_: Sums, given: Given) -> Ends:
    grown = (
        Fraction(PERCENT * (given["revenue"] - given["earlier"]), given["earlier"]) if given["earlier"] else Fraction()
    )
    return grown, grown


def _per_person(_: Sums, given: Given) -> Ends:
    amount = Fraction(given["revenue"], given["people"]) if given["people"] else Fraction()
    return amount, amount


# Code, unit, the numbers it takes, and the formula for both ends.
ESTIMATES: tuple[tuple[str, str, tuple[str, ...], Callable[[Sums, Given], Ends]], ...] = (
    ("past-hours", "hours-a-year", ("hours",), _hours),
    ("past-hours-worth", "money-a-year", ("hours", "rate"), _hours_worth),
    ("unbilled-hours", "hours-a-year", ("calls",), _calls),
    ("unbilled-calls", "money-a-year", ("calls", "rate"), _calls),
    ("from-scratch", "money-a-month", ("revenue", "managed", "resale"), _from_zero),
    ("leaves", "money-a-year", ("revenue", "biggest"), _biggest),
    ("growth", "percent", ("revenue", "earlier"), _growth),
    ("each-person", "money-a-year", ("revenue", "people"), _per_person),
)


def estimates(answers: Answers, questionnaire: Questionnaire) -> tuple[MoneyLine, ...]:
    """Return every line that is not zero and has all its inputs, in the order of the report."""
    sums = questionnaire.sums
    numbers, currency = numbers_of(answers, sums), currency_of(answers, questionnaire)
    factors = _factors(sums, str(answers.get(sums.price)))
    in_money = factors is not None and not _too_wide(sums, factors)
    lines = []
    for code, unit, names, formula in ESTIMATES:
        of_calls = code in {"unbilled-hours", "unbilled-calls"}
        if not set(names) <= set(numbers) or (of_calls and (factors is None or in_money != (unit == "money-a-year"))):
            continue
        low, high = formula(sums, numbers)
        least, most = factors if of_calls and in_money and factors else (1.0, 1.0)
        rate = numbers["rate"] if of_calls and in_money else 1
        low, high = low * Fraction(least) * rate, high * Fraction(most) * rate
        if low or high:
            given = tuple((str(getattr(USUAL, name)), numbers[name]) for name in names)
            ends = about(low), about(high)
            lines.append(MoneyLine(code, unit, *ends, currency, given, most, sums, least_factor=least, takes=names))
    return tuple(lines)


def about(number: Fraction) -> float:
    """Round half up to a whole number, and over a hundred to two significant digits."""
    whole = Decimal(number.numerator) / Decimal(number.denominator)
    digits = max(whole.adjusted() - 1, 0) if abs(whole) > EXACT_TO else 0
    return float(whole.quantize(Decimal(1).scaleb(digits), rounding=ROUND_HALF_UP))


def _factors(sums: Sums, price: str) -> tuple[float, float] | None:
    """Return the least and most of the rate that is not charged; None if something is charged or nothing is known."""
    most = dict(sums.uncharged).get(price)
    return None if most is None else (dict(sums.least_uncharged).get(price, most), most)


def _too_wide(sums: Sums, factors: tuple[float, float]) -> bool:
    low, high = sums.least_hours_a_call * factors[0], sums.most_hours_a_call * factors[1]
    return high > TOO_WIDE * low and not isclose(high, TOO_WIDE * low)
