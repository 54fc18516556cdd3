"""The questionnaire on paper: every question with a box for every answer, for anybody."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import Settings

from questions.question import Kind
from reports.blank import blank, blank_pdf
from tests.builders import real_questionnaire

URL = reverse("reports:blank")


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
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    made: list[Any] = []

    def render(html: str) -> bytes:
        made.append(html)
        return b"%PDF blank"

    monkeypatch.setattr("reports.blank.render_pdf", render)
    blank_pdf.cache_clear()
    yield made
    blank_pdf.cache_clear()


def test_anybody_gets_it_and_it_is_rendered_once(client: Client, rendered: list[Any]) -> None:
    answers = [client.get(URL) for _ in range(2)]
    assert [b"".join(each.streaming_content) for each in answers] == [b"%PDF blank"] * 2  # type: ignore[attr-defined]
    assert len(rendered) == 1
    asked = real_questionnaire()
    assert answers[0].headers["Content-Type"] == "application/pdf"
    assert f'filename="{asked.slug}-{asked.version}.pdf"' in answers[0].headers["Content-Disposition"]
    assert not answers[0].cookies
    assert client.post(URL).status_code == 405
