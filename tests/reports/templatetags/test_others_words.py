"""Words and pictures of what others said, on paper."""

from __future__ import annotations

from dataclasses import replace

from opinions.core.beside import View
from opinions.core.collected import Said
from reports.pdf.document import example
from reports.templatetags.others_words import in_words, others_page, role_of, small_dumbbell
from tests.reports.pdf.test_document_opinions import DANA, with_opinions

SAID = Said("Who?", "Me <b>", "", 1, None, None)


def test_a_gap_and_not_knowing_have_words() -> None:
    assert [in_words(each) for each in (None, "", "70 hours")] == ["no answer", "don't know", "70 hours"]


def test_picture_says_both_answers_and_escapes_them() -> None:
    svg = small_dumbbell(replace(SAID, other_points=4, view=View.DIFFERENT), "You", "Dana & Co")
    assert 'aria-label="You: “Me &lt;b&gt;”; Dana &amp; Co: “don&#x27;t know”"' in svg
    assert svg.count("<circle") == 2
    assert small_dumbbell(SAID, "You", "Dana") == ""


def test_someone_else_has_no_role() -> None:
    assert [role_of(DANA), role_of(replace(DANA, role="other"))] == ["tech", ""]


def test_a_report_without_them_has_no_page() -> None:
    assert others_page(example("bob-breakfix")) is None
    assert others_page(with_opinions()) is not None
