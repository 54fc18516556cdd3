"""Handing in: refused while something has no response, once, and then the answers are frozen."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from questions.core.question import Answers
from questions.models.assessment import Assessment
from questions.signals import submitted
from reports.core.report import Report
from tests.makers import (
    answers_of,
    make_assessment,
    make_browser,
    make_colleague_of_all,
    make_submitted,
    questionnaire,
    unknown_everywhere,
)
from tests.pages import Page, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rendered")]


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> list[Assessment]:
    """What the apps above heard."""
    heard: list[Assessment] = []

    def hear(assessment: Assessment, **kwargs: object) -> None:
        heard.append(assessment)

    monkeypatch.setattr(submitted, "receivers", [])
    monkeypatch.setattr(submitted, "use_caching", False)
    submitted.connect(hear, weak=False)
    return heard


def url(assessment: Assessment) -> str:
    return reverse("questions:submit", args=[assessment.pk])


def result(assessment: Assessment) -> str:
    return reverse("reports:result", args=[assessment.pk])


@pytest.mark.parametrize("answers", [unknown_everywhere(), answers_of("bob-breakfix")], ids=["unknown", "full"])
def test_submit_from_the_check_page_leads_to_the_result(answers: Answers) -> None:
    assessment = make_assessment(answers)
    browser = make_browser(assessment)
    page = Page(browser.get(reverse("questions:check", args=[assessment.pk])))
    response = browser.post(page.one("main//form").get("action", ""), page.form())
    assert (response.status_code, response.headers["Location"]) == (302, result(assessment))
    assessment.refresh_from_db()
    assert assessment.submitted is not None
    assert assessment.scorecard is not None


def test_submit_tells_the_apps_above_once(
    news: list[Assessment], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    browser = make_browser(assessment)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            response = browser.post(url(assessment))
        assert (response.status_code, response.headers["Location"]) == (302, result(assessment))
    assert [each.pk for each in news] == [assessment.pk]


def test_submit_is_done_when_the_apps_above_fail(
    news: list[Assessment], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def fail(**kwargs: object) -> None:
        raise OSError("the queue is full")

    submitted.connect(fail, weak=False)
    assessment = make_assessment(answers_of("bob-breakfix"))
    with django_capture_on_commit_callbacks(execute=True):
        response = make_browser(assessment).post(url(assessment))
    assert response.headers["Location"] == result(assessment)
    assert Assessment.objects.get().submitted is not None


def test_submit_makes_the_pdf_ready(
    rendered: list[Report], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    browser = make_browser(assessment)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(url(assessment))
    assert [report.shop for report in rendered] == ["Northside Computers"]
    assert b"".join(browser.get(reverse("reports:pdf", args=[assessment.pk]))) == b"%PDF 1"
    assert len(rendered) == 1


@pytest.mark.parametrize("missing", ["goal", "dread", "hours-worked"])
def test_submit_with_a_gap_is_refused_with_a_link_to_it(
    missing: str, news: list[Assessment], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assessment = make_assessment({name: each for name, each in answers_of("bob-breakfix").items() if name != missing})
    with django_capture_on_commit_callbacks(execute=True):
        response = make_browser(assessment).post(url(assessment))
    page = Page(response)
    section = next(each.id for each in questionnaire().sections if questionnaire().question[missing] in each.questions)
    gap = reverse("questions:section", args=[assessment.pk, section]) + f"?back=check&at={missing}#q-{missing}"
    assert response.status_code == 422
    assert [link.get("href") for link in page.one("*[@role='alert']").iter("a")] == [gap]
    assert news == []
    assert Assessment.objects.get().submitted is None


def test_submit_of_a_new_assessment_is_refused_with_all_its_gaps() -> None:
    assessment = make_assessment()
    response = make_browser(assessment).post(url(assessment))
    needed = {each.text for each in questionnaire().questions() if questionnaire().must_answer(each)}
    alert = words(Page(response).one("*[@role='alert']"))
    assert response.status_code == 422
    assert alert.startswith(f"{len(needed)} questions have no answer yet")
    assert alert.endswith("The will to change 0 of 6")


def test_submit_again_keeps_the_first_result() -> None:
    assessment = make_submitted()
    before = Assessment.objects.values().get()
    assert make_browser(assessment).post(url(assessment)).headers["Location"] == result(assessment)
    assert Assessment.objects.values().get() == before


def test_submit_by_staff_is_allowed() -> None:
    assessment = make_assessment(unknown_everywhere())
    assert make_colleague_of_all().post(url(assessment)).headers["Location"] == result(assessment)


def test_submit_by_a_stranger_does_nothing(client: Client) -> None:
    foreign = make_assessment(unknown_everywhere())
    for browser in (client, make_browser(make_assessment())):
        found = [browser.post(reverse("questions:submit", args=[key])) for key in (foreign.pk, uuid4())]
        assert [response.status_code for response in found] == [404, 404]
        assert found[0].content == found[1].content
    assert not Assessment.objects.exclude(submitted=None).exists()


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_submit_with_another_method_does_nothing(method: str) -> None:
    assessment = make_assessment(unknown_everywhere())
    assert getattr(make_browser(assessment), method)(url(assessment)).status_code == 405
    assert Assessment.objects.get().submitted is None


def test_submit_without_the_pages_token_is_refused() -> None:
    assessment = make_assessment(unknown_everywhere())
    assert make_browser(assessment, enforce_csrf_checks=True).post(url(assessment)).status_code == 403
    assert Assessment.objects.get().submitted is None


def test_submit_takes_twelve_queries() -> None:
    """Four of them begin the plan; in service BEGIN and COMMIT come with it."""
    assessment = make_assessment(answers_of("bob-breakfix"))
    browser = make_browser(assessment)
    assert len(queries(lambda: browser.post(url(assessment)))) == 12
