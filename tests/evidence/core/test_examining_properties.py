"""What must not change a measure does not: order, doubling, how it is written, forms of dates, alerts."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.core.asked import Topic
from evidence.core.reading.stamps import Order
from evidence.core.reading.vocabulary import Role
from tests.evidence.exports import UTC, data_of, make_setting, measures_of, rows_of, write

FEW = settings(max_examples=8)
SHOPS = ("freshdesk", "jira", "servicenow", "zendesk-utc", "syncro-tickets")
FORMS: dict[str, Callable[[datetime], str]] = {
    "iso": lambda at: at.isoformat(),
    "blank": lambda at: at.strftime("%Y-%m-%d %H:%M:%S"),
    "fraction": lambda at: at.strftime("%Y-%m-%d %H:%M:%S.301969123"),
    "slashes": lambda at: at.strftime("%Y/%m/%d %H:%M"),
    "day first": lambda at: at.strftime("%d/%m/%Y %H:%M"),
    "dots": lambda at: at.strftime("%d.%m.%Y, %H:%M Uhr"),
    "month first": lambda at: at.strftime("%m-%d-%Y %I:%M %p"),
    "english": lambda at: at.strftime("%b %d, %Y @ %I:%M %p"),
    "month named": lambda at: at.strftime("%d/%b/%y %I:%M %p"),
    "two digits": lambda at: at.strftime("%m/%d/%y %H:%M"),
}


def plain(name: str) -> dict[str, Any]:
    return measures_of(write(rows_of(name)))


def with_dates(name: str, form: Callable[[datetime], str]) -> list[list[str]]:
    """An export with its dates, which are of one ISO form, in another."""
    heading, *rows = rows_of(name)
    found = [list(heading)]
    for row in rows:
        found.append([form(datetime.fromisoformat(cell)) if _is_date(cell) else cell for cell in row])  # noqa: PERF401
    return found


def _is_date(cell: str) -> bool:
    try:
        datetime.fromisoformat(cell)
    except ValueError:
        return False
    return not cell.isdigit()


@FEW
@given(st.sampled_from(SHOPS), st.randoms(use_true_random=False))
def test_rows_in_any_order_measure_the_same(name: str, random: Random) -> None:
    heading, *rows = rows_of(name)
    random.shuffle(rows)
    assert measures_of(write([heading, *rows])) == plain(name)


@FEW
@given(st.sampled_from(SHOPS), st.randoms(use_true_random=False))
def test_rows_that_stand_twice_measure_the_same(name: str, random: Random) -> None:
    heading, *rows = rows_of(name)
    assert measures_of(write([heading, *rows, *random.sample(rows, len(rows) // 3)])) == plain(name)


@FEW
@given(st.sampled_from(SHOPS), st.randoms(use_true_random=False))
def test_columns_in_any_order_measure_the_same(name: str, random: Random) -> None:
    rows = rows_of(name)
    order = list(range(len(rows[0])))
    random.shuffle(order)
    assert measures_of(write([[row[at] for at in order] for row in rows])) == plain(name)


@FEW
@given(
    st.sampled_from(SHOPS),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_however_it_is_written_it_measures_the_same(
    name: str, delimiter: str, encoding: str, end: str, quoting: int
) -> None:
    content = write(rows_of(name), encoding=encoding, delimiter=delimiter, lineterminator=end, quoting=quoting)
    assert measures_of(content) == plain(name)


@pytest.mark.parametrize("form", FORMS)
def test_ten_forms_of_dates_measure_the_same(form: str) -> None:
    found = data_of(write(with_dates("freshdesk", FORMS[form])))
    assert found["measures"] == plain("freshdesk")
    assert found["ask"] == [{"ask": "zone"}]


def test_a_file_in_utc_measures_as_the_same_file_in_local_time() -> None:
    told = measures_of(write(rows_of("zendesk-utc")), make_setting(file_zone=UTC))
    zulu = with_dates("zendesk-utc", lambda at: f"{at.isoformat()}Z")
    chicago = make_setting().zone
    local = with_dates(
        "zendesk-utc", lambda at: at.replace(tzinfo=UTC).astimezone(chicago).strftime("%Y-%m-%d %H:%M:%S")
    )
    assert measures_of(write(zulu)) == told
    assert measures_of(write(local)) == told


@FEW
@given(st.integers(0, 25), st.randoms(use_true_random=False))
def test_alerts_move_nothing(more: int, random: Random) -> None:
    heading, *rows = rows_of("freshdesk")
    source, created, ids = (heading.index(each) for each in ("Source", "Created time", "Ticket ID"))
    people = [row for row in rows if row[source] != "Monitoring"]
    alerts = []
    for number in range(more):
        row = list(random.choice(people))
        moment = datetime(2026, 9, 1) + timedelta(minutes=random.randrange(80 * 1440))  # noqa: DTZ001
        row[ids], row[source], row[created] = f"A{number}", "Zabbix", str(moment)
        alerts.append(row)
    assert measures_of(write([heading, *people, *alerts])) == measures_of(write([heading, *people]))
    assert measures_of(write([heading, *people])) == plain("freshdesk")


@FEW
@given(st.sampled_from(SHOPS), st.integers(0, 6 * 4), st.integers(0, 4 * 4))
def test_longer_hours_never_raise_what_could_be(name: str, earlier: int, later: int) -> None:
    opens, closes = 8 * 60 - 15 * earlier, 18 * 60 + 15 * later
    hours = f"mon-fri {opens // 60}:{opens % 60:02}-{closes // 60}:{closes % 60:02}"
    longer = measures_of(write(rows_of(name)), make_setting(hours))["after-hours-calls"]
    assert longer["hi"] <= plain(name)["after-hours-calls"]["hi"]


@pytest.mark.parametrize("name", SHOPS)
def test_a_holiday_worked_never_raises_after_hours_and_weekends(name: str) -> None:
    setting = replace(make_setting(), opened=frozenset({date(2026, 11, 11).toordinal()}))
    before, after = plain(name), measures_of(write(rows_of(name)), setting)
    for measure in ("after-hours-calls", "weekends"):
        for end in ("lo", "hi"):
            assert after[measure][end] <= before[measure][end]


@FEW
@given(st.sampled_from(SHOPS), st.randoms(use_true_random=False), st.integers(60, 200))
def test_what_is_proven_is_never_more_than_what_could_be(name: str, random: Random, rows: int) -> None:
    heading, *all_rows = rows_of(name)
    found = measures_of(write([heading, *random.sample(all_rows, rows)]))
    for measure in found.values():
        if measure["lo"] is not None:
            assert measure["lo"] <= measure["hi"]


DAYS = st.integers(1, 12)


@settings(max_examples=40)
@given(st.lists(st.tuples(DAYS, DAYS, st.integers(0, 1439)), min_size=1, max_size=40))
def test_dates_without_a_day_over_twelve_are_always_asked_about(dates: Sequence[tuple[int, int, int]]) -> None:
    rows = [
        [str(number), f"{one:02}/{two:02}/2026 {minute // 60:02}:{minute % 60:02}"]
        for number, (one, two, minute) in enumerate(dates)
    ]
    content = write([["Ticket ID", "Created time"], *rows])
    assert Topic.DAY_ORDER.value in [ask["ask"] for ask in data_of(content)["ask"]]
    setting = make_setting(day_order=dict.fromkeys(Role, Order.DAY_FIRST))
    assert data_of(content, setting=setting)["file"]["tickets"] == len(rows)
