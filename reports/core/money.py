"""The answers in money, by printed formulas; a line with a missing input is left out, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from questions.core.later import LATER, OF_CONTENT
from questions.core.question import Answers, Kind
from questions.core.questionnaire import Questionnaire
from questions.core.rules import NUMBERS, Sums

USUAL = Sums()


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One figure from `low` to `high`, equal unless an assumption is a range.

    `unit` is hours-a-year, money-a-year, money-a-month or percent; `inputs` are the answers it was computed from;
    `factor` is the share of the hourly rate not charged after hours, from `least_factor` if it is a range; `sums` are
    the assumptions. `takes` are the names of its inputs in Sums, if no formula here gives them.
    """

    code: str
    unit: str
    low: float
    high: float
    currency: str
    inputs: tuple[tuple[str, int], ...]
    factor: float
    sums: Sums = field(default=USUAL, metadata=OF_CONTENT)
    least_factor: float = field(default=0.0, metadata=LATER)
    takes: tuple[str, ...] = field(default=(), metadata=LATER)

    @property
    def numbers(self) -> dict[str, int]:
        """Its inputs by their names in Sums."""
        names = self.takes or next(names for code, _, names, _ in FORMULAS if code == self.code)
        return dict(zip(names, (number for _, number in self.inputs), strict=True))


Formula = Callable[[Sums, dict[str, int]], float]


def _hours(sums: Sums, given: dict[str, int]) -> float:
    return max(0, given["hours"] - sums.full_week) * sums.weeks


# Code, unit, the numbers it takes, and the formula. Four weeks of calls make a month, and 52 a year.
FORMULAS: tuple[tuple[str, str, tuple[str, ...], Formula], ...] = (
    ("hours", "hours-a-year", ("hours",), _hours),
    ("hours-worth", "money-a-year", ("hours", "rate"), lambda sums, given: _hours(sums, given) * given["rate"]),
    ("uncharged", "money-a-year", ("calls", "rate"), lambda _, given: given["calls"] / 4 * 52 * given["rate"]),
    (
        "from-zero",
        "money-a-month",
        ("revenue", "managed", "resale"),
        lambda _, given: given["revenue"] * max(0, 100 - given["managed"] - given["resale"]) / 100 / 12,
    ),
    (
        "biggest",
        "money-a-year",
        ("revenue", "biggest"),
        lambda _, given: given["revenue"] * given["biggest"] / 100,
    ),
    (
        "per-person",
        "money-a-year",
        ("revenue", "people"),
        lambda _, given: given["revenue"] / given["people"] if given["people"] else 0,
    ),
)


def money(answers: Answers, questionnaire: Questionnaire) -> tuple[MoneyLine, ...]:
    """Return every line that is not zero and has all its inputs, in the order of the report."""
    sums = questionnaire.sums
    numbers = numbers_of(answers, sums)
    currency = currency_of(answers, questionnaire)
    factor = dict(sums.uncharged).get(str(answers.get(sums.price)))
    lines = []
    for code, unit, names, formula in FORMULAS:
        uncharged = code == "uncharged"
        if not set(names) <= set(numbers) or (uncharged and factor is None):
            continue
        share = factor if uncharged and factor is not None else 1.0
        low, high = (sums.least_hours_a_call, sums.most_hours_a_call) if uncharged else (1.0, 1.0)
        if amount := formula(sums, numbers) * share:
            # With the names from before questionnaires had a key for them, so the digests of old reports stay the same.
            given = tuple((str(getattr(USUAL, name)), numbers[name]) for name in names)
            lines.append(MoneyLine(code, unit, amount * low, amount * high, currency, given, share, sums))
    return tuple(lines)


def numbers_of(answers: Answers, sums: Sums) -> dict[str, int]:
    """Return the numbers that were answered, by their names in Sums."""
    return {
        name: answer for name in NUMBERS if isinstance(answer := answers.get(getattr(sums, name)), int) and answer >= 0
    }


def currency_of(answers: Answers, questionnaire: Questionnaire) -> str:
    """Return the chosen currency symbol; empty if the question is not a choice, or not answered."""
    question = questionnaire.question.get(questionnaire.sums.currency)
    chosen = answers.get(questionnaire.sums.currency)
    if question is None or question.kind is not Kind.CHOICE or not isinstance(chosen, str):
        return ""
    return question.option[chosen].text if chosen in question.option else ""
