"""Page and PDF say the same: each finding and each number of the result page stands in the PDF, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from xml.etree.ElementTree import Element

import pytest
from django.template.loader import render_to_string
from django.test import Client

from questions.core.personas import examples
from tests.pages import Page, words
from tests.reports.pdfs import bare, report, text

# What both say in the same paragraphs, by the class of what holds them.
SAID = ("version",)
DIGITS = re.compile(r"\d+(?:\.\d+)?")


@cache
def sources(name: str) -> tuple[bytes, bytes]:
    page = Client(headers={"host": "127.0.0.1"}).get(f"/example/{name}/").content
    return page, render_to_string("reports/pdf.html", {"report": report(name)}).encode()


def page_of(name: str) -> Element:
    return Page(SimpleNamespace(content=sources(name)[0])).one("main")


def document_of(name: str) -> Element:
    return Page(SimpleNamespace(content=sources(name)[1])).one("body")


def within(tree: Element, name: str) -> Iterator[Element]:
    """Elements of a class."""
    return (each for each in tree.iter() if name in each.get("class", "").split())


def said(tree: Element) -> set[str]:
    """How it is counted, the answers that move most, and the replies: word for word."""
    found = {words(each) for name in SAID for each in within(tree, name)}
    found |= {words(each) for held in within(tree, "movers") for each in held.iter("li")}
    return found | {words(each) for block in within(tree, "reply") for each in block}


def advised(name: str) -> set[str]:
    """The verdict and the steps, whose places and looks differ."""
    about = report(name)
    steps = [text for step in about.steps for text in (step.action.what, step.action.why, step.action.how)]
    return {text for text in (about.composed.headline if about.composed else "", *steps) if text}


def tables(tree: Element) -> dict[str, list[list[str]]]:
    """Rows of cells by the table's caption."""
    return {
        words(caption): [[words(cell) for cell in row] for row in table.iter("tr")][1:]
        for table in tree.iter("table")
        if (caption := table.find("caption")) is not None
    }


def findings_of_page(tree: Element) -> set[str]:
    listed = {words(each) for held in within(tree, "findings") for each in held.iter("li")}
    return listed | {words(each) for each in within(tree, "answer-finding")}


def findings_of_document(tree: Element) -> set[str]:
    return {words(each) for held in within(tree, "findings") for each in held.iter("li")}


def answers_of_page(tree: Element) -> list[tuple[str, ...]]:
    """Question, answer, and the numbers of points, weight and next step's points."""
    found: list[tuple[str, ...]] = []
    for block in within(tree, "answer"):
        (question,) = block.iter("h4")
        (given,) = within(block, "answer-given")
        points = "".join(words(each) for each in within(block, "answer-points"))
        earned = re.match(r"([\d.]+) of 4 points", points)
        weight = re.search(r"counted ([\d.]+) times", points)
        numbers = (earned[1] if earned else "", weight[1] if weight else "")
        found.append((words(question), words(given), *numbers))
    return found


def answers_of_document(tree: Element) -> list[tuple[str, ...]]:
    (table,) = within(tree, "annex")
    found: list[tuple[str, ...]] = []
    for question, given, *counted in (list(row) for row in table.iter("tr") if len(row) > 1):
        text_of = re.split(r"\s·\s", words(question))[0]  # then stands its window
        answer = words(next(given.iter("p"), given))
        earned = re.match(r"([\d.]+) \w+(?: ×([\d.]+))?", "".join(words(each) for each in counted))
        found.append((text_of, answer, *((earned[1], earned[2] or "") if earned else ("", ""))))
    return found


def next_steps_of_page(tree: Element) -> set[str]:
    """What good looks like."""
    told = ["".join(words(each) for each in within(block, "answer-points")) for block in within(tree, "answer")]
    found = [re.search(r"What good looks like: (.*)$", each) for each in told]
    return {each[1].strip(".") for each in found if each}


