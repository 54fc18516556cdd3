"""What others said takes one page of the document, however much there is; without it nothing changes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from django.template.loader import get_template
from pypdf import PdfReader

from opinions.core.beside import put_beside
from opinions.core.collected import Again, Collected, Customers, Person, Team, TeamLine, said
from opinions.core.customers import count
from questions.core.question import Answer
from reports.core.report import Report
from reports.pdf.document import example, html_of, render
from tests.builders import answer_all, newest
from tests.often import often

RATED = newest().rated
LONG = "Maria-Fernanda de la Concepción Oliveira e Sousa von Habsburg"[:60]
COMMENTS = tuple(sorted(f"{number} Call back the same day, even if it isn't fixed yet. " * 9 for number in range(6)))


def person(name: str, points: int, **answers: Answer) -> Person:
    own, other = answer_all(newest(), 3), {**answer_all(newest(), points), **answers}
    return Person(name, "tech", "2026-11-29", said(put_beside(RATED, own, {each.id: other[each.id] for each in RATED})))


REPLIES = [{"solved": "first-try", "upset": "never", "wait": "hour"}] * 9 + [{"solved": "not-solved"}] * 6
CUSTOMERS = Customers(200, 15, tuple(count(REPLIES, group=900)), ("They tell us when they call. " * 3,) * 3, COMMENTS)
TEAM = Team(7, tuple(TeamLine(each.text, 3, 3, 1) for each in RATED), COMMENTS)
AGAIN = Again("2026-12-10", 9, 12, person("x", 0).said)
DANA = person("Dana", 1, procedures="unknown")
MANY = (person(LONG, 0), person("מירב בן־דוד", 1), person("Kim", 3), *(person(f"P{each}", 2) for each in range(7)))
FULL = Collected(MANY, CUSTOMERS, TEAM, AGAIN, invented=True)
ALONE = (
    Collected(named=(DANA,)),
    Collected(named=MANY),
    Collected(customers=CUSTOMERS),
    Collected(team=TEAM),
    Collected(again=AGAIN),
    FULL,
)


def with_opinions(found: Collected = FULL, paper: str = "A4") -> Report:
    return replace(example("bob-breakfix"), opinions=found, paper=paper)


@cache
def pages(found: Collected, paper: str) -> list[str]:
    return [
        " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(render(with_opinions(found, paper)))).pages
    ]


@pytest.mark.parametrize("paper", often(["A4", "Letter"], "A4"))
@pytest.mark.parametrize("place", often(range(len(ALONE)), 0, len(ALONE) - 1))
def test_they_take_one_page_and_stand_in_the_contents(place: int, paper: str) -> None:
    found = pages(ALONE[place], paper)
    (cover, first) = (number for number, text in enumerate(found) if "How others see it" in text)
    assert (cover, first) == (0, len(found) - 1)


def test_the_fullest_says_what_it_leaves_out() -> None:
    page = pages(FULL, "Letter")[-1]
    for part in (
        "An example: these people are invented",
        "leave this page out if you pass the report on",
        "more people answered",
        "15 of 200 you asked have answered (8%)",
        "The 3 of 13 questions in which most see a problem",
        "(1 of 6)",
        "You gave the same answer to 9 of 12 questions both times.",
    ):
        assert part in page


def test_each_group_is_told_with_both_answers() -> None:
    html = html_of(with_opinions(Collected(named=(DANA,))))
    assert html.count('<p class="label">You see it differently (') == 1
    assert "Dana</span>: " in html
    assert 'aria-label="You: “' in html


def test_a_document_without_them_is_the_document_it_was() -> None:
    report = example("bob-breakfix")
    assert get_template("reports/pdf/opinions.html").render({"report": report}).strip() == ""
    assert "#opinions" not in html_of(report)
