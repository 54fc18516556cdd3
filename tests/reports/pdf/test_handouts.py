"""PDFs for everybody: the questionnaire with a box for every answer."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import Settings

from questions.core.question import Kind
from reports.pdf.handouts import blank, blank_html
from tests.builders import newest
from tests.often import often

URL, WAITING = reverse("reports:blank"), reverse("reports:blank-waiting")


def squeezed(text: str) -> str:
    """Lines are broken where there is room, words are not: compare without blanks."""
    return "".join(text.split())


@pytest.mark.parametrize("paper", often(["A4", "Letter"], "Letter"))
def test_every_question_and_answer_is_printed_and_tagged(settings: Settings, paper: str) -> None:
    settings.PAPER = paper
    asked, data = newest(), blank(newest())
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


def test_something_else_has_a_line_to_write_on_and_no_other_option_has() -> None:
    assert blank_html(newest()).count('<span class="own">') == 1
    assert '<li>Something else <span class="own"></span></li>' in blank_html(newest())
