"""Reads numbers as people write them: thousands and decimal signs, currencies, units, "about".

A reading is one number that the form can show back, or the reason why there is none. A number is never taken as a
thousand times what was meant without asking.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from unicodedata import category, decimal, normalize

from clients.core.number_words import ABOUT, FILLERS, TIMES, TIMES_OF_MONEY, Unit, unit_of, units_in, words_in
from clients.core.text import clean_line

LONGEST = 80  # characters in one number, at most
SURELY = "\x01"  # stands for a decimal point in every language
DIGITS = re.compile(rf"(?:(?<![^\W\d_])[.,]|{SURELY})?\d(?:[\d.,' {SURELY}]*\d)?")  # .5, but not the point of ca.40
THREES = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+")
INDIAN = re.compile(r"\d{1,2}(?:[,' ]\d\d)+[,' ]\d{3}")  # 3,10,000
TOKEN = re.compile(r"[^\W\d_]+|[^\w\s.,]|_")
NO_CENTS = re.compile(r"^(?:[.,]?\s*-+(?=\s|$)|[.,](?=\s|$))")  # 85.- and 85,-- and 85.
QUOTED = re.compile(r"([\"'“”„«»]+)(.*[^\"'“”„«»])[\"'“”„«»]*")  # as cells of a table are quoted
ITS_DOLLAR = re.compile(r"(?!k|mm?\$)[^\W\d_]{1,3}(?=\$\s?$)")  # R$ 85, S$85
SHORT = re.compile(r"(?:\d[^\W\d_]+|_)[+-]?\d")  # 1e5, 0x10, 70h30, 4_0
TO = re.compile(r"-|\b(?:to|and|or|bis|à|a)\b|\.\.|…")  # 40 to 45
HALVES = {"½": "5", "¼": "25", "¾": "75"}
# Arabic signs for decimals, thousands and percent, and the raised point of old price lists.
SIGNS = {"\u066b": SURELY, "\u00b7": SURELY, "\u066c": "'", "\u060c": ",", "\u066a": "%"}
SIGNS |= dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`", "'")
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


class Problem(StrEnum):
    """Why the typed text is not one number that fits."""

    NOT_A_NUMBER = "not-a-number"
    SEVERAL = "several"
    UNSURE = "unsure"
    OTHER_UNIT = "other-unit"
    OUT_OF_RANGE = "out-of-range"


@dataclass(frozen=True, slots=True)
class Asked:
    """The limits and unit of a number; `point` is the decimal sign in the page's language."""

    minimum: int
    maximum: int
    unit: str = ""
    point: str = "."

    def takes(self, number: int) -> bool:
        return self.minimum <= number <= self.maximum


@dataclass(frozen=True, slots=True)
class Reading:
    """The number, with `exact` as typed if it was rounded; or a problem, with the numbers it might have been.

    A number that is out of range is only `exact`.
    """

    number: int | None = None
    exact: Decimal | None = None
    problem: Problem | None = None
    choices: tuple[int, ...] = ()

    @property
    def rounded(self) -> bool:
        return self.number is not None and self.exact != self.number


def read_number(typed: str, asked: Asked) -> Reading:
    """Read one whole number; empty text gives a reading with neither a number nor a problem."""
    text = _plain(typed)
    if not text:
        return Reading()
    found = list(DIGITS.finditer(text))
    if not found or len(text) > LONGEST or SHORT.search(text):
        return Reading(problem=Problem.NOT_A_NUMBER)
    if len(found) > 1:
        between = text[found[0].end() : found[1].start()]
        return _several([each.group() for each in found] if TO.search(between) else [], asked)
    before, after = ITS_DOLLAR.sub("", text[: found[0].start()]), NO_CENTS.sub("", text[found[0].end() :])
    values = _values(found[0].group(), asked.point)
    if values is None:
        return Reading(problem=Problem.SEVERAL if " " in found[0].group() else Problem.NOT_A_NUMBER)
    minus = before.endswith("-") or before.startswith("-") or (before.endswith("(") and after.startswith(")"))
    words = TOKEN.findall(before.replace("-", " ").strip("(+ ")) + TOKEN.findall(after.removeprefix(")"))
    times, problem, percent = _said(words, asked, number_of_words_before=len(TOKEN.findall(before.strip("-(+ "))))
    if problem:
        return Reading(problem=problem)
    if times != 1:
        values = values[:1]  # 1.500k is 1.5k: nobody groups digits before a multiplier
    values = tuple(each * times * (-1 if minus else 1) for each in values)
    if Unit.PERCENT in units_in(asked.unit) and not percent and len(values) == 1 and 0 < values[0] < 1:
        values = (values[0], values[0] * 100)  # a share as a fraction
    return _fitting(values, asked)