def next_steps_of_document(tree: Element) -> set[str]:
    (table,) = within(tree, "annex")
    steps = [row.findall("td[1]/p")[1:] for row in table.iter("tr")]
    return {words(step).strip(".") for row in steps for step in row}


def money_of_page(tree: Element) -> set[tuple[str, ...]]:
    return {
        (words(line[0]), words(line[1][0]), words(line[1][1]).removeprefix("= "))
        for held in within(tree, "money")
        for line in held
    }


def money_of_document(tree: Element) -> set[tuple[str, ...]]:
    return {tuple(words(cell) for cell in row) for held in within(tree, "money") for row in held.iter("tr")} - {
        ("What", "How much", "How it is computed")
    }


def sums_of_page(tree: Element) -> list[tuple[str, ...]]:
    """Earned, possible, not known, left out and weight of each section that counts."""
    found: list[tuple[str, ...]] = []
    for each in within(tree, "section-sum"):
        told = words(each)
        parts = [
            r"([\d.]+) of [\d.]+ weighted",
            r"of ([\d.]+) weighted",
            r"([\d.]+) more are not",
            r"([\d.]+) are left",
        ]
        numbers = [match[1] if (match := re.search(part, told)) else "0" for part in parts]
        weight = re.search(r"counts ([\d.]+) times", told)
        found.append((*numbers, weight[1] if weight else "1"))
    return found


def sums_of_document(rows: list[list[str]]) -> list[tuple[str, ...]]:
    return [(*row[5].split(" of "), row[6], row[7], row[8].removeprefix("×")) for row in rows]


@pytest.mark.parametrize("name", examples())
def test_page_and_pdf_say_the_same(name: str) -> None:
    page, document = page_of(name), document_of(name)
    assert said(page) == said(document)
    for tree in (page, document):
        assert {each for each in advised(name) if each not in words(tree)} == set()
    assert findings_of_page(page) == findings_of_document(document) != set()
    assert next_steps_of_page(page) == next_steps_of_document(document)
    assert money_of_page(page) == money_of_document(document)
    assert len(answers_of_page(page)) == len(report(name).lines)


@pytest.mark.parametrize("name", examples())
def test_page_and_pdf_give_the_same_numbers(name: str) -> None:
    page, document = page_of(name), document_of(name)
    assert answers_of_page(page) == answers_of_document(document)[1:], "the first row is the head"
    on_page, in_document = tables(page), tables(document)
    assert on_page["Overall, of 100"] == in_document["Overall, of 100"]
    by_section = in_document["Readiness by section, of 100, and the weighted points it comes from"]
    assert on_page["Readiness by section, of 100"] == [row[:5] for row in by_section]
    assert sums_of_page(page) == sums_of_document(by_section)


@pytest.mark.parametrize("name", examples())
def test_all_of_it_can_be_read_in_the_pdf(name: str) -> None:
    page, document = page_of(name), document_of(name)
    told = {bare(each) for each in said(page) | findings_of_page(page) | next_steps_of_page(page)}
    told |= {bare("".join(line)) for line in money_of_page(page)}
    told |= {bare("".join(row)) for rows in tables(document).values() for row in rows}
    told |= {bare(question) for question, *_ in answers_of_page(page)}
    told |= {bare(given) for _, given, *_ in answers_of_page(page)}
    assert {each for each in told if each not in text(name)} == set()


@pytest.mark.parametrize("name", examples())
def test_every_number_of_the_pdf_stands_on_the_page(name: str) -> None:
    """Outside headings, charts, lists of sources, and the tables compared above."""
    page, document = page_of(name), document_of(name)
    for parent in list(document.iter()):
        for each in list(parent):
            aside = {"sources", "contents", "cover-facts"} & set(each.get("class", "").split())
            if aside or each.tag in ("table", "svg", "h2"):
                parent.remove(each)
    assert numbers(document) != set()
    assert numbers(document) - numbers(page) == set()


def numbers(tree: Element) -> set[str]:
    return set(DIGITS.findall(" ".join(tree.itertext())))
