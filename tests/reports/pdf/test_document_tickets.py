"""What kept tickets show takes one page of the document, however much there is; without them nothing changes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from django.template.loader import get_template
from pypdf import PdfReader

from evidence.core.kept import INVENTED, Kept
from reports.core.report import Report
from reports.pdf.document import example, html_of, render
from tests.evidence.records import AFTER_HOURS, KEPT, row
from tests.often import often

LONG = "The same day, when somebody is back at the desk and has had the time to look"
AXIS = (0.0, 30.0, 60.0, 240.0, 600.0)
EVERYTHING = dict.fromkeys(("alerts", "clockwork", "bursts", "future", "strays", "unreadable", "entries"), 12345)
# As many rows as can be compared, each with the longest that can be said of it.
FULL: Kept = replace(
    KEPT,
    counts={**KEPT.counts, **EVERYTHING},
    settings={**KEPT.settings, "file_zone": "UTC", "open_on": ["2026-11-11", "2026-11-26"], INVENTED: True},
    rows=(
        AFTER_HOURS,
        row("weekends", lo=1, hi=6, outcome="between", said="5 days", said_at=5.0, said_number=5, axis=AXIS),
        row("monday-repeat", lo=2, hi=12, outcome="between", said=LONG, said_at=30.0, axis=AXIS),
        row(
            "first-response", lo=26, hi=44, outcome="fewer", said=LONG, said_at=420.0, axis=AXIS, detail={"urgent": {}}
        ),
        row("reactive-share", lo=60, hi=72, outcome="between", said="65 %", said_number=65, axis=AXIS, detail={}),
        row("backlog", status="shown", detail={"open": 0}),
    ),
)


def with_tickets(paper: str = "A4") -> Report:
    return replace(example("bob-breakfix"), tickets=FULL, paper=paper)


@cache
def pages(paper: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(render(with_tickets(paper)))).pages]


@pytest.mark.parametrize("paper", often(["A4", "Letter"], "A4"))
def test_they_take_one_page_and_stand_in_the_contents(paper: str) -> None:
    found = [text for text in pages(paper) if "What your tickets show" in text]
    cover, page = found
    assert "Readiness report" in cover
    for part in (
        "Your tickets show something else on 2 of the 5",
        "Your week",
        "How we counted",
        "nothing in it changes",
    ):
        assert part in " ".join(page.split())


def test_invented_tickets_are_marked_and_no_others_are() -> None:
    mark = "An example: these tickets are invented"
    assert html_of(with_tickets()).count(mark) == 1
    assert mark not in html_of(replace(example("bob-breakfix"), tickets=KEPT))


def test_what_is_only_shown_is_not_on_it() -> None:
    (_cover, page) = (text for text in pages("A4") if "What your tickets show" in text)
    assert "No ticket is open" not in page
    assert page.count("something else") == 3  # in the line at the top, and beside two rows


def test_a_document_without_tickets_is_the_document_it_was() -> None:
    """Nothing but the page and its line in the contents depends on them."""
    report = example("bob-breakfix")
    assert get_template("reports/pdf/tickets.html").render({"report": report}).strip() == ""
    plain, more = html_of(report), html_of(replace(report, tickets=KEPT))
    assert "#tickets" not in plain
    lines = [line for line in plain.splitlines() if line.strip()]
    others = iter(more.splitlines())
    assert all(any(line == other for other in others) for line in lines)  # in order, each of them
