"""Waiting for a PDF that is not made yet: a page that tells how it stands, and makes the PDF if nobody else does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from questions.models.access import READ_WITHIN, Access
from questions.models.assessment import Assessment
from reports.core.report import Report
from reports.models import stored_report
from reports.models.composing import report_of
from reports.models.stored_report import StoredReport
from reports.tasks import render_report
from tests.makers import AT, make_assessment, make_browser, make_submitted
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
LONGEST, PATIENCE = StoredReport.LEASE, StoredReport.PATIENCE
POLL = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> None:
    """Tasks wait for a worker, and none is running."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def assessment() -> Assessment:
    """What submitting it queued, in the transaction that causes it, is taken away: here a click asks for the report."""
    assessment = make_submitted()
    DBTaskResult.objects.all().delete()
    return assessment


@pytest.fixture
def browser(assessment: Assessment) -> Client:
    return make_browser(assessment)


def url(assessment: Assessment, name: str = "waiting") -> str:
    return reverse(f"reports:{name}", args=[assessment.pk])


def headline(browser: Client, assessment: Assessment) -> str:
    response = browser.get(url(assessment))
    assert response.status_code == 200
    return words(Page(response).one("h1"))


def set_back(**fields: timedelta) -> None:
    """Let things have happened so long ago."""
    StoredReport.objects.update(**{name: timezone.now() - ago for name, ago in fields.items()})


def work() -> None:
    """What a worker does."""
    for task in DBTaskResult.objects.filter(status="READY"):
        render_report.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def render(report: Report, *_: object) -> bytes:
        raise ValueError("no font")

    monkeypatch.setattr(stored_report, "render", render)


def test_click_before_it_is_made_leads_to_the_page_that_waits(
    assessment: Assessment, browser: Client, rendered: list[Report]
) -> None:
    for _ in range(2):
        assert browser.get(url(assessment, "pdf")).headers["Location"] == url(assessment)
    assert DBTaskResult.objects.count() == 1, "it is asked for once"
    page = Page(browser.get(url(assessment)))
    assert words(page.one("h1")) == "Your report is being made"
    assert page.one("noscript/meta").attrib == {"http-equiv": "refresh", "content": "3"}
    assert page.by_id("making").get("hx-get") == f"{url(assessment)}?seen=making"
    assert rendered == []


def test_page_begins_the_download_when_it_is_made(
    assessment: Assessment, browser: Client, rendered: list[Report]
) -> None:
    browser.get(url(assessment))
    assert browser.get(url(assessment) + "?seen=making", headers=POLL).status_code == 204
    work()
    polled = browser.get(url(assessment) + "?seen=making", headers=POLL)
    assert (polled.headers["HX-Refresh"], polled.content) == ("true", b"")
    page = Page(browser.get(url(assessment)))
    assert words(page.one("h1")) == "Your report is ready"
    (refresh,) = page.all("meta[@http-equiv='refresh']")
    assert refresh.get("content") == f"0; url={url(assessment, 'pdf')}"
    assert b"".join(browser.get(url(assessment, "pdf")).streaming_content) == b"%PDF 1"  # type: ignore[attr-defined]


def test_without_a_worker_the_page_makes_it_after_a_while(
    assessment: Assessment, browser: Client, rendered: list[Report]
) -> None:
    browser.get(url(assessment))
    set_back(asked=PATIENCE / 2)
    assert headline(browser, assessment) == "Your report is being made"
    set_back(asked=PATIENCE * 2)
    assert headline(browser, assessment) == "Your report is ready"
    work()
    assert len(rendered) == 1, "the worker, come back, makes no second one"


def test_when_a_worker_died_at_it_the_page_makes_it(
    assessment: Assessment, browser: Client, rendered: list[Report]
) -> None:
    browser.get(url(assessment))
    set_back(asked=LONGEST, begun=LONGEST / 2)
    page = Page(browser.get(url(assessment)))
    assert "It takes longer than usual." in page.words
    assert page.by_id("making").get("hx-get") == f"{url(assessment)}?seen=late"
    assert rendered == []
    set_back(asked=LONGEST * 2, begun=LONGEST * 2)
    assert headline(browser, assessment) == "Your report is ready"


