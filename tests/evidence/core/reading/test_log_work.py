"""Entries in a ticket's own row."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from evidence.core.reading.folding import Hasher
from evidence.core.reading.log_work import log_work
from evidence.core.reading.stamps import Order, Parser
from evidence.core.reading.ticket import Entry
from evidence.core.shop.clock import Clock
from tests.evidence.core.cases import at

HASHER = Hasher(b"key")


def entries(*cells: str, order: Order = Order.NAMED) -> tuple[Entry, ...]:
    return log_work(cells, order, Parser(), Clock(ZoneInfo("America/Chicago")), HASHER)


def test_an_entry_is_cut_at_its_last_three_semicolons() -> None:
    who = HASHER.folded("tech-a")
    assert entries("rest; of\nit;14/Jun/21 1:13 PM;tech-a;32400", "", "no entry", ";14/Jun/21 1:14 PM;tech-a;60") == (
        Entry(at("2021-06-14 13:13"), 32_400.0, who),
        Entry(at("2021-06-14 13:14"), 60.0, who),
    )


def test_a_start_in_an_unknown_order_is_none() -> None:
    assert entries("x;05/06/2021 13:13;;60") == (Entry(None, 60.0, None),)
    assert entries("x;05/06/2021 13:13;;60", order=Order.DAY_FIRST) == (Entry(at("2021-06-05 13:13"), 60.0, None),)
    assert entries("x;14/Jun/21 1:13 PM;;-60") == ()
