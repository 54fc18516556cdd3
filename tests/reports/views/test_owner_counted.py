"""One consent, off until the owner gives it: to count in anonymous statistics."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Role
from questions.models.assessment import Assessment
from tests.makers import AT, answers_of, make_assessment, make_browser, make_firm, make_member, make_shop, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


def submitted() -> Assessment:
    return make_assessment(answers_of("bob-breakfix"), shop=make_shop(firm=make_firm()), submitted=AT)


def url(assessment: Assessment) -> str:
    return reverse("reports:counted", args=[assessment.pk])


def counts(assessment: Assessment) -> bool:
    return Assessment.objects.get(pk=assessment.pk).counted is not None


def page_of(browser: Client, assessment: Assessment) -> Page:
    return Page(browser.get(reverse("reports:result", args=[assessment.pk])))


def test_it_is_off_until_the_owner_agrees_and_can_be_taken_back() -> None:
    assessment = submitted()
    browser = make_browser(assessment)
    assert "They don't count unless you say so." in page_of(browser, assessment).words
    assert not counts(assessment)
    response = browser.post(url(assessment), {"do": "agree"})
    back = reverse("reports:result", args=[assessment.pk]) + "#counted"
    assert (response.status_code, response.headers["Location"], counts(assessment)) == (302, back, True)
    first = Assessment.objects.get().counted
    browser.post(url(assessment), {"do": "agree"})  # the second click
    assert Assessment.objects.get().counted == first
    assert "They count, without your name" in page_of(browser, assessment).words
    browser.post(url(assessment), {"do": "stop"})
    assert not counts(assessment)


@pytest.mark.parametrize("sent", [{}, {"do": "nonsense"}])
def test_anything_else_is_no_consent(sent: dict[str, str]) -> None:
    assessment = submitted()
    assert make_browser(assessment).post(url(assessment), sent).status_code == 302
    assert not counts(assessment)


def test_looking_changes_nothing_and_leads_to_the_result() -> None:
    assessment = submitted()
    assert make_browser(assessment).get(url(assessment)).status_code == 302
    assert not counts(assessment)


def test_nobody_gives_it_for_the_owner() -> None:
    assessment = submitted()
    for role in (Role.OWNER, Role.CONSULTANT, Role.VIEWER):
        browser = signed_in(make_member(assessment.shop.firm, role))
        assert "May your answers count?" not in page_of(browser, assessment).words
        assert browser.post(url(assessment), {"do": "agree"}).status_code == 403
    assert make_browser().post(url(assessment), {"do": "agree"}).status_code == 404
    assert not counts(assessment)


def test_correction_counts_as_what_it_corrects_and_a_retake_is_asked_anew() -> None:
    assessment = submitted()
    assessment.count(agreed=True, at=AT)
    assessment.refresh_from_db()
    assert assessment.correct(key=uuid4(), at=AT).counted == AT
    assert assessment.retake(key=uuid4()).counted is None
