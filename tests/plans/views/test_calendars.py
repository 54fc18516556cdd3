"""A plan in a calendar: as a file, and at a private address that its owner ends."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from clients.models.history import Change
from clients.viewers import NOBODY
from plans.models.board import Board
from plans.models.item import Item
from plans.models.plan import Plan
from questions.limits import CALENDAR
from questions.models.assessment import Assessment
from tests.makers import AT, make_browser, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return make_submitted(shop=make_shop("Bob's", firm=make_firm()))


def page_of(assessment: Assessment) -> str:
    return reverse("plans:calendar", args=[assessment.pk])


def made(owner: Client, assessment: Assessment, key: str = "") -> str:
    """The path of a private address that the owner makes."""
    response = owner.post(page_of(assessment), {"key": key or str(uuid4())})
    return urlsplit(Page(response).one("main//input[@readonly]").get("value", "")).path


def days(response: Any) -> dict[str, date]:
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["summary"]): event.decoded("dtstart") for event in events}


def test_file_and_address_hold_what_is_left_on_its_day(assessment: Assessment) -> None:
    owner, items = make_browser(assessment), Board.of(assessment).items
    edits: list[dict[str, Any]] = [{"state": "done"}, {"state": "dropped"}, {"due": None}]
    for item, values in zip(items, edits, strict=False):
        Item.objects.change(item, values, version=0, by=NOBODY, at=AT)
    own = {"wording": "Call the landlord", "who": "", "due": date(2026, 12, 24), "note": "He owes us"}
    Item.objects.add(assessment.shop, own, page=uuid4(), by=NOBODY)
    left = {item.title: item.due for item in items[3:]} | {"Call the landlord": date(2026, 12, 24)}
    response = owner.get(reverse("plans:download", args=[assessment.pk]))
    assert days(response) == left
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.ics"'
    feed = Client().get(made(owner, assessment))
    assert days(feed) == left
    assert "no-store" in feed.headers["Cache-Control"]
    assert b"He owes us" not in feed.content


def test_a_new_address_ends_the_old_one_and_a_double_click_makes_one(assessment: Assessment) -> None:
    owner, key = make_browser(assessment), str(uuid4())
    first = made(owner, assessment, key)
    assert made(owner, assessment, key) == first
    second = made(owner, assessment)
    assert [Client().get(each).status_code for each in (first, second)] == [410, 200]
    assert [line.what for line in Change.objects.all()] == ["calendar-made"] * 2


def test_an_address_that_has_ended_never_works_again(assessment: Assessment) -> None:
    owner, key = make_browser(assessment), str(uuid4())
    first = made(owner, assessment, key)
    assert "The address has ended." in Page(owner.post(page_of(assessment), {"do": "end"})).words
    owner.post(page_of(assessment), {"do": "end"})
    assert Client().get(first).status_code == 410
    made(owner, assessment, key)  # the page of before, sent once more
    assert Client().get(first).status_code == 410
    assert [line.what for line in Change.objects.order_by("pk")] == ["calendar-made", "calendar-ended", "calendar-made"]


def test_no_row_holds_the_address(assessment: Assessment) -> None:
    token = made(make_browser(assessment), assessment).split("/")[-1].removesuffix(".ics")
    assert token not in str(Plan.objects.values().get())
    assert token not in str(list(Change.objects.values()))


def test_nobody_but_the_owner_makes_one(assessment: Assessment) -> None:
    consultant = signed_in(make_member(assessment.shop.firm))
    assert [consultant.get(page_of(assessment)).status_code, consultant.post(page_of(assessment)).status_code] == [
        403
    ] * 2
    assert Plan.objects.get().feed_hash == ""


def test_a_program_that_looks_all_the_time_waits(assessment: Assessment) -> None:
    address = made(make_browser(assessment), assessment)
    found = [Client().get(address) for _ in range(CALENDAR.key + 1)]
    assert [each.status_code for each in found] == [200] * CALENDAR.key + [429]
    assert found[-1].headers["Retry-After"]
