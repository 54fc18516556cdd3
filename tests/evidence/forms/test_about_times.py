"""Questions about dates: each with the readings it could have, and what a reply means for the next reading."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evidence.core.asked import Topic
from evidence.forms.about_times import DOUBTS, about_times, zones
from tests.evidence.forms.about import by_name, choices, make_about

EXAMPLES = {"column": "Date", "examples": ["08/05/2026 11:48"], "hint": "mdy", "hint_from": "dates run more evenly"}


def test_the_zone_in_two_readings_of_one_ticket() -> None:
    asked = by_name(about_times(make_about((Topic.ZONE, {}), role="")))["file_zone"]
    assert asked.title == "When did ticket 7 come in?"
    assert choices(asked) == [
        ("own", "Tuesday, November 24, 2026 at 3:05 am: the file has your own time"),
        ("UTC", "Monday, November 23, 2026 at 9:05 pm: the file is in UTC"),
        ("other", "Another zone"),
    ]
    assert asked.reply({"file_zone": "own"}) == {"file_zone": "America/Chicago"}
    assert asked.reply({"file_zone": "own", "zone": "America/Denver"}) == {"file_zone": "America/Denver"}
    assert asked.reply({"file_zone": "UTC"}) == {"file_zone": "UTC"}
    assert asked.reply({"file_zone": "other", "other_zone": "Europe/Lisbon"}) == {"file_zone": "Europe/Lisbon"}
    assert asked.check({"file_zone": "other", "other_zone": ""}) == {"other_zone": "Say which zone."}


@pytest.mark.parametrize(("said", "initial"), [("America/Chicago", "own"), ("UTC", "UTC"), ("Asia/Tokyo", "other")])
def test_what_was_said_about_the_zone_stays_and_the_readings_too(said: str, initial: str) -> None:
    telling = [{"id": "7", "created": "2026-11-24T03:05:00", "finished": None, "minutes": None}]
    about = make_about((Topic.ZONE, {}), replies={"file_zone": said}, telling=telling)
    asked = by_name(about_times(about))["file_zone"]
    assert asked.fields["file_zone"].initial == initial
    if said == "UTC":  # the file says 9:05, whatever was said of it
        assert choices(asked)[0][1].startswith("Tuesday, November 24, 2026 at 9:05 am")


def test_a_shop_without_a_zone() -> None:
    asked = by_name(about_times(replace(make_about(), zone_known=False)))["zone"]
    assert asked.reply({"zone": "America/Denver"}) == {"zone": "America/Denver"}
    assert ("America/New_York", "America/New York") in zones()


def test_an_open_order_of_day_and_month() -> None:
    asked = by_name(about_times(make_about((Topic.DAY_ORDER, EXAMPLES))))["order-created"]
    assert asked.title == "“08/05/2026 11:48” in “Date”: which day is that?"
    assert choices(asked) == [("day", "May 8, 2026"), ("month", "August 5, 2026")]
    assert asked.help == "It looks like the month comes first."
    assert asked.reply({"order-created": "day"}) == {"day_order": {"created": "day"}}


def test_a_unit() -> None:
    about = make_about((Topic.UNIT, {"column": "Time", "examples": ["30", "45"]}), role="hours")
    asked = by_name(about_times(about))["unit-hours"]
    assert (asked.title, asked.help) == ("Is “Time” in hours, minutes or seconds?", "Such as 30, 45")
    assert asked.reply({"unit-hours": "minutes"}) == {"units": {"hours": "minutes"}}


@pytest.mark.parametrize(("hours", "words"), [(-5, "5 hours late"), (4, "4 hours early")])
def test_a_shift(hours: int, words: str) -> None:
    asked = by_name(about_times(make_about((Topic.SHIFT, {"hours": hours, "looks_utc": True}))))["shift"]
    assert words in asked.title
    assert asked.help == "It fits UTC."
    assert (asked.reply({"shift": "UTC"}), asked.settles({"shift": "UTC"})) == (
        {"file_zone": "UTC"},
        {Topic.SHIFT: False},
    )
    assert (asked.reply({"shift": "right"}), asked.settles({"shift": "right"})) == ({}, {Topic.SHIFT: True})


@pytest.mark.parametrize("topic", DOUBTS)
def test_a_doubt_is_right_as_it_is_or_exported_again(topic: Topic) -> None:
    fields: dict[str, Any] = {"column": "Date", "examples": ["x"], "n": 9, "a_day": 61}
    (asked,) = about_times(make_about((topic, fields)))
    assert choices(asked) == [("right", "It's right as it is"), ("again", "No, I'll export it again")]
    assert asked.settles({asked.name: "right"}) == {topic: True}
    assert asked.settles({asked.name: "again"}) == {topic: False}


def test_ids_that_restart() -> None:
    (asked,) = about_times(make_about((Topic.IDS_RESTART, {"n": 9})))
    assert asked.reply({"ids": "restart"}) == {"ids_restart": True}
    assert asked.settles({"ids": "right"}) == {Topic.IDS_RESTART: True}
