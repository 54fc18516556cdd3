"""Words around a number: units, currencies, "about", and multipliers such as "thousand"."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from unicodedata import category


class Unit(StrEnum):
    """What a number counts, as far as mixing two of them up would be an error."""

    PERCENT = "percent"
    MONEY = "money"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    PERSON = "person"


UNITS: dict[str, Unit] = {
    word: unit
    for unit, words in {
        Unit.PERCENT: "% percent pct percentage prozent",
        Unit.MONEY: "currency dollar dollars buck bucks euro euros pound pounds quid franc francs franken rupee rupees "
        "krona kroner kronor yen yuan zloty złoty real reais rand peso pesos usd eur gbp chf cad aud nzd inr jpy cny "
        "sek nok dkk pln czk huf brl zar mxn sgd hkd ils try aed sar us nz hk au sg rs fr sfr kr zł kč ft 元 円 圓 원",
        Unit.MINUTE: "min mins minute minutes minuten m mm",
        Unit.HOUR: "h hr hrs hour hours hourly std stunde stunden",
        Unit.DAY: "d day days daily tag tage",
        Unit.WEEK: "w wk wks week weeks weekly woche wochen",
        Unit.MONTH: "mo mos mth mths month months monthly monat monate",
        Unit.YEAR: "y yr yrs year years yearly annum annual annually pa jahr jahre",
        Unit.PERSON: "person persons people tech techs technician technicians employee employees staff head heads fte "
        "ftes ppl",
    }.items()
    for word in words.split()
}
TIMES = {
    word: Decimal(times)
    for times, words in {
        1_000: "k thousand thousands tsd grand 千",
        10_000: "万 萬 만",
        100_000: "lakh lakhs lac lacs",
        1_000_000: "million millions mio mill mln mn",
        10_000_000: "crore crores cr",
        100_000_000: "亿 億 억",
        1_000_000_000: "billion billions bn",
    }.items()
    for word in words.split()
}
TIMES_OF_MONEY = {"m": Decimal(1_000_000), "mm": Decimal(1_000_000)}  # after hours, "m" and "mm" mean minutes
ABOUT_WORDS = "ca c circa cca about around approx approximately roughly some maybe nearly almost say probably perhaps"
ABOUT = frozenset(f"{ABOUT_WORDS} guess i think estimated estimate est ~ ≈ ± etwa ungefähr rund environ".split())
FILLING_WORDS = "a an the per each every in of p on average avg total or so just only exactly / = our my at"
FILLERS = frozenset(FILLING_WORDS.split())
# Units of questions whose form changes where the number is 1.
OF_ONE = {
    "calls": "call",
    "calls in four weeks": "call in four weeks",
    "days": "day",
    "hours": "hour",
    "hours a week": "hour a week",
    "minutes": "minute",
    "months": "month",
    "people": "person",
    "people who bill hours": "person who bills hours",
    "seconds": "second",
    "weeks": "week",
}
WORD = re.compile(r"[^\W\d_]+|[^\w\s.,]")


def unit_of(word: str) -> Unit | None:
    return UNITS.get(word)


def unit_with(number: int, unit: str) -> str:
    """Return a question's unit as it stands behind `number`: 1 day, 2 days."""
    return OF_ONE.get(unit, unit) if number == 1 else unit


@lru_cache(500)
def units_in(text: str) -> frozenset[Unit]:
    """Return the units named in a question's unit; an empty set if its language is not known here."""
    found = (Unit.MONEY if category(word[0]) == "Sc" else unit_of(word) for word in WORD.findall(text.casefold()))
    return frozenset(unit for unit in found if unit)


@lru_cache(500)
def words_in(text: str) -> frozenset[str]:
    """Return the words of a question's unit in the singular and the plural: call, calls."""
    words = WORD.findall(text.casefold())
    return frozenset({*words, *(word.removesuffix("s") for word in words), *(f"{word}s" for word in words)})
