"""PDFs for everybody to download: rendered once, for every process, and waited for where they are not made yet."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from questions.core.personas import examples
from reports.models.stored_handout import StoredHandout
from reports.pdf import handouts as handouts_module
from reports.pdf.handouts import ANNEX, QUESTIONNAIRE, handouts
from reports.tasks import make_handout
from reports.worker_clock import WorkerClock
from tests.builders import newest
from tests.pages import Page, words

URL, WAITING = reverse("reports:blank"), reverse("reports:blank-waiting")


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> list[str]:
    """A site that has just been set up, where a PDF takes no time; the list holds what was rendered."""
    html: list[str] = []

    def render(document: str) -> bytes:
        html.append(document)
        return b"%PDF blank"

    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(handouts_module, "render_pdf", render)
    monkeypatch.setattr(handouts_module, "render", lambda report, **_: render(report.shop))
    return html


@pytest.fixture
def later(settings: Settings) -> None:
    """Tasks are left to the worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def work() -> None:
    """What a worker does."""
    tasks = DBTaskResult.objects.all()
    assert {task.task_path for task in tasks} == {"reports.tasks.make_handout"}
    for task in tasks:
        make_handout.call(*task.args_kwargs["args"])


def bytes_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def headline(client: Client, **options: Any) -> str:
    return words(Page(client.get(WAITING, **options)).one("h1"))


@pytest.mark.django_db
def test_anybody_gets_it_and_it_is_rendered_once(client: Client, rendered: list[str]) -> None:
    answers = [client.get(URL) for _ in range(2)]
    assert [bytes_of(each) for each in answers] == [b"%PDF blank"] * 2
    assert len(rendered) == 1
    asked = newest()
    assert answers[0].headers["Content-Type"] == "application/pdf"
    assert f'filename="{asked.slug}-{asked.version}.pdf"' in answers[0].headers["Content-Disposition"]
    assert not answers[0].cookies
    assert client.post(URL).status_code == 405


@pytest.mark.django_db
def test_another_process_serves_what_was_made_and_another_paper_is_made_anew(
    client: Client, rendered: list[str], settings: Settings
) -> None:
    for _ in range(2):
        bytes_of(client.get(URL))
    assert len(rendered) == 1
    settings.PAPER = "Letter"
    bytes_of(client.get(URL))
    assert len(rendered) == 2
    make_handout.call(QUESTIONNAIRE)
    assert len(rendered) == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("later")
class TestWaiting:
    def test_no_page_renders_it_and_the_worker_does_once(self, client: Client, rendered: list[str]) -> None:
        for _ in range(2):
            assert client.get(URL).headers["Location"] == WAITING
        assert headline(client) == "The questionnaire is being made"
        assert client.get(f"{WAITING}?seen=making", headers={"HX-Request": "true"}).status_code == 204
        assert rendered == []
        work()
        assert len(rendered) == 1
        polled = client.get(f"{WAITING}?seen=making", headers={"HX-Request": "true"})
        assert polled.headers["HX-Refresh"] == "true"
        assert headline(client) == "The questionnaire is ready"
        assert bytes_of(client.get(URL)) == b"%PDF blank"

    def test_without_a_worker_the_page_makes_it_after_a_while(self, client: Client, rendered: list[str]) -> None:
        client.get(URL)
        late = timezone.now() - StoredHandout.PATIENCE * 2
        StoredHandout.objects.update(asked=late, begun=late)  # somebody is at it
        page = Page(client.get(WAITING))
        assert "It takes longer than usual." in page.words
        assert rendered == []
        StoredHandout.objects.update(begun=late - StoredHandout.LEASE)  # and must be dead
        assert headline(client) == "The questionnaire is ready"
        assert len(rendered) == 1

    def test_no_page_renders_an_example_either(self, client: Client, rendered: list[str]) -> None:
        url, page = "/example/bob-breakfix/report.pdf", "/example/bob-breakfix/report/"
        assert client.get(url).headers["Location"] == page
        assert words(Page(client.get(page)).one("h1")) == "The example's report is being made"
        assert rendered == []
        work()
        assert words(Page(client.get(page)).one("h1")) == "The example's report is ready"
        assert bytes_of(client.get(url)) == b"%PDF blank"
        assert rendered == ["Breakfix Computers"]
        assert [client.get(each.replace("bob", "tom")).status_code for each in (url, page)] == [404, 404]

    def test_a_worker_that_starts_has_all_ready(self, rendered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as patch:  # it would stay
            patch.setattr(db_worker.Command, "handle", lambda *_, **__: None)
            patch.setattr(WorkerClock, "turn", lambda *_, **__: None)  # it would wait for this test's transaction
            call_command("worker", verbosity=0)
        asked = DBTaskResult.objects.order_by("-priority", "enqueued_at")
        assert [task.args_kwargs["args"][0] for task in asked] == handouts()
        assert handouts() == [QUESTIONNAIRE, *examples(), *(f"{name}{ANNEX}" for name in examples())]
        assert [task.priority for task in asked] == [1] + [-1] * (len(handouts()) - 1)
        work()
        assert len(rendered) == len(handouts())
        assert StoredHandout.objects.exclude(file="").count() == len(handouts())

    def test_failure_says_so_and_can_be_tried_again(
        self, client: Client, rendered: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client.get(URL)
        with monkeypatch.context() as broken:
            broken.setattr(handouts_module, "render_pdf", lambda document: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                work()
        assert headline(client) == "The questionnaire could not be made"
        assert "Your answers" not in Page(client.get(WAITING)).words
        for _ in range(2):  # a double click
            assert client.post(WAITING).headers["Location"] == WAITING
        assert DBTaskResult.objects.count() == 2
        assert headline(client) == "The questionnaire is being made"
        work()
        assert headline(client) == "The questionnaire is ready"
