"""The form with all questions: what was answered before stays, what is new is marked."""

from __future__ import annotations

from typing import Any

from evidence.core.asked import Topic
from evidence.forms.questions import QuestionsForm
from tests.evidence.forms.about import make_about
from tests.evidence.owners import SAID

ASKS: tuple[tuple[Topic, dict[str, Any]], ...] = (
    (Topic.ZONE, {}),
    (Topic.WHOLE, {"from": "2026-08-17", "to": "2026-11-25"}),
)


def replied(*asks: Any, said: dict[str, Any], replies: dict[str, Any] | None = None) -> dict[str, Any]:
    form = QuestionsForm(make_about(*asks, replies=replies or {}), said)
    assert form.is_valid(), form.errors
    return form.replies


def test_replies_as_a_settings_file_has_them() -> None:
    assert replied(*ASKS, said=SAID) == {
        "file_zone": "America/Chicago",
        "hours": "mon 08:00-18:00, tue 08:00-18:00, wed 08:00-18:00, thu 08:00-18:00, fri 08:00-18:00",
        "country": "US",
        "region": "",
        "whole": True,
        "covers_from_to": True,
        "settled": [],
        "open_on": [],
        "answered": ["country", "file_zone", "hours", "whole"],
    }


def test_earlier_replies_stay_and_maps_grow() -> None:
    order = (Topic.DAY_ORDER, {"column": "Date", "examples": ["08/05/2026"], "hint": None})
    before = {"day_order": {"closed": "day"}, "settled": ["future"], "open_on": ["2026-11-11"], "answered": ["ids"]}
    found = replied(*ASKS, order, said={**SAID, "order-created": "month"}, replies=before)
    assert found["day_order"] == {"closed": "day", "created": "month"}
    assert (found["settled"], found["open_on"]) == (["future"], ["2026-11-11"])
    assert found["answered"] == ["country", "file_zone", "hours", "ids", "order-created", "whole"]


def test_what_is_settled_can_be_opened_again() -> None:
    shift = (Topic.SHIFT, {"hours": -5, "looks_utc": False})
    settled = replied(*ASKS, shift, said={**SAID, "shift": "right"})
    assert settled["settled"] == ["shift"]
    assert replied(*ASKS, shift, said={**SAID, "shift": "again"}, replies=settled)["settled"] == []


def test_what_is_new_is_marked_and_keeps_the_form_open() -> None:
    before = replied(*ASKS, said=SAID)
    assert QuestionsForm(make_about(*ASKS, replies=before)).open == []
    form = QuestionsForm(make_about(*ASKS, (Topic.BURSTS, {"n": 8}), replies=before))
    assert form.open == ["bursts"]
    assert [question.name for question, _fields, new in form.groups if new] == ["bursts"]
    first = QuestionsForm(make_about(*ASKS))
    assert (first.open, [name for name, _fields, new in first.groups if new]) == (
        ["file_zone", "hours", "country", "whole"],
        [],
    )
