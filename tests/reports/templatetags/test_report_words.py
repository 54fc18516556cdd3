"""Every code that a report can hold has words, and numbers are told as people write them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from questions.core.question import Effort, Measure, Trust, When
from reports.core.parts import Scale
from reports.core.steps import Reason
from reports.pdf.document import example
from reports.templatetags.report_words import (
    WORDS,
    between,
    either,
    exact,
    given,
    in_a_sentence,
    in_words,
    interval,
    section_value,
)

CODES = {
    "trust": {each.value for each in Trust},
    "effort": {each.value for each in Effort},
    "when": {each.value for each in When},
    "measure": {each.value for each in Measure},
    "reason": {each.value for each in Reason},
}


def make_scale(points: int | None, low: int, high: int) -> Scale:
    return Scale(points=points, low=low, high=high, known=80, place=None, span=(), line=(), cuts=())


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


@pytest.mark.parametrize(
    ("name", "lang", "told"),
    [("Calm", "en", "calm"), ("IT chaos", "en", "IT chaos"), ("Ruhe", "de", "Ruhe"), ("", "en", ""), ("É", "en", "é")],
)
def test_a_name_in_a_sentence_is_small_in_english(name: str, lang: str, told: str) -> None:
    with override(lang):
        assert in_a_sentence(name) == told