def _plain(typed: str) -> str:
    """Return the text in lower case with plain digits and signs, and one space for any run of spaces."""
    found = []
    for each in clean_line(typed):
        if (digit := decimal(each, None)) is not None:
            found.append(str(digit))
        elif each in HALVES:
            found.append(("" if found and found[-1].isdecimal() else "0") + SURELY + HALVES[each])
        elif each in DASHES:
            found.append("-")
        else:
            wide = "\uff00" <= each <= "\uffef"
            found.append(SIGNS.get(each) or (normalize("NFKC", each) if wide else each))
    text = " ".join("".join(found).casefold().replace("per cent", "percent").split())
    quoted = QUOTED.fullmatch(text)
    return quoted[2].strip() if quoted else text


def _values(run: str, point: str) -> tuple[Decimal, ...] | None:
    """Return what digits with their signs can mean, likeliest first; None if they are not one number."""
    signs = re.sub(r"\d", "", run)
    last = signs[-1:]
    if not signs:
        return (Decimal(run),)
    whole, _sign, decimals = run.rpartition(last)
    if last == SURELY or (last in ".," and (set(signs[:-1]) - {last})):  # 310,000.00 and 310 000,50
        group = _grouped(whole)
        return None if group is None or signs.count(last) > 1 else (Decimal(f"{group}.{decimals}"),)
    if last in ".," and len(signs) == 1:
        number = Decimal(f"{whole or 0}.{decimals}")
        if not THREES.fullmatch(run) or whole.startswith("0"):
            return (number,)
        grouped = Decimal(whole + decimals)
        return (number, grouped) if last == point else (grouped,)
    group = _grouped(run)
    return None if group is None else (Decimal(group),)


def _grouped(run: str) -> str | None:
    """Return the digits of a number grouped by one sign; None if the groups are wrong or the signs mixed."""
    signs = set(re.sub(r"\d", "", run))
    if not signs:
        return run or "0"
    if len(signs) == 1 and (THREES.fullmatch(run) or INDIAN.fullmatch(run)):
        return re.sub(r"\D", "", run)
    return None


def _said(words: list[str], asked: Asked, *, number_of_words_before: int) -> tuple[Decimal, Problem | None, bool]:
    """Return the multiplier the words give, a problem if they don't fit, and whether they say percent."""
    units, own = units_in(asked.unit), words_in(asked.unit)
    times, percent = Decimal(1), False
    for place, word in enumerate(words):
        after = place >= number_of_words_before
        unit = Unit.MONEY if category(word[0]) == "Sc" else unit_of(word)
        if after and word in TIMES:
            times *= TIMES[word]
        elif after and word in TIMES_OF_MONEY and (Unit.MONEY in units or not units):
            times *= TIMES_OF_MONEY[word]
        elif unit:
            percent = percent or unit is Unit.PERCENT
            if units and unit not in units:
                return times, Problem.OTHER_UNIT, percent
        elif word not in FILLERS and word not in ABOUT and word not in own:
            return times, Problem.NOT_A_NUMBER, percent
    return times, None, percent


def _fitting(values: tuple[Decimal, ...], asked: Asked) -> Reading:
    fitting: dict[int, Decimal] = {}
    for exact in values:
        if asked.takes(number := whole(exact)):
            fitting.setdefault(number, exact)  # the likelier one, where two are rounded alike
    if not fitting:
        return Reading(problem=Problem.OUT_OF_RANGE, exact=values[0])
    if len(fitting) > 1:
        return Reading(problem=Problem.UNSURE, choices=tuple(sorted(fitting)))
    ((number, exact),) = fitting.items()
    return Reading(number, exact)


def whole(number: Decimal) -> int:
    """Round half up."""
    return int(number.to_integral_value(ROUND_HALF_UP))


def _several(runs: list[str], asked: Asked) -> Reading:
    """Refuse two numbers, as in 40-45, and offer the one halfway between as a choice."""
    values = [found[-1] for run in runs if (found := _values(run, asked.point))]
    between = sum(values) / 2 if len(values) == len(runs) == 2 else None  # noqa: PLR2004 -- a middle is of two
    middle = [] if between is None else [whole(Decimal(between))]
    return Reading(problem=Problem.SEVERAL, choices=tuple(each for each in middle if asked.takes(each)))
