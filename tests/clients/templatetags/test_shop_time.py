"""One date for what happened at a shop, by the shop's own clock, on every way out of the site."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.core import mail
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from clients.models.firms import Role
from clients.models.history import Change
from clients.models.shops import Shop
from clients.templatetags.shop_time import at_shop, said_at_shop
from questions.models.access import INVITE_WITHIN, Access
from questions.models.assessment import Assessment
from reports.core.report import Report
from reports.mails import tell_shared
from reports.models.review import Note, Review
from reports.models.stored_report import StoredReport
from tests.makers import (
    answers_of,
    make_assessment,
    make_browser,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    signed_in,
)

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
# Where a date is that of the site, or has been made one of the shop's before it comes here.
OF_THE_SITE = {
    *("act.at", "act.undone", "until"),
    *("bundle.created", "bundle.expires", "session.created_at", "step.changed"),
}
DAYS = re.compile(r"(?:\.day|[._]due|\|day|^day|^today|\|within_a_week|\|in_months:\d+)$")  # a day has no clock
# In the late evening of Greenwich it is the next day in Auckland; in its small hours the day before in Honolulu.
AUCKLAND = ("Pacific/Auckland", datetime(2026, 3, 27, 23, 30, tzinfo=UTC), "28", "27", "12:30")
HONOLULU = ("Pacific/Honolulu", datetime(2026, 3, 28, 3, 15, tzinfo=UTC), "27", "28", "17:15")


@pytest.mark.parametrize("zone", [AUCKLAND, HONOLULU])
def test_moment_is_said_by_the_shops_clock(zone: tuple[str, datetime, str, str, str]) -> None:
    name, at, day, _other, clock = zone
    template = Template('{% load shop_time %}{{ at|at_shop:shop|date:"j H:i" }}, {{ at|at_shop:none|date:"j" }}')
    shown = template.render(Context({"at": at, "shop": Shop(time_zone=name), "none": None}))
    assert shown == f"{day} {clock}, {at.day}"
    assert at_shop(None, Shop(time_zone=name)) is None
    with override("en-gb"):
        assert said_at_shop(at, Shop(time_zone=name)) == f"{day} Mar 2026, {clock}"
    twelve = {"12:30": "12:30 PM", "17:15": "5:15 PM"}
    with override("en-us"):
        assert said_at_shop(at, Shop(time_zone=name)) == f"Mar {day}, 2026, {twelve[clock]}"
    assert said_at_shop(None, Shop(time_zone=name)) == "-"


def test_every_date_on_a_page_is_by_a_shops_clock() -> None:
    """A template that shows a moment without saying whose fails here."""
    said = {
        (str(path.relative_to(TEMPLATES)), each)
        for path in TEMPLATES.rglob("*.*")
        for each in re.findall(r"([\w.|:]+)\|(?:date|time):", path.read_text(encoding="utf-8"))
    }
    assert len(said) > 40
    loose = {(path, each) for path, each in said if "|at_shop:" not in each and not DAYS.search(each)}
    assert {each for _path, each in loose} == OF_THE_SITE, loose


@pytest.fixture
def there(request: pytest.FixtureRequest, settings: Settings, rendered: list[Report]) -> dict[str, Any]:
    """A shop of that zone to which everything happened at one moment, and who may look at it."""
    settings.MAIL_ENABLED = True
    zone, at, *_days = request.param
    firm = make_firm()
    shop = make_shop("Far", firm=firm, time_zone=zone, email="far@example.com", owner="Kim")
    first = make_submitted(shop=shop)
    second = make_assessment(answers_of("managed-ordinary"), shop=shop)
    Assessment.objects.filter(pk=second.pk).update(previous=first, attempt=second.pk)
    second.submit(at=at)
    user = make_member(firm, Role.OWNER, name="carl")
    StoredReport.objects.obtain(second)
    Review.objects.move(second, Review.State.SHARED, version=0, by=user)
    Note.objects.save_note(Note(assessment=second, firm=firm, shared=True), "Well done", version=0, by=user)
    Access.objects.issue(second, Access.Kind.INVITE, at=at, within=INVITE_WITHIN, by=user)
    browser = make_browser(first, second)
    for model, fields in (
        (Shop, ("joined", "created", "archived")), (Assessment, ("started", "changed", "submitted")), (Change, ("at",)),
        (Review, ("changed",)), (Note, ("changed",)), (StoredReport, ("made",)), (Access, ("created", "sent", "used")),
    ):  # fmt: skip
        objects: Any = model._default_manager
        objects.update(**dict.fromkeys(fields, at))
    Access.objects.filter(kind=Access.Kind.BROWSER).update(used=None)
    Shop.objects.update(archived=None)
    return {"shop": shop, "first": first, "second": second, "owner": browser, "desk": signed_in(user), "user": user}


def days(text: str) -> set[str]:
    """The days of March that a text names, in any of the ways in which we write one."""
    found = re.findall(r"\b(\d\d?) Mar(?:ch)? 2026|2026-03-(\d\d)|Mar(?:ch|\.)? (\d\d?),? 2026", text)
    return {each for match in found for each in match if each}


def text_of(browser: Client, address: str) -> str:
    response: Any = browser.get(address)
    assert response.status_code == 200, (address, response.status_code)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode() + response.get("Content-Disposition", ""))


@pytest.mark.django_db
@pytest.mark.parametrize(("there", "day"), [(AUCKLAND, "28"), (HONOLULU, "27")], indirect=["there"])
class TestEveryWayOut:
    def test_pages_of_the_owner(self, there: dict[str, Any], day: str) -> None:
        key = there["second"].pk
        pages = [reverse("questions:landing"), reverse("questions:firm", args=[key])]
        pages += [reverse(f"reports:{name}", args=[key]) for name in ("result", "changes", "data", "pdf")]
        assert {address: days(text_of(there["owner"], address)) for address in pages} == {each: {day} for each in pages}

    def test_answers_that_were_submitted_before(self, there: dict[str, Any], day: str) -> None:
        address = reverse("questions:section", args=[there["second"].pk, "after-hours"])
        response = there["owner"].post(address, {})
        assert days(response.content.decode()) == {day}

    def test_pages_of_the_desk(self, there: dict[str, Any], day: str) -> None:
        shop, key = there["shop"].pk, there["second"].pk
        pages = [reverse("admin:client", args=[shop]), reverse("admin:clients"), reverse("admin:invitations")]
        pages += [f"{reverse('admin:client-note', args=[shop, key])}?section=&shared=on"]
        pages += [reverse(f"admin:{name}") for name in ("clients_shop_changelist", "questions_assessment_changelist")]
        pages += [reverse(f"admin:clients_shop_{name}", args=[shop]) for name in ("change", "history")]
        found = {address: days(text_of(there["desk"], address)) for address in pages}
        assert found == {each: {day} for each in pages}
        Shop.objects.update(archived=there["second"].submitted)
        assert days(text_of(there["desk"], reverse("admin:client", args=[shop]))) == {day}

    def test_notes_on_a_shop_that_has_left(self, there: dict[str, Any], day: str) -> None:
        there["shop"].withdraw(who=there["user"])
        assert days(text_of(there["desk"], reverse("admin:former"))) == {day}

    def test_two_entries_to_merge(self, there: dict[str, Any], day: str) -> None:
        other = make_shop("Far again", firm=there["shop"].firm)
        address = f"{reverse('admin:merge')}?shop={there['shop'].pk}&shop={other.pk}"
        assert days(text_of(there["desk"], address)) == {day}

    @pytest.mark.parametrize("rows", ["assessments", "answers"])
    def test_tables(self, there: dict[str, Any], day: str, rows: str) -> None:
        address = f"{reverse('admin:export')}?attempts=all&format={rows}"
        response = there["desk"].get(f"{address}.csv")
        table = list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
        at = timezone.localtime(there["second"].submitted, there["shop"].zone).strftime("%Y-%m-%d %H:%M")
        assert {row["Submitted"] for row in table} == {at}
        assert {row["Time zone"] for row in table} == {there["shop"].time_zone}
        assert set().union(*(days(cell) for row in table for cell in row.values())) == {day}
        book = b"".join(there["desk"].get(f"{address}.xlsx").streaming_content)
        sheet = ElementTree.fromstring(ZipFile(BytesIO(book)).read("xl/worksheets/sheet1.xml"))  # noqa: S314 -- ours
        numbers = [float(each.text or 0) for each in sheet.iter() if each.tag.endswith("}v")]
        stamps = {each for each in numbers if 46_000 < each < 47_000}  # days since 1900
        assert {
            (datetime(1899, 12, 30, tzinfo=UTC) + timedelta(each)).strftime("%Y-%m-%d %H:%M") for each in stamps
        } == {at}

    def test_mails(self, there: dict[str, Any], day: str) -> None:
        tell_shared.call(str(there["second"].pk), there["user"].pk)
        (sent,) = mail.outbox
        until = Access.objects.get(kind=Access.Kind.READ).expires
        there_then = timezone.localtime(until, there["shop"].zone)
        assert f"until {there_then:%B} {there_then.day}, {there_then.year}" in sent.body

    def test_everything_as_json_says_how_far_the_clock_is_from_greenwich(self, there: dict[str, Any], day: str) -> None:
        data = json.loads(there["owner"].get(reverse("reports:data", args=[there["second"].pk])).content)
        submitted = datetime.fromisoformat(data["assessments"][1]["submitted"])
        assert submitted == there["second"].submitted
        assert submitted.utcoffset() == timezone.localtime(submitted, there["shop"].zone).utcoffset()
