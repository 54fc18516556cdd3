"""The notes take one page of the report, and what has no room there is whole in the annex."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from django.template import engines
from pypdf import PdfReader

from reports.core.brand import Note
from reports.core.report import Report
from reports.pdf.document import example
from reports.pdf.printed.noting import notes_in_order, notes_page
from reports.pdf.rendering import render_pdf
from tests.often import often

LONGEST = 4000  # letters that the form takes
ONLY = '{% extends "reports/pdf/page.html" %}{% block body %}{% include "reports/pdf/notes.html" %}{% endblock %}'
TEXTS = {
    "sentences": "What we talked about on the telephone, and what I would do about it first. ",
    "from right to left": "מה שדיברנו עליו בטלפון, ומה הייתי עושה קודם. ",
    "unbroken": "W",
    "paragraphs": "Call them.\n\n",
    "lines": "a\n",
}


def noted(*notes: Note, paper: str = "Letter") -> Report:
    return replace(example("bob-breakfix"), notes=notes, paper=paper)


def everywhere(text: str, paper: str = "Letter") -> Report:
    places = ["", *(section.id for section in example("bob-breakfix").sections)]
    return noted(*(Note(place, text, "Kim", "2026-11-21") for place in places), paper=paper)


USUAL = [("sentences", "A4"), ("sentences", "Letter"), ("from right to left", "Letter"), ("lines", "Letter")]
EVERY = [(kind, paper) for kind in TEXTS for paper in ("A4", "Letter")]


@pytest.mark.parametrize(("kind", "paper"), often(EVERY, *USUAL))
def test_the_longest_notes_fill_one_page_and_it_says_where_the_rest_is(kind: str, paper: str) -> None:
    about = everywhere((TEXTS[kind] * LONGEST)[:LONGEST].strip(), paper)
    html = engines["django"].from_string(ONLY).render({"report": about})
    (page,) = PdfReader(BytesIO(render_pdf(html))).pages
    down: list[float] = []
    page.extract_text(visitor_text=lambda words, outer, inner, *_: down.append(inner[5]) if words.strip() else None)
    assert "the annex has all notes in full, from page 1" in " ".join(page.extract_text().split())
    shown, down = html.count('<div class="noted"'), [each for each in down if each > 60]  # above the foot
    assert shown >= 1
    assert "…" in page.extract_text() or shown < len(about.notes)
    assert min(down) < 300, "the page is used"


def test_short_notes_are_whole() -> None:
    about = everywhere("Well done.")
    page = notes_page(about)
    assert not page.more
    assert [each.text for _, notes in page.groups for each in notes] == ["Well done."] * len(about.notes)
    assert page.by == about.notes[0], "said once"


def test_notes_stand_in_the_order_of_need_after_those_on_the_whole() -> None:
    titles = [title for title, _ in notes_in_order(everywhere("Well done."))]
    assert titles[:2] == ["", "Your time"]
    assert len(titles) == len(example("bob-breakfix").sections) + 1


def test_what_comes_after_the_first_note_that_has_no_room_waits_for_the_annex() -> None:
    short, long = Note("", "Well done.", "Kim", ""), Note("", "So much to say. " * 400, "Lee", "")
    page = notes_page(noted(short, long, short))
    ((_, shown),) = page.groups
    assert page.by is None
    assert [each.note for each in shown] == [short, long]
    assert shown[0].text == short.text
    assert shown[1].text.endswith("So much to say. …")
    assert len(shown[1].text) > 3000
