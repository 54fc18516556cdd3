"""PDFs for everybody, made once: the questionnaire with a box for every answer, and the examples' reports."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader
from pytest_django import Settings

from questions.core.personas import examples
from questions.core.question import Kind
from reports.models.stored_report import PATIENCE
from reports.pdf import handouts as handouts_module
from reports.pdf.handouts import QUESTIONNAIRE, blank, handout, handouts
from reports.tasks import make_handout
from tests.builders import real_questionnaire
from tests.pages import Page, words

URL, WAITING = reverse("reports:blank"), reverse("reports:blank-waiting")


def squeezed(text: str) -> str:
    """Lines are broken where there is room, words are not: compare without blanks."""
    return "".join(text.split())


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_question_and_answer_is_printed_and_tagged(settings: Settings, paper: str) -> None:
    settings.PAPER = paper
    asked, data = real_questionnaire(), blank(real_questionnaire())
    reader = PdfReader(BytesIO(data))
    width, height = reader.pages[0].mediabox[2:]
    assert (round(float(width)), round(float(height))) == {"A4": (595, 842), "Letter": (612, 792)}[paper]
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    wanted = [asked.title, *(section.title for section in asked.sections)]
    for question in asked.questions():
        wanted += [question.text, question.help, *(option.text for option in question.options)]
        wanted += [question.unit] if question.kind is Kind.NUMBER else []
        wanted += [question.not_applicable] if question.not_applicable else []
    lost = [each for each in wanted if squeezed(each) not in text]
    assert lost == []
    scored = sum(question.scored for question in asked.questions())
    assert text.count(squeezed("I don't know")) == scored + 1  # and how to answer
    with pikepdf.open(BytesIO(data)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == asked.lang
    assert len(reader.pages) <= 16
    assert len(data) < 200 * 1024


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> Iterator[list[str]]:
    """A site that has just been set up, where a PDF takes no time; the list holds what was rendered."""
    html: list[str] = []

    def render(document: str) -> bytes:
        html.append(document)
        return b"%PDF blank"

    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(handouts_module, "render_pdf", render)
    monkeypatch.setattr(handouts_module, "render", lambda report: render(report.shop))
    cache.clear()
    yield html
    cache.clear()


@pytest.fixture
def later(settings: Settings) -> None:
    """Tasks are left to the worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


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


def test_anybody_gets_it_and_it_is_rendered_once(client: Client, rendered: list[str]) -> None:
    answers = [client.get(URL) for _ in range(2)]
    assert [bytes_of(each) for each in answers] == [b"%PDF blank"] * 2
    assert len(rendered) == 1
    asked = real_questionnaire()
    assert answers[0].headers["Content-Type"] == "application/pdf"
    assert f'filename="{asked.slug}-{asked.version}.pdf"' in answers[0].headers["Content-Disposition"]
    assert not answers[0].cookies
    assert client.post(URL).status_code == 405


def test_another_process_serves_what_was_made_and_another_paper_is_made_anew(
    client: Client, rendered: list[str], settings: Settings
) -> None:
    bytes_of(client.get(URL))
    cache.clear()
    bytes_of(client.get(URL))
    assert len(rendered) == 1
    settings.PAPER = "Letter"
    bytes_of(client.get(URL))
    assert len(rendered) == 2
    handout(QUESTIONNAIRE).make()
    assert len(rendered) == 2


@pytest.mark.usefixtures("rendered")
def test_half_of_one_is_none(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    class Disk(ContentFile[bytes]):
        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            yield b"%PD"
            raise OSError("full")

    asked = handout(QUESTIONNAIRE)
    with monkeypatch.context() as patch:
        patch.setattr(handouts_module, "ContentFile", Disk)
        with pytest.raises(OSError, match="full"):
            asked.make()
    assert not asked.made
    assert bytes_of(client.get(URL)) == b"%PDF blank"


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
        cache.set(f"asked:{handout(QUESTIONNAIRE).path}", timezone.now() - PATIENCE * 2)
        cache.set(f"making:{handout(QUESTIONNAIRE).path}", True)  # by another request
        page = Page(client.get(WAITING))
        assert "It takes longer than usual." in page.words
        assert rendered == []
        cache.delete(f"making:{handout(QUESTIONNAIRE).path}")
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
            patch.setattr("django_tasks_db.management.commands.db_worker.Command.handle", lambda *_, **__: None)
            call_command("worker", verbosity=0)
        asked = DBTaskResult.objects.order_by("-priority", "enqueued_at")
        assert [task.args_kwargs["args"][0] for task in asked] == handouts() == [QUESTIONNAIRE, *examples()]
        assert [task.priority for task in asked] == [1] + [-1] * len(examples())
        work()
        assert len(rendered) == len(handouts())
        assert all(handout(each).made for each in handouts())
