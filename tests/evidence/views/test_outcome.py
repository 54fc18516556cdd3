"""What the tickets show stands beside the answers; it is kept or discarded, and either way the file is gone."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from clients.models.firms import Role
from clients.models.history import Change, Code
from clients.models.shops import Shop
from evidence.models.kept_record import Record
from evidence.models.upload import Upload
from questions.models.assessment import Assessment
from tests.evidence.exports import export
from tests.evidence.owners import bring, make_answered, make_owner, page, stored
from tests.makers import make_browser, make_firm, make_member, signed_in
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db

HEADLINE = (
    "Your tickets show something else on 2 of the 4 questions we could compare. "
    "Your score stays as it is: it's built on what you said."
)


def keep(browser: Client, assessment: Assessment, upload: Upload) -> None:
    response = browser.post(page(assessment, "result", upload), {"do": "keep"})
    assert response["Location"] == page(assessment, "kept")


def make_client() -> tuple[Client, User, Assessment]:
    """A consultant, signed in, and an assessment of a client."""
    firm = make_firm()
    assessment = make_answered(after_hours_calls=3)
    Shop.objects.filter(pk=assessment.shop_id).update(firm=firm)
    assessment.refresh_from_db()
    user = make_member(firm)
    return signed_in(user), user, assessment


def test_it_stands_beside_the_answers() -> None:
    browser, assessment = make_owner(after_hours_calls=3, reactive_share=65)
    upload = bring(browser, assessment)
    shown = Page(browser.get(page(assessment, "result", upload)))
    for sentence in (
        HEADLINE,
        "You said 3 calls. Your tickets show at least 9 you worked on between October 28 and "
        "November 24, 2026, and up to 20 that came in.",
        "In your tickets the usual urgent one was answered in 26 to 44 business minutes in the twelve weeks to "
        "November 24, 2026.",
        "You said 65% of tech time. Your tickets fit that.",
        "Monday brings 29 of 100 weekday tickets, up to November 24, 2026. Even days would bring 18.",
        "Not compared: the file doesn't say whose days they were.",
        "The same thing again: the categories are too coarse to tell one fault from another.",
        "Left out: written by machines 38",
        "Your hours Mon-Fri 8 am to 6 pm",
    ):
        assert sentence in shown.words
    titles = [svg.get("aria-label", "") for svg in shown.all("svg")]
    assert "You said 3 calls; your tickets show 9 to 20." in titles
    for word in ("wrong", "actually", "really", "in fact", "claimed", "verified"):
        assert word not in shown.words


def test_keeping_keeps_numbers_and_deletes_the_file() -> None:
    browser, assessment = make_owner(after_hours_calls=3)
    upload = bring(browser, assessment)
    keep(browser, assessment, upload)
    record = Record.objects.get()
    assert (stored(), record.shown, record.by, record.firm, record.differs) == ([], True, None, None, 3)
    upload.refresh_from_db()
    assert (upload.state, upload.replies, upload.found, bytes(upload.secret)) == ("over", {}, None, b"")
    assert browser.get(page(assessment, "kept")).status_code == 200
    assert browser.get(page(assessment, "result", upload)).status_code == 404
    line = Change.objects.get(what=Code.TICKETS_KEPT)
    assert (line.shop, line.who, line.detail) == (assessment.shop, None, {})


def test_pressing_keep_twice_keeps_once() -> None:
    browser, assessment = make_owner()
    upload = bring(browser, assessment)
    keep(browser, assessment, upload)
    assert browser.post(page(assessment, "result", upload), {"do": "keep"}).status_code == 404
    assert (Record.objects.count(), Change.objects.filter(what=Code.TICKETS_KEPT).count()) == (1, 1)


def test_discarding_deletes_all_of_it() -> None:
    browser, assessment = make_owner()
    upload = bring(browser, assessment)
    response = browser.post(page(assessment, "result", upload), {"do": "discard"})
    assert response["Location"] == reverse("reports:result", args=[assessment.pk])
    assert (stored(), Record.objects.count(), Upload.objects.get().state) == ([], 0, "over")
    assert "Discarded. The file and what we read of it are deleted." in Page(browser.get(response["Location"])).words


def test_a_newer_file_takes_the_place_of_what_was_kept_and_discarding_it_takes_all() -> None:
    browser, assessment = make_owner()
    keep(browser, assessment, bring(browser, assessment))
    keep(browser, assessment, bring(browser, assessment, export("glpi-pt")))
    assert [record.kept.preset for record in Record.objects.all()] == ["glpi"]
    for _ in range(2):
        response = browser.post(page(assessment, "change"), {"do": "discard"})
        assert response["Location"] == reverse("reports:result", args=[assessment.pk])
    assert Record.objects.count() == 0
    assert browser.get(page(assessment, "kept")).status_code == 404
    assert Change.objects.filter(what=Code.TICKETS_DISCARDED).count() == 1


def test_another_browser_sees_neither_the_file_nor_the_result() -> None:
    browser, assessment = make_owner()
    upload = bring(browser, assessment)
    other = make_browser(assessment)
    for step in ("understood", "questions", "result", "progress"):
        assert other.get(page(assessment, step, upload)).status_code == 404
    assert other.post(page(assessment, "result", upload), {"do": "keep"}).status_code == 404
    keep(browser, assessment, upload)
    assert other.get(page(assessment, "kept")).status_code == 200


def test_a_consultant_keeps_for_the_firm_and_shows_it_when_they_like() -> None:
    browser, user, assessment = make_client()
    keep(browser, assessment, bring(browser, assessment))
    record = Record.objects.get()
    assert (record.by, record.firm, record.shown) == (user, assessment.shop.firm, False)
    owner = make_browser(assessment)
    colleague = signed_in(make_member(assessment.shop.firm, Role.VIEWER))
    assert owner.get(page(assessment, "kept")).status_code == 404
    assert "The owner doesn't see this yet." in Page(colleague.get(page(assessment, "kept"))).words
    assert colleague.post(page(assessment, "change"), {"do": "show"}).status_code == 403
    browser.post(page(assessment, "change"), {"do": "show"})
    assert "Your tickets show something else" in Page(owner.get(page(assessment, "kept"))).words
    assert Change.objects.filter(what=Code.TICKETS_SHOWN, who=user).count() == 1


def test_a_consultants_record_never_takes_the_owners_place() -> None:
    browser, _user, assessment = make_client()
    owner = make_browser(assessment)
    keep(owner, assessment, bring(owner, assessment))
    keep(browser, assessment, bring(browser, assessment, export("glpi-pt")))
    browser.post(page(assessment, "change"), {"do": "show"})
    assert Record.objects.shown_of(assessment).kept.preset == "freshdesk"  # type: ignore[union-attr]  # it is there
    shown = Page(browser.get(page(assessment, "kept"))).words
    assert "The owner kept a file of their own: theirs stands in the report." in shown


def test_a_consultant_cannot_discard_what_the_owner_kept() -> None:
    browser, _user, assessment = make_client()
    owner = make_browser(assessment)
    keep(owner, assessment, bring(owner, assessment))
    assert browser.get(page(assessment, "kept")).status_code == 200
    assert browser.post(page(assessment, "change"), {"do": "discard"}).status_code == 403
    assert Record.objects.count() == 1


def test_the_page_of_what_was_kept_costs_the_same_for_any_record() -> None:
    counts = set()
    for name in ("freshdesk", "osticket-ambiguous"):
        browser, assessment = make_owner()
        said = {"order-created": "month", "order-closed": "month", "types": "mail"} if name != "freshdesk" else {}
        keep(browser, assessment, bring(browser, assessment, export(name), **said))
        address = page(assessment, "kept")
        counts.add(len(queries(lambda: browser.get(address))))  # noqa: B023 -- asked now
    assert len(counts) == 1
