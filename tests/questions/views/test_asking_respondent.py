"""Who answers: said at the start, confirmed at the check, and asked in their own words."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from questions.core.questionnaire import Questionnaire
from questions.library import library
from questions.models.assessment import Assessment
from reports.models.composing import report_of
from tests.builders import answer_all
from tests.makers import AT, make_browser, make_shop, make_submitted
from tests.pages import Page

pytestmark = pytest.mark.django_db
OWNERS, OTHERS = "How many hours a week did you put in?", "How many hours a week did the owner put in?"


def newest() -> Questionnaire:
    return library()["is-it-working", "2026.3"]


def begun(respondent: str, *, answered: bool = False) -> Assessment:
    assessment = Assessment.objects.start(newest(), shop=make_shop(), respondent=respondent)
    if answered:
        assessment.record(answer_all(newest(), 2, goal="undecided"), at=AT)
    return assessment


@pytest.mark.parametrize(("sent", "kept"), [("tech", "tech"), ("owner", "owner"), ("", "")])
def test_start_keeps_who_answers(client: Client, sent: str, kept: str) -> None:
    client.post(reverse("questions:start"), {"key": str(uuid4()), "respondent": sent})
    assert Assessment.objects.get().respondent == kept


def test_start_by_nobody_of_the_list_is_asked_again(client: Client) -> None:
    response = client.post(reverse("questions:start"), {"key": str(uuid4()), "respondent": "the cat", "name": "Mine"})
    page = Page(response)
    assert (response.status_code, Assessment.objects.count()) == (422, 0)
    assert "Pick one of these." in page.words
    assert page.one("input[@name='name']").get("value") == "Mine"


@pytest.mark.parametrize(
    ("respondent", "asked"),
    [("", OWNERS), ("owner", OWNERS), ("manager", OTHERS), ("tech", OTHERS), ("other", OTHERS)],
)
def test_question_is_in_the_words_for_who_answers(respondent: str, asked: str) -> None:
    assessment = begun(respondent)
    browser = make_browser(assessment)
    for address in ("section", "check-section"):
        page = Page(browser.get(reverse(f"questions:{address}", args=[assessment.pk, "your-time"])))
        assert [text for text in (OWNERS, OTHERS) if text in page.words] == [asked]
    check = Page(browser.get(reverse("questions:check", args=[assessment.pk])))
    assert [text for text in (OWNERS, OTHERS) if text in check.words] == [asked]
    lines = {line.id: line.text for line in report_of(assessment).lines}
    assert lines["hours-worked"] == asked


def test_answers_are_the_same_whoever_was_asked() -> None:
    """Another wording for another person is no other question."""
    mine, theirs = begun("owner", answered=True), begun("tech", answered=True)
    assert mine.score() == theirs.score()
    mine.submit(at=AT)
    again = begun("tech")
    again.previous = mine
    assert again.before["hours-worked"] == mine.responses["hours-worked"]


@pytest.mark.parametrize(("stored", "checked"), [("", "owner"), ("owner", "owner"), ("tech", "tech")])
def test_check_asks_to_confirm_it(stored: str, checked: str) -> None:
    assessment = begun(stored, answered=True)
    page = Page(make_browser(assessment).get(reverse("questions:check", args=[assessment.pk])))
    ticked = [box.get("value") for box in page.all("input[@name='respondent']") if box.get("checked") is not None]
    assert ticked == [checked]
    make_browser(assessment).post(reverse("questions:submit", args=[assessment.pk]), page.form())
    assert Assessment.objects.get().respondent == checked


@pytest.mark.parametrize(("sent", "kept"), [({"respondent": "manager"}, "manager"), ({}, "tech")])
def test_submitting_keeps_what_is_said_last(sent: dict[str, str], kept: str) -> None:
    assessment = begun("tech", answered=True)
    browser = make_browser(assessment)
    assert browser.post(reverse("questions:submit", args=[assessment.pk]), sent).status_code == 302
    assert Assessment.objects.get().respondent == kept
    words = {"manager": "a manager", "tech": "a tech"}[kept]
    page = Page(browser.get(reverse("reports:result", args=[assessment.pk])))
    assert f"· answered by {words}" in page.words


def test_submitting_for_nobody_of_the_list_submits_nothing_and_says_so() -> None:
    assessment = begun("tech", answered=True)
    response = make_browser(assessment).post(
        reverse("questions:submit", args=[assessment.pk]), {"respondent": "the cat"}
    )
    assert response.status_code == 422
    assert "Pick one of these." in Page(response).words
    found = Assessment.objects.get()
    assert (found.submitted, found.respondent) == (None, "tech")


def test_result_of_before_says_nothing_of_it() -> None:
    assessment = make_submitted()
    page = Page(make_browser(assessment).get(reverse("reports:result", args=[assessment.pk])))
    assert "· answered by" not in page.words
    assert report_of(assessment).answered_by == ""


def test_correction_and_retake_are_by_the_same_person_until_they_say_otherwise() -> None:
    assessment = begun("manager", answered=True)
    assessment.submit(at=AT)
    assert assessment.correct(key=uuid4(), at=AT).respondent == "manager"
    assert assessment.retake(key=uuid4()).respondent == "manager"
