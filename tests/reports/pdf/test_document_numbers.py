"""Numbers are written in one way on the page and on paper: thousands apart, and a minus below zero."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.template.loader import render_to_string

from reports.core.digest import Document
from reports.pdf.document import html_of
from tests.reports.pdfs import SHOPS, report

UNSEEN = re.compile(r"<(style|script|title)\b.*?</\1>|<[^>]*>", re.DOTALL)
CHECKSUM = re.compile(r"\b[0-9a-f]{64}\b")
LARGE = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d(?!\d))\d{4,10}(?!\d)")  # no year, and no name of a press release
BELOW_ZERO = re.compile(r"(?<![\w-])[-\N{HYPHEN}]\s?\d")


@pytest.mark.parametrize("name", [*SHOPS, "harmful", "every gate"])
def test_numbers_have_their_thousands_apart_and_none_stands_behind_a_hyphen(name: str) -> None:
    about = report(name)
    pages = [html_of(about, document) for document in Document]
    pages.append(render_to_string("reports/result.html", {"report": about}))
    for page in pages:
        words = unescape(CHECKSUM.sub("", UNSEEN.sub(" ", page)))
        found = [*LARGE.finditer(words), *BELOW_ZERO.finditer(words)]
        assert [words[max(each.start() - 30, 0) : each.end() + 10] for each in found] == []
