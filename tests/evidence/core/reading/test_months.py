"""Every month in seven languages, in full and by three letters, and what could be two of them."""

from __future__ import annotations

import pytest

from evidence.core.reading.months import NAMES, month


@pytest.mark.parametrize(("number", "names"), list(enumerate(NAMES, start=1)))
def test_a_month_is_known_in_full(number: int, names: str) -> None:
    assert {month(name) for name in names.split()} == {number}
    assert {month(name.upper()) for name in names.split()} == {number}


BEGINNINGS = {
    "Nov": 11,
    "ene": 1,
    "fev": 2,
    "févr": 2,
    "Mär": 3,
    "mrt": 3,
    "avr": 4,
    "mei": 5,
    "Juin": 6,
    "juil": 7,
    "ago": 8,
    "aoû": 8,
    "Sept": 9,
    "set": 9,
    "out": 10,
    "Okt": 10,
    "ott": 10,
    "dez": 12,
}


@pytest.mark.parametrize(("name", "number"), list(BEGINNINGS.items()))
def test_a_month_is_known_by_its_beginning(name: str, number: int) -> None:
    assert month(name) == number


@pytest.mark.parametrize("name", ["jui", "no", "ma", "monday", "novembrist", ""])
def test_what_means_no_month_or_two_is_none(name: str) -> None:
    assert month(name) is None
