"""Medians by quarter, of one's own shops and only where there are enough."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desk.today.quarters import Quarter, by_quarter, quarters_of
from tests.makers import answers_of, make_assessment, make_firm, make_member, make_shop


def at(year: int, month: int) -> datetime:
    return datetime(year, month, 15, 12, tzinfo=UTC)


def test_quarters_of_too_few_are_left_out_and_the_last_ones_stay() -> None:
    found = by_quarter([
        *((at(2026, month), readiness, strain) for month, readiness, strain in ((1, 10, 90), (3, 20, 80), (2, 31, 60))),
        *((at(2026, 4), 50, 50) for _ in range(2)),
        *((at(2025, 12), readiness, 40) for readiness in (1, 2, 3, 4)),
    ])  # fmt: skip
    assert found == [Quarter(2025, 4, 4, 3, 40), Quarter(2026, 1, 3, 20, 80)]
    many = by_quarter((at(2020 + each // 4, 1 + 3 * (each % 4)), 1, 1) for each in range(20) for _ in range(3))
    assert [(each.year, each.quarter) for each in many] == [
        (year, each) for year in (2023, 2024) for each in (1, 2, 3, 4)
    ]


@pytest.mark.django_db
def test_quarters_are_of_ones_own_shops() -> None:
    firm, other = make_firm(), make_firm("Other")
    for number in range(3):
        shop = make_shop(str(number), firm=firm)
        first = make_assessment(answers_of("bob-breakfix"), shop=shop, submitted=at(2026, 5))
        make_assessment(answers_of("strategic-partner"), shop=make_shop(firm=other), submitted=at(2026, 5))
    assert quarters_of(make_member(firm)) == [Quarter(2026, 2, 3, first.readiness or 0, first.strain or 0)]
    assert quarters_of(make_member(make_firm("Third"), name="eve")) == []
