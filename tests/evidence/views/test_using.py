"""The tickets' number becomes an answer by a correction that the owner submits, and by nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Role
from clients.models.history import Change, Code
from clients.models.shops import Shop
from evidence.models.kept_record import Record
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports.core.digest import Document
from reports.models.composing import report_of
from reports.pdf.document import html_of
from tests.evidence.owners import EVENING, make_answered, make_owner, page
from tests.evidence.records import KEPT
from tests.makers import make_browser, make_firm, make_member, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db

AFTER_HOURS = "after-hours-calls"
NOTE = "Taken from tickets, November 25, 2026."


def use_page(assessment: Assessment, question: str = AFTER_HOURS) -> str:
    return reverse("evidence:use", args=[assessment.pk, question])


def make_kept() -> tuple[Client, Assessment]:
    browser, assessment = make_owner(after_hours_calls=3)
    Record.objects.keep(assessment, KEPT, by=None, at=EVENING)
    return browser, assessment


def test_the_owner_takes_the_number_over_and_submits_it() -> None:
    browser, assessment = make_kept()
    for address in (page(assessment, "kept"), reverse("reports:result", args=[assessment.pk])):
        links = {link.get("href"): link for link in Page(browser.get(address)).all("a")}
        assert links[use_page(assessment)].get("aria-label") == "Use my tickets' number: After-hours calls"
    asked = browser.get(use_page(assessment))
    assert "You said 3 calls. Your tickets show at least 9 you worked on" in Page(asked).words
    assert Assessment.objects.count() == 1, "asking changes nothing"
    response = browser.post(use_page(assessment), {"key": asked.context["form"].key, "answer": "10"}, follow=True)
    correction = Assessment.objects.get(corrects=assessment)
    assert response.redirect_chain[0][0] == reverse("questions:check", args=[correction.pk]) + f"#a-{AFTER_HOURS}"
    assert "Your answer is “10 calls” in this correction." in Page(response).words
    assert Page(response).words.count(NOTE) == 1
    assert {**assessment.responses, AFTER_HOURS: 10} == correction.responses
    assert assessment.responses[AFTER_HOURS] == 3
    line = Change.objects.get(what=Code.TICKETS_USED)
    title = assessment.questionnaire.question[AFTER_HOURS].text
    assert (line.shop, line.who, line.detail) == (assessment.shop, None, {"title": title})
    correction.submit(at=EVENING + timedelta(hours=1))
    assert NOTE in html_of(report_of(correction), Document.ANNEX)
    assert Record.objects.get(assessment=correction).kept.rows[0].outcome == "between"
    response = browser.post(use_page(assessment), {"answer": "11"}, follow=True)
    assert response.redirect_chain[0][0] == page(correction, "kept")
    assert "You corrected these answers since." in Page(response).words


def test_a_second_number_goes_into_the_same_correction() -> None:
    browser, assessment = make_kept()
    for answer in ("10", "10", "12"):
        browser.post(use_page(assessment), {"key": uuid4(), "answer": answer})
    correction = Assessment.objects.get(corrects=assessment)
    assert correction.responses[AFTER_HOURS] == 12
    assert Change.objects.filter(what=Code.TICKETS_USED).count() == 2, "the second 10 was a double click"
    assert "It goes into the correction you started." in Page(browser.get(use_page(assessment))).words


def test_an_answer_of_ones_own_no_longer_comes_from_tickets() -> None:
    browser, assessment = make_kept()
    browser.post(use_page(assessment), {"answer": "10"})
    correction = Assessment.objects.get(corrects=assessment)
    correction.record({AFTER_HOURS: 10}, at=timezone.now())
    assert correction.answers.taken_from_tickets() == {AFTER_HOURS: date(2026, 11, 25)}
    section = next(each.id for each in correction.questionnaire.sections if AFTER_HOURS in each.ids)
    asked = browser.get(reverse("questions:section", args=[correction.pk, section]))
    assert Page(asked).words.count(NOTE) == 1
    correction.record({AFTER_HOURS: 4}, at=timezone.now())
    assert correction.answers.taken_from_tickets() == {}


def test_what_cannot_be_taken_over_is_said_beside_it_and_changes_nothing() -> None:
    browser, assessment = make_kept()
    response = browser.post(use_page(assessment), {"answer": "40"})
    assert response.status_code == 422
    assert "Give a number from 9 to 20." in Page(response).words
    for question in ("weekends", "no-question"):
        assert browser.post(use_page(assessment, question), {"answer": "1"}).status_code == 404
    other = make_answered(name="Another's")
    assert browser.post(use_page(assessment), {"key": other.pk, "answer": "10"}).status_code == 404
    assert not Assessment.objects.filter(corrects=assessment).exists()


def test_nobody_but_the_owner_takes_it_over() -> None:
    _browser, assessment = make_kept()
    Shop.objects.filter(pk=assessment.shop_id).update(firm=make_firm())
    assessment.refresh_from_db()
    by = make_member(assessment.shop.firm)
    lent = Access.objects.issue(assessment, Access.Kind.RESUME, at=EVENING, within=timedelta(days=1), by=by)
    colleague = Client()
    colleague.post(reverse("questions:resume", args=[lent]))
    read = Access.objects.issue(assessment, Access.Kind.READ, at=EVENING, within=timedelta(days=1))
    reader = Client()
    assert use_page(assessment) not in reader.get(reverse("reports:read", args=[read])).content.decode()
    for browser, status in (
        (signed_in(by), 403),
        (signed_in(make_member(assessment.shop.firm, Role.OWNER)), 403),
        (colleague, 403),
        (reader, 404),
        (Client(), 404),
    ):
        assert browser.post(use_page(assessment), {"answer": "10"}).status_code == status
        assert use_page(assessment) not in browser.get(page(assessment, "kept")).content.decode()
    assert not Assessment.objects.filter(corrects=assessment).exists()


def test_what_a_firm_keeps_for_itself_is_not_for_the_owner_to_use() -> None:
    _browser, assessment = make_owner(after_hours_calls=3)
    Shop.objects.filter(pk=assessment.shop_id).update(firm=make_firm())
    assessment.refresh_from_db()
    Record.objects.keep(assessment, KEPT, by=make_member(assessment.shop.firm), at=EVENING)
    assert make_browser(assessment).get(use_page(assessment)).status_code == 404
