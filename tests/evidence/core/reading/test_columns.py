"""What the order of two numbers is, by all values of a column."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from evidence.core.reading.columns import DateColumn
from evidence.core.reading.stamps import Order, Parser
from evidence.core.refusal import RefusedError, Why


def column(texts: Iterable[str]) -> DateColumn:
    found, parser = DateColumn(), Parser()
    for line, text in enumerate(texts, start=2):
        found.add(text, parser(text), line)
    return found


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["2026-08-05"], Order.NAMED),
        (["08/05/2026", "13/05/2026"], Order.DAY_FIRST),
        (["08/05/2026", "05/13/2026"], Order.MONTH_FIRST),
        (["02-28-2025"], Order.MONTH_FIRST),
        (["08/05/2026", "12/12/2026"], Order.OPEN),
        (["13/05/2026"] * 20 + ["05/13/2026"], Order.DAY_FIRST),
        (["05/13/2026"] * 2000 + ["13/05/2026"] * 10, Order.MONTH_FIRST),
    ],
)
def test_the_order_is_that_of_all_values(texts: list[str], order: Order) -> None:
    assert column(texts).settle().order is order


@pytest.mark.parametrize("slips", [(19, 1), (400, 3), (10, 10)])
def test_both_orders_stop_the_reading(slips: tuple[int, int]) -> None:
    with pytest.raises(RefusedError) as caught:
        column(["13/05/2026"] * slips[0] + ["05/13/2026"] * slips[1]).settle()
    assert caught.value.why is Why.MIXED_ORDER


def test_slips_are_unreadable_and_counted() -> None:
    found = column(["13/05/2026"] * 20 + ["05/13/2026", "", "1970-01-01"]).settle()
    assert (found.read, found.null, found.bad, found.bad_text, found.bad_line) == (20, 2, 1, "05/13/2026", 22)


@pytest.mark.parametrize(("bad", "refused"), [(5, False), (6, True)])
def test_one_in_twenty_may_be_unreadable(bad: int, refused: bool) -> None:
    found = column(["2026-08-05"] * (100 - bad) + ["Text"] * bad)
    if not refused:
        assert found.settle().bad == bad
        return
    with pytest.raises(RefusedError) as caught:
        found.settle()
    error = caught.value
    assert (error.why, error.count, error.example, error.line) == (Why.UNREADABLE_DATES, 6, "Text", 96)
    assert "Text" not in str(error)


def test_neighbors_that_lie_closer_are_a_hint() -> None:
    assert column([f"08/{day:02}/2026" for day in range(1, 10)]).settle().closer is Order.MONTH_FIRST
    assert column([f"{day:02}/08/2026" for day in range(1, 10)]).settle().closer is Order.DAY_FIRST
    assert column(["08/08/2026", "09/09/2026"]).settle().closer is None


def test_two_forms_and_lost_afternoons_are_noticed() -> None:
    two = column(["2026-08-05 10:00"] * 100 + ["05/13/2026 10:00"]).settle()
    assert (two.mixed_forms, two.of_shape) == (True, ("2026-08-05 10:00", "05/13/2026 10:00"))
    assert not column(["2026-08-05 10:00"] * 300 + ["05/13/2026 10:00"]).settle().mixed_forms
    assert column(["2026-08-05 10:00"] * 51).settle().no_afternoon
    assert not column(["2026-08-05 10:00"] * 50).settle().no_afternoon
    assert not column(["2026-08-05 10:00 AM"] * 51).settle().no_afternoon
    assert not column(["2026-08-05 10:00"] * 51 + ["2026-08-05 13:00"]).settle().no_afternoon
    assert not column(["2026-08-05"] * 51).settle().timed
    assert column(["2026-08-05T10:00Z"] * 9 + ["2026-08-05T10:00"]).settle().mixed_offsets
    assert column(["45989.5"] * 9).settle().day_numbers
