"""Deleting: said clearly, asked once more, and then nothing of the shop is left."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from clients.models.shops import Shop
from questions.models.access import READ_WITHIN, Access
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from reports.core.report import Report
from reports.models.stored_report import StoredReport
from tests.makers import AT, make_assessment, make_browser, make_colleague_of_all, make_shop, make_submitted
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
SURE = {"sure": "yes"}


def url(assessment: Assessment) -> str:
    return reverse("reports:delete", args=[assessment.pk])


def test_page_says_what_would_go_and_where_to_take_it_away_first() -> None:
    assessment = make_submitted(shop=make_shop("<b>Zoë</b>"))
    make_assessment(shop=assessment.shop)
    response = make_browser(assessment).get(url(assessment))
    page = Page(response)
    assert response.status_code == 200
    assert "This deletes <b>Zoë</b> from this server: 2 assessments" in page.words
    assert "It cannot be undone" in page.words
    assert reverse("reports:data", args=[assessment.pk]) in page.links
    assert "sure" not in page.form()
    assert Assessment.objects.count() == 2


def test_everything_of_the_shop_goes_and_nothing_of_another(
    rendered: list[Report], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first, other = make_submitted(), make_submitted(shop=make_shop("Southside"))
    again = first.retake(key=uuid4())
    again.record({"hours-worked": 40}, at=AT)
    first.correct(key=uuid4(), at=AT)
    files = [Path(settings.MEDIA_ROOT, str(StoredReport.objects.obtain(each).file)) for each in (first, other)]
    Access.objects.issue(first, Access.Kind.READ, at=AT, within=READ_WITHIN)
    browser, others = make_browser(first), make_browser(other)
    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(url(again), Page(browser.get(url(again))).form(sure="yes"))
    assert response.status_code == 200
    assert "Northside Computers and everything of it are gone" in Page(response).words
    assert [each.name for each in Shop.objects.all()] == ["Southside"]
    assert list(Assessment.objects.all()) == [other]
    assert not Answer.objects.exclude(assessment=other).exists()
    assert not Access.objects.exclude(assessment=other).exists()
    assert [file.exists() for file in files] == [False, True]
    assert browser.get(reverse("reports:result", args=[first.pk])).status_code == 404
    assert others.get(reverse("reports:result", args=[other.pk])).status_code == 200


def test_second_click_finds_nothing_and_breaks_nothing() -> None:
    assessment = make_submitted()
    browser = make_browser(assessment)
    assert browser.post(url(assessment), SURE).status_code == 200
    again = browser.post(url(assessment), SURE)
    assert again.status_code == 404
    assert "If you have just deleted it, it is gone" in Page(again).words
    assert browser.get(reverse("questions:landing")).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"sure": ""}, {"sure": "no"}, {"sure": "\x00"}, {"yes": "sure"}])
def test_without_the_box_ticked_nothing_goes(sent: dict[str, str]) -> None:
    assessment = make_submitted()
    response = make_browser(assessment).post(url(assessment), sent)
    assert response.status_code == 422
    assert words(Page(response).by_id("errors"))
    assert (Shop.objects.count(), Assessment.objects.count()) == (1, 1)


def test_without_the_pages_token_nothing_goes() -> None:
    assessment = make_submitted()
    assert make_browser(assessment, enforce_csrf_checks=True).post(url(assessment), SURE).status_code == 403
    assert Shop.objects.exists()


def test_a_draft_can_be_deleted_too_and_the_owner_of_its_firm_may_do_it() -> None:
    assessment = make_assessment({"hours-worked": 40})
    assert make_colleague_of_all().post(url(assessment), SURE).status_code == 200
    assert not Shop.objects.exists()


def test_a_stranger_deletes_nothing(client: Client) -> None:
    foreign = make_submitted()
    for browser in (client, make_browser()):
        for method in (browser.get, browser.post):
            found = [method(reverse("reports:delete", args=[key]), SURE) for key in (foreign.pk, uuid4())]
            assert [response.status_code for response in found] == [404, 404]
            assert found[0].content == found[1].content
    assert Shop.objects.exists()


@pytest.mark.parametrize(("method", "status"), [("head", 200), ("put", 405), ("patch", 405), ("delete", 405)])
def test_another_method_deletes_nothing(method: str, status: int) -> None:
    assessment = make_submitted()
    assert getattr(make_browser(assessment), method)(url(assessment)).status_code == status
    assert Shop.objects.exists()
