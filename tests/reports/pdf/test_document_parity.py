"""Nothing that a report says is lost on paper: what matters stands in the report, and all of it in the annex."""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace

import pytest
from django.utils.text import capfirst

from questions.wording import thousands_apart
from reports.core.digest import Document
from reports.pdf.document import html_of
from reports.pdf.printed import wall
from reports.templatetags.money_words import amount, formula, money_name
from reports.templatetags.paper_words import notes_go_on
from reports.templatetags.report_words import exact, given
from tests.pages import Page, words
from tests.reports.pdfs import OLD, SHOPS, bare, report

NAMES = [*SHOPS, OLD, "nothing known", "branded"]


@cache
def told(name: str, document: Document) -> str:
    html = html_of(report(name), document).encode()
    return bare(words(Page(SimpleNamespace(content=html)).one("body")))


def lost(wanted: list[str], name: str, document: Document) -> list[str]:
    return [each for each in wanted if bare(each) not in told(name, document)]


@pytest.mark.parametrize("name", NAMES)
def test_report_says_the_verdict_the_plan_the_sums_the_replies_and_the_notes(name: str) -> None:
    about = report(name)
    wanted = [about.incomplete, *(part.title for part in about.sections if part.findings)]
    if about.composed:
        spoken = about.composed.spoken
        wanted += [about.composed.headline, about.composed.goal]
        wanted += [spoken.line, spoken.costs, spoken.going, spoken.alone] if spoken else []
    wanted += [each for gate in about.gates for each in (gate.text, gate.step)]
    size = wall.size_of(about)  # what its plan has no room for, the annex has
    wanted += [step.action.what for step in about.steps]
    wanted += [step.action.done for step in about.steps if size.done]
    wanted += [capfirst(step.action.time) for step in about.steps if size.time and not about.positive]
    if not about.positive:
        wanted += [step.action.first for step in about.first_steps]
    wanted += [*about.keeps, about.watch] if about.positive else []
    wanted += [each for line in about.money for each in (amount(line), money_name(line), formula(line))]
    wanted += [each for reply in about.replies for each in (reply.objection, reply.answer.claim, reply.answer.name)]
    assert lost(wanted, name, Document.REPORT) == []
    whole = Document.ANNEX if notes_go_on(about) else Document.REPORT
    assert lost([each for note in about.notes for each in (note.text, note.author)], name, whole) == []


@pytest.mark.parametrize("name", NAMES)
def test_annex_says_every_answer_every_step_and_every_source(name: str) -> None:
    about = report(name)
    wanted = [about.version, about.checksum]
    for line in about.lines:
        wanted += [line.text, given(line) if "\n" not in line.answer else "", thousands_apart(line.finding)]
        wanted += [line.target]
        wanted += [f"{exact(line.points)} {line.measure}"] if line.points is not None and line.measure else []
    for step in about.steps:
        action = step.action
        wanted += [action.what, action.why, action.how if not action.first else "", action.first, *action.steps]
        wanted += [action.done, capfirst(action.time), step.because if action.first else step.cause_text]
    wanted += [each for source in about.outside_sources for each in (source.claim, source.name)]
    assert lost(wanted, name, Document.ANNEX) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_section_has_three_findings_at_most_and_three_sections_stand_on_a_page(name: str) -> None:
    page = Page(SimpleNamespace(content=html_of(report(name)).encode()))
    lists = [each for each in page.one("body").iter("ul") if each.get("class") == "findings"]
    assert len(lists) == len([part for part in report(name).sections if part.findings])
    assert {len(each.findall("li")) for each in lists} <= {1, 2, 3}
    (sections,) = (each for each in page.one("body").iter("section") if each.get("id") == "sections")
    on_pages = [sum(each.get("class") == "part" for each in page) for page in sections.findall("div")]
    assert on_pages[:-1] == [3] * (len(on_pages) - 1)


def test_a_report_without_words_for_it_leaves_no_empty_label() -> None:
    """Results of 2026.2 have neither a first move of 15 minutes nor a word on when a step is done."""
    html = html_of(report(OLD)) + html_of(report(OLD), Document.ANNEX)
    assert not re.search(r"Done when: *<|First 15 minutes|15 minutes each|Why: *<", html)
    assert "The next 90 days" not in html
    assert html_of(report(OLD)).count('class="c-box"') == len(report(OLD).steps)
