"""What columns of dates leave open is asked, with a hint that decides nothing."""

from __future__ import annotations

from dataclasses import replace

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.reading.asking import ANOTHER_COLUMN, EVENLY, ask_columns
from evidence.core.reading.columns import ReadColumn
from evidence.core.reading.stamps import Order
from evidence.core.reading.vocabulary import Role

PLAIN = ReadColumn(
    read=2,
    null=0,
    bad=0,
    bad_text="",
    bad_line=0,
    order=Order.NAMED,
    examples=("08/05/2026", "09/05/2026"),
    of_shape=("8 May 2026", "2026-05-08"),
    closer=None,
    mixed_forms=False,
    mixed_offsets=False,
    offsets=False,
    day_numbers=False,
    no_afternoon=False,
    timed=True,
)
LABELS = {Role.CREATED: "Opened", Role.RESOLVED: "Resolved"}
OPEN = replace(PLAIN, order=Order.OPEN)


def asked(replies: Replies | None = None, **columns: ReadColumn) -> list[Ask]:
    dates = {Role[name.upper()]: column for name, column in columns.items()}
    return ask_columns(dates, LABELS, replies or Replies())


def test_decided_columns_ask_nothing() -> None:
    assert asked(created=PLAIN, resolved=replace(PLAIN, order=Order.DAY_FIRST)) == []


def test_open_order_is_asked_with_another_columns_as_a_hint() -> None:
    (found,) = asked(created=OPEN, resolved=replace(PLAIN, order=Order.DAY_FIRST))
    assert (found.topic, found.fields) == (
        Topic.DAY_ORDER,
        {
            "column": "Opened",
            "examples": ["08/05/2026", "09/05/2026"],
            "hint": Order.DAY_FIRST.value,
            "hint_from": ANOTHER_COLUMN,
        },
    )


def test_hint_is_what_runs_more_evenly_where_no_other_column_says() -> None:
    (found,) = asked(created=replace(OPEN, closer=Order.MONTH_FIRST))
    assert (found.fields["hint"], found.fields["hint_from"]) == (Order.MONTH_FIRST.value, EVENLY)
    (without,) = asked(created=OPEN)
    assert (without.fields["hint"], without.fields["hint_from"]) == (None, None)


def test_other_doubts_are_asked_until_they_are_settled() -> None:
    column = replace(PLAIN, mixed_forms=True, no_afternoon=True)
    forms, afternoon = asked(created=column)
    assert (forms.topic, forms.fields["examples"]) == (Topic.MIXED_FORMS, ["8 May 2026", "2026-05-08"])
    assert (afternoon.topic, afternoon.fields["examples"]) == (Topic.NO_AFTERNOON, ["08/05/2026", "09/05/2026"])
    assert asked(Replies(settled=frozenset({Topic.MIXED_FORMS, Topic.NO_AFTERNOON})), created=column) == []
