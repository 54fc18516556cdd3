"""Checking one section's answers, with a way to change each and to go on."""

import pytest
from django.urls import reverse

from questions.core.question import UNKNOWN
from questions.models.assessment import Assessment
from questions.wording import written
from tests.makers import answers_of, make_assessment, make_browser, make_submitted, questionnaire
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
TIME = "your-time"
SECTIONS = [section.id for section in questionnaire().sections]


def url(assessment: Assessment, section: str = TIME) -> str:
    return reverse("questions:check-section", args=[assessment.pk, section])


def section_url(assessment: Assessment, section: str) -> str:
    return reverse("questions:section", args=[assessment.pk, section])


@pytest.mark.parametrize("section", SECTIONS)
def test_page_shows_each_answer_of_the_section_with_a_link_to_change_it(section: str) -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    page = Page(make_browser(assessment).get(url(assessment, section)))
    asked = questionnaire().section[section].questions
    rows = page.all("dl/div")
    assert [words(row.findall("dt")[0]) for row in rows] == [question.text for question in asked]
    for row, question in zip(rows, asked, strict=True):
        assert " ".join(written(question, assessment.responses[question.id]).split()) in words(row.findall("dd")[0])
        link = row.findall("dd/a")[0].get("href", "")
        assert link == f"{section_url(assessment, section)}?back=check-section&at={question.id}#q-{question.id}"


def test_gaps_and_what_is_not_known_are_named() -> None:
    assessment = make_assessment({"without-you": UNKNOWN, "the-dream": "<script>alert(1)</script>"})
    browser = make_browser(assessment)
    text = Page(browser.get(url(assessment))).words
    assert text.count("no answer") == len(questionnaire().section[TIME].questions) - 1
    assert text.count("I don't know") == 1
    assert b"<script>alert" not in browser.get(url(assessment, "owner-or-owned")).content


def test_it_leads_on_to_the_first_section_with_a_gap_and_at_last_to_the_check() -> None:
    done, begun = make_assessment(answers_of("bob-breakfix")), make_assessment()
    assert reverse("questions:check", args=[done.pk]) in Page(make_browser(done).get(url(done))).links
    assert section_url(begun, SECTIONS[0]) in Page(make_browser(begun).get(url(begun))).links


def test_change_from_here_comes_back_here() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    browser = make_browser(assessment)
    address = section_url(assessment, TIME)
    page = Page(browser.get(address, {"back": "check-section"}))
    response = browser.post(address, page.form(hours_worked="40", then="check-section"))
    assert response.headers["Location"] == url(assessment)
    assert assessment.answers.get(question="hours-worked").value == 40


def test_after_handing_in_it_leads_to_the_result() -> None:
    assessment = make_submitted()
    response = make_browser(assessment).get(url(assessment))
    assert response.headers["Location"] == reverse("reports:result", args=[assessment.pk])


@pytest.mark.parametrize("section", ["no-such-section", "goal", "questionnaire"])
def test_unknown_section_is_not_found(section: str) -> None:
    for assessment in (make_assessment(), make_submitted()):
        assert make_browser(assessment).get(url(assessment, section)).status_code == 404


def test_it_takes_three_queries() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    browser = make_browser(assessment)
    assert len(queries(lambda: browser.get(url(assessment)))) == 3
