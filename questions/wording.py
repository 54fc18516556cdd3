"""Writes answers for pages; the core knows no language, and so no number format."""

from __future__ import annotations

import re

from clients.core.number_words import OF_ONE
from clients.number_field import grouped, with_unit
from questions.core.question import Answer, Kind, Question

MOST_TO_TAP = 29  # numbers, four weeks of days among them
LARGE = re.compile(r"(?<![\w.,#/-])\d{4,}(?![\w/-]|[.,]\d)")
YEARS = range(1900, 2100)


def written(question: Question, answer: Answer | None) -> str:
    """Do as `Question.words`, with grouped thousands and a percent sign close to its number."""
    return with_unit(answer, question.unit) if isinstance(answer, int) else question.words(answer)


def as_told(words: str) -> str:
    """Return an answer that was kept in words as a page writes it now: "1 days" as 1 day, "65 %" as 65%."""
    number, _, unit = words.partition(" ")
    counted = number.isdecimal() and (unit in OF_ONE or unit.startswith("%"))
    return with_unit(int(number), unit) if counted else words


def thousands_apart(text: str) -> str:
    """Group the digits of the large numbers in a sentence; what can be a year stays as it is.

    A sum in a sentence has two significant digits, so that 1900 and 2000 are no years.
    """
    return LARGE.sub(lambda found: found[0] if _year(int(found[0])) else grouped(int(found[0])), text)


def _year(number: int) -> bool:
    return number in YEARS and number % 100 != 0


def to_tap(question: Question) -> range:
    """Return the numbers that can be tapped instead of typed; none where they would be many."""
    numbers = range(question.minimum, question.maximum + 1)
    return numbers if question.kind is Kind.NUMBER and len(numbers) <= MOST_TO_TAP else range(0)
