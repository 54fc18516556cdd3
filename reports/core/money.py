"""The answers in money, by printed formulas; a line with a missing input is left out, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from questions.core.question import Answers
from questions.core.questionnaire import Questionnaire

WEEKS = 48  # a year's working weeks: an assumption, named beside every figure that uses it
HOURS_A_CALL = (0.5, 1.5)  # an assumption too
UNCHARGED = {"nothing": 1.5, "usual-rate": 0.5}  # of a surcharge of 1.5, by the answer to after-hours-price


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One figure from `low` to `high`, equal unless an assumption is a range.

    `unit` is hours-a-year, money-a-year or money-a-month; `inputs` are the answers it was computed from, by question
    id; `factor` is the share of the hourly rate not charged after hours.
    """

    code: str
    unit: str
    low: float
    high: float
    currency: str
    inputs: tuple[tuple[str, int], ...]
    factor: float


def _beyond_40(hours: int) -> float:
    return max(0, hours - 40) * WEEKS


# Code, unit, the questions it takes, and the formula of their answers.
FORMULAS: tuple[tuple[str, str, tuple[str, ...], Callable[..., float]], ...] = (
    ("hours", "hours-a-year", ("hours-worked",), _beyond_40),
    ("hours-worth", "money-a-year", ("hours-worked", "hourly-rate"), lambda hours, rate: _beyond_40(hours) * rate),
    ("uncharged", "money-a-year", ("after-hours-calls", "hourly-rate"), lambda calls, rate: calls / 4 * 52 * rate),
    (
        "from-zero",
        "money-a-month",
        ("yearly-revenue", "managed-share", "resale-share"),
        lambda revenue, managed, resale: revenue * max(0, 100 - managed - resale) / 100 / 12,
    ),
    ("biggest", "money-a-year", ("yearly-revenue", "biggest-customer"), lambda revenue, share: revenue * share / 100),
    ("per-person", "money-a-year", ("yearly-revenue", "billable-techs"), lambda revenue, techs: revenue / techs),
)


def money(answers: Answers, questionnaire: Questionnaire) -> tuple[MoneyLine, ...]:
    """Every line that says something and whose inputs were all given, in the order they are told."""
    numbers = {name: answer for name, answer in answers.items() if isinstance(answer, int)}
    numbers = {name: answer for name, answer in answers.items() if isinstance(answer, int)}
    chosen = answers.get("currency")
    currency = questionnaire.question["currency"].option[chosen].text if isinstance(chosen, str) else ""
    factor = UNCHARGED.get(str(answers.get("after-hours-price")))
    lines = []
    for code, unit, names, formula in FORMULAS:
        uncharged = code == "uncharged"
        if not set(names) <= set(numbers) or (uncharged and factor is None):
            continue
        given = tuple((name, numbers[name]) for name in names)
        share = factor if uncharged and factor else 1.0
        low, high = HOURS_A_CALL if uncharged else (1.0, 1.0)
        if amount := formula(*(number for _, number in given)) * share:
            lines.append(MoneyLine(code, unit, amount * low, amount * high, currency, given, share))
    return tuple(lines)
