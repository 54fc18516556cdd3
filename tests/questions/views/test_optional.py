"""The choice before a section that needs no answer: take it on, or leave it out and lose nothing."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from questions.core.questionnaire import Section
from questions.models.assessment import Assessment
from tests.makers import make_assessment, make_browser, make_submitted, questionnaire, unknown_everywhere
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
MONEY = questionnaire().sections[-1]
LAST = questionnaire().sections[-2]


def url(assessment: Assessment, section: Section = MONEY) -> str:
    return reverse("questions:optional", args=[assessment.pk, section.id])


def section_url(assessment: Assessment, section: Section = MONEY) -> str:
    return reverse("questions:section", args=[assessment.pk, section.id])


def check_url(assessment: Assessment) -> str:
    return reverse("questions:check", args=[assessment.pk])


def buttons(page: Page) -> list[tuple[str, str | None]]:
    return [(words(link), link.get("href")) for link in page.all("p[@class='buttons']/a")]


def test_it_offers_the_money_with_its_minutes_and_the_way_without_it() -> None:
    assessment = make_assessment(unknown_everywhere())
    page = Page(make_browser(assessment).get(url(assessment)))
    assert words(page.one("h1")) == MONEY.title
    assert buttons(page) == [
        ("Add your numbers (about 2 minutes)", section_url(assessment)),
        ("Leave the money out", check_url(assessment)),
        ("Back", section_url(assessment, LAST) + f"#q-{LAST.questions[-1].id}"),
    ]


def test_money_left_out_reads_so_on_the_check_is_no_gap_and_can_be_added_from_there() -> None:
    assessment = make_assessment(unknown_everywhere())
    browser = make_browser(assessment)
    without = dict(buttons(Page(browser.get(url(assessment)))))["Leave the money out"]
    page = Page(browser.get(str(without)))
    left_out = page.all("section[@class='answers']")[-1]
    assert words(left_out).endswith("Left out. Nothing is missing without it. Add your numbers")
    assert [link.get("href") for link in left_out.findall("p/a")] == [section_url(assessment)]
    assert page.words.count("Left out.") == 1
    assert page.one("main//form").get("action") == reverse("questions:submit", args=[assessment.pk])
    assessment.record({"hourly-rate": 85}, at=assessment.changed)
    assert "Left out." not in Page(browser.get(check_url(assessment))).words


@pytest.mark.parametrize("answers", [{"currency": "usd"}, {"hourly-rate": 85}])
def test_with_an_answer_it_is_the_section_itself(answers: dict[str, Any]) -> None:
    assessment = make_assessment(answers)
    browser = make_browser(assessment)
    assert browser.get(url(assessment)).headers["Location"] == section_url(assessment)
    sent = browser.post(section_url(assessment, LAST), {"then": "next"})
    assert sent.headers["Location"] == section_url(assessment)


def test_a_section_that_needs_answers_is_not_offered() -> None:
    assessment = make_assessment()
    browser = make_browser(assessment)
    assert browser.get(url(assessment, LAST)).headers["Location"] == section_url(assessment, LAST)
    assert browser.get(url(assessment, replace(MONEY, id="nothing"))).status_code == 404


def test_after_submitting_it_leads_to_the_result() -> None:
    assessment = make_submitted()
    response = make_browser(assessment).get(url(assessment))
    assert response.headers["Location"] == reverse("reports:result", args=[assessment.pk])


def test_it_takes_three_queries() -> None:
    assessment = make_assessment()
    browser = make_browser(assessment)
    assert len(queries(lambda: browser.get(url(assessment)))) == 3
