"""Eight exports of one invented shop: what is decided, asked and measured stands in a file and is met to the digit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from evidence.core.asked import Replies
from evidence.core.reading.stamps import Order
from evidence.core.reading.vocabulary import Role
from tests.evidence.exports import CHICAGO, FILES, UTC, data_of, export, make_setting

EXPECTED = json.loads((FILES / "expected.json").read_text())["files"]
ORDERS = {"month first": Order.MONTH_FIRST, "day first": Order.DAY_FIRST}


def examined(name: str) -> dict[str, Any]:
    shape, _, told = name.partition(" ")
    told = told.strip("()+ ")
    replies = Replies(
        planned_logged=shape.startswith(("freshdesk", "jira")),
        day_order=dict.fromkeys(Role, ORDERS[told]) if told in ORDERS else {},
    )
    setting = replace(make_setting(file_zone=UTC if told == "told UTC" else CHICAGO), replies=replies)
    entries = export("syncro-labor") if told == "labor" else None
    return data_of(export(shape.removesuffix("-synthetic")), entries, setting)


def overlap(found: object, expected: object) -> object:
    """What was found, of the things that are expected."""
    if isinstance(found, Mapping) and isinstance(expected, Mapping):
        return {key: overlap(found.get(key, "missing"), value) for key, value in expected.items()}
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_is_read_as_expected(name: str) -> None:
    found = examined(name)
    assert found["decided"] == {**EXPECTED[name]["decided"], "letters": found["decided"]["letters"]}
    assert found["ask"] == EXPECTED[name]["ask"]
    assert found["notes"] == EXPECTED[name]["notes"]
    assert found["time_file"] == EXPECTED[name]["time_file"]


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_is_measured_as_expected(name: str) -> None:
    found = examined(name)
    assert overlap(found["file"], EXPECTED[name]["file"]) == EXPECTED[name]["file"]
    assert overlap(found["measures"], EXPECTED[name]["measures"]) == EXPECTED[name]["measures"]
    assert list(found["measures"]) == list(EXPECTED[name]["measures"])


@pytest.mark.parametrize("name", EXPECTED)
def test_every_measure_says_whether_it_is_compared_and_why_not(name: str) -> None:
    for found in examined(name)["measures"].values():
        assert found["compared"] is (found["status"] == "compared")
        assert (found["reason"] is None) is found["compared"]


def test_a_holiday_the_shop_worked_takes_its_tickets_out_of_after_hours() -> None:
    setting = make_setting(planned_logged=True)
    veterans_day = date(2026, 11, 11).toordinal()
    found = data_of(export("freshdesk"), None, replace(setting, opened=frozenset({veterans_day})))["measures"]
    assert (found["after-hours-calls"]["lo"], found["after-hours-calls"]["hi"]) == (4, 15)
