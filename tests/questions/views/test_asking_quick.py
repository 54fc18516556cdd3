"""The quick check: chosen at the start, its questions first, and the rest where one stopped."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from questions import library as versions
from questions.core.every_level import QUICK
from questions.core.personas import examples, read_persona
from questions.core.questionnaire import Questionnaire
from questions.library import library
from questions.models.assessment import Assessment
from questions.views import starting
from tests.makers import AT, make_assessment, make_browser, make_shop
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def newest(monkeypatch: pytest.MonkeyPatch) -> Questionnaire:
    """The version with a quick check is what new assessments get."""
    found = library()["is-it-working", "2026.3"]
    for module in (versions, starting):
        monkeypatch.setattr(module, "asked_today", lambda: found)
    return found


def address(assessment: Assessment, name: str = "questions:section") -> str:
    return reverse(name, args=[assessment.pk, QUICK] if name == "questions:section" else [assessment.pk])


def begun(newest: Questionnaire, *, answered: bool = False) -> Assessment:
    assessment = Assessment.objects.start(newest, shop=make_shop(), quick=True)
    if answered:
        known = read_persona(examples("2026.3")["bob-breakfix"], newest).answers
        assessment.record({name: known[name] for name in newest.quick}, at=AT)
    return assessment


@pytest.mark.parametrize(("chosen", "quick"), [("quick", True), ("all", False), (None, False)])
def test_start_leads_to_what_was_chosen(client: Client, newest: Questionnaire, chosen: str | None, quick: bool) -> None:
    page = Page(client.get(reverse("questions:landing")))
    assert "All of it 52 questions, about 12 minutes" in page.words
    assert "Quick check 12 questions, about 4 minutes; the rest later" in page.words
    sent = page.form() | ({"quick": [chosen]} if chosen else {})
    response = client.post(reverse("questions:start"), sent)
    made = Assessment.objects.get()
    assert made.quick is quick
    first = QUICK if quick else newest.sections[0].id
    assert response.headers["Location"] == reverse("questions:section", args=[made.pk, first])


def test_choice_of_neither_is_asked_again(client: Client, newest: Questionnaire) -> None:
    response = client.post(reverse("questions:start"), {"key": str(uuid4()), "quick": "both"})
    assert (response.status_code, Assessment.objects.count()) == (422, 0)
    assert "Pick one of the two." in Page(response).words


def test_page_asks_the_twelve_in_their_order_and_saves_each(newest: Questionnaire) -> None:
    assessment = begun(newest)
    browser = make_browser(assessment)
    page = Page(browser.get(address(assessment)))
    asked = [each.get("id", "").removeprefix("q-") for each in page.all("fieldset") if each.get("id")]
    assert tuple(asked) == newest.quick
    one = reverse("questions:answer", args=[assessment.pk, QUICK, "hours-worked"])
    assert browser.post(one, {"hours-worked": "60"}).status_code == 200
    assert (
        browser.post(address(assessment), Page(browser.get(address(assessment))).form(goal="sell")).status_code == 302
    )
    assert Assessment.objects.get().responses == {"hours-worked": 60, "goal": "sell"}
    other = reverse("questions:answer", args=[assessment.pk, QUICK, "weekends"])
    assert browser.post(other, {"weekends": "1"}).status_code == 404


def test_after_it_comes_its_page_and_then_the_rest(newest: Questionnaire) -> None:
    assessment = begun(newest, answered=True)
    browser = make_browser(assessment)
    response = browser.post(address(assessment), Page(browser.get(address(assessment))).form())
    assert response.headers["Location"] == address(assessment, "reports:quick")
    page = Page(browser.get(response.headers["Location"]))
    assert "Fix this first: Passwords" in page.words
    assert "Costs you most so far: 72-hour weeks." in page.words
    assert "0 of the 4 things we asked about are in place" in page.words
    assert "15 minutes this week: Write down every login you hold for your biggest customer." in page.words
    assert "The other 37 questions get you one, and your plan. They take about 10 minutes." in page.words
    assert "have no answer yet" not in page.words
    assert reverse("questions:section", args=[assessment.pk, "customers"]) in page.links


def test_hub_leads_back_to_it_until_it_is_done(newest: Questionnaire) -> None:
    assessment = begun(newest)
    hub = Page(make_browser(assessment).get(address(assessment, "questions:hub")))
    assert "Continue: Quick check" in hub.words
    assert address(assessment, "reports:quick") not in hub.links
    done = begun(newest, answered=True)
    hub = Page(make_browser(done).get(address(done, "questions:hub")))
    assert "Continue: Quick check" not in hub.words
    assert address(done, "reports:quick") in hub.links


def test_page_of_it_before_all_are_answered_says_how_many_are_left(newest: Questionnaire) -> None:
    assessment = begun(newest)
    assessment.record({"hours-worked": 60}, at=AT)
    page = Page(make_browser(assessment).get(address(assessment, "reports:quick")))
    assert "11 of them have no answer yet." in page.words
    assert address(assessment) in page.links


def test_version_without_one_has_no_page_of_it() -> None:
    assessment = make_assessment()
    browser = make_browser(assessment)
    assert browser.get(address(assessment)).status_code == (200 if assessment.questionnaire.quick else 404)
    old = Assessment.objects.start(library()["is-it-working", "2026.2"], shop=make_shop(), quick=True)
    browser = make_browser(old)
    assert browser.get(address(old)).status_code == 404
    assert browser.get(address(old, "reports:quick")).status_code == 302
    assert browser.get(address(old, "questions:hub")).status_code == 200


def test_submitted_assessment_leads_to_its_result(newest: Questionnaire) -> None:
    assessment = begun(newest)
    assessment.record(read_persona(examples("2026.3")["bob-breakfix"], newest).answers, at=AT)
    assessment.submit(at=AT)
    response = make_browser(assessment).get(address(assessment, "reports:quick"))
    assert response.headers["Location"] == address(assessment, "reports:result")