@pytest.mark.usefixtures("broken")
def test_failure_says_so_and_can_be_tried_again(
    assessment: Assessment, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.get(url(assessment))
    with pytest.raises(ValueError, match="no font"):
        work()
    assert browser.get(url(assessment), headers=POLL).headers["HX-Refresh"] == "true"
    assert headline(browser, assessment) == "Your report could not be made"
    assert browser.get(url(assessment, "pdf")).headers["Location"] == url(assessment)
    assert DBTaskResult.objects.count() == 1, "nobody tries again unasked"
    monkeypatch.setattr(stored_report, "render", lambda report, *_: b"%PDF")
    for _ in range(2):  # a double click
        assert browser.post(url(assessment)).headers["Location"] == url(assessment)
    assert DBTaskResult.objects.count() == 2
    assert headline(browser, assessment) == "Your report is being made"
    work()
    assert headline(browser, assessment) == "Your report is ready"


@pytest.mark.usefixtures("broken")
def test_failure_in_the_page_itself_is_logged_and_told(
    assessment: Assessment, browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    browser.get(url(assessment))
    set_back(asked=PATIENCE * 2)
    assert headline(browser, assessment) == "Your report could not be made"
    assert "no font" in caplog.text


def test_changed_report_is_made_anew(assessment: Assessment, browser: Client, rendered: list[Report]) -> None:
    browser.get(url(assessment))
    work()
    assessment.shop.name = "Renamed"
    assessment.shop.save()
    assert headline(browser, assessment) == "Your report is being made"
    work()
    assert [report.shop for report in rendered] == ["Northside Computers", "Renamed"]


def test_waiting_takes_five_queries_and_writes_nothing(assessment: Assessment, browser: Client) -> None:
    browser.get(url(assessment))
    ran = queries(lambda: browser.get(url(assessment), headers=POLL))
    assert len(ran) == 5
    assert not [each for each in ran if not each.startswith("SELECT")]


def test_holder_of_a_read_link_waits_at_a_page_of_the_links_own(
    assessment: Assessment, client: Client, rendered: list[Report]
) -> None:
    token = Access.objects.issue(assessment, Access.Kind.READ, at=timezone.now(), within=READ_WITHIN)
    there = reverse("reports:read-waiting", args=[token])
    assert client.get(reverse("reports:read-pdf", args=[token])).headers["Location"] == there
    assert str(assessment.pk) not in client.get(there).content.decode()
    work()
    assert reverse("reports:read-pdf", args=[token]) in Page(client.get(there)).links
    assert client.get(reverse("reports:read-waiting", args=["forged"])).status_code == 410


def test_annex_is_waited_for_and_downloaded_by_itself(
    assessment: Assessment, browser: Client, rendered: list[Report]
) -> None:
    there = url(assessment, "annex-waiting")
    assert browser.get(url(assessment, "annex")).headers["Location"] == there
    assert words(Page(browser.get(there)).one("h1")) == "The annex is being made"
    work()
    page = Page(browser.get(there))
    assert words(page.one("h1")) == "The annex is ready"
    assert url(assessment, "annex") in page.links
    response = browser.get(url(assessment, "annex"))
    assert "readiness-annex-" in response.headers["Content-Disposition"]
    assert b"".join(response.streaming_content) == b"%PDF 1"  # type: ignore[attr-defined]
    assert headline(browser, assessment) == "Your report is being made"
    assert len(rendered) == 1


def test_strangers_and_the_unfinished_have_nothing_to_wait_for(assessment: Assessment, client: Client) -> None:
    assert client.get(url(assessment)).status_code == 404
    assert client.post(url(assessment)).status_code == 404
    begun = make_assessment()
    response = make_browser(begun).get(url(begun))
    assert response.headers["Location"] == reverse("questions:hub", args=[begun.pk])


def test_shop_deleted_while_one_waits_is_gone(
    assessment: Assessment, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(report: Report, *_: object) -> bytes:
        StoredReport.objects.all().delete()
        return b"%PDF"

    monkeypatch.setattr(stored_report, "render", render)
    stored = StoredReport.objects.of(assessment, report_of(assessment))
    stored.ask(at=AT)
    assert browser.get(url(assessment)).status_code == 404
