"""Makes questions from what the date columns leave open; a hint is never a decision."""

from __future__ import annotations

from collections.abc import Mapping

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.reading.columns import ReadColumn
from evidence.core.reading.stamps import Order
from evidence.core.reading.vocabulary import Role

ANOTHER_COLUMN = "another column's order"
EVENLY = "dates run more evenly"


def ask_columns(dates: Mapping[Role, ReadColumn], labels: Mapping[Role, str], replies: Replies) -> list[Ask]:
    """Return the questions about each column, without settled ones; a day order is asked about even after a reply."""
    asks = []
    others = {column.order for column in dates.values()} & {Order.DAY_FIRST, Order.MONTH_FIRST}
    for role, column in dates.items():
        if column.order is Order.OPEN:
            asks.append(_day_order(labels[role], column, others, role))
        for topic, found in (
            (Topic.MIXED_FORMS, column.mixed_forms),
            (Topic.MIXED_OFFSETS, column.mixed_offsets),
            (Topic.DAY_NUMBERS, column.day_numbers),
            (Topic.NO_AFTERNOON, column.no_afternoon),
        ):
            if found and topic not in replies.settled:
                examples = column.of_shape if topic is Topic.MIXED_FORMS else column.examples
                asks.append(Ask(topic, {"column": labels[role], "examples": list(examples)}, role))
    return asks


def _day_order(label: str, column: ReadColumn, others: set[Order], role: Role) -> Ask:
    hint, source = (next(iter(others)), ANOTHER_COLUMN) if len(others) == 1 else (column.closer, EVENLY)
    return Ask(
        Topic.DAY_ORDER,
        {
            "column": label,
            "examples": list(column.examples),
            "hint": None if hint is None else hint.value,
            "hint_from": None if hint is None else source,
        },
        role,
    )
