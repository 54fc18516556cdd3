"""Checking the answers before handing in, with a way to each gap."""

import pytest
from django.urls import reverse

from questions.core.question import Answers
from questions.models.assessment import Assessment
from questions.wording import written
from tests.makers import (
    answers_of,
    make_assessment,
    make_browser,
    make_shop,
    make_submitted,
    questionnaire,
    unknown_everywhere,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db


def url(assessment: Assessment) -> str:
    return reverse("questions:check", args=[assessment.pk])


def question_url(assessment: Assessment, name: str) -> str:
    section = next(each.id for each in questionnaire().sections if name in {question.id for question in each.questions})
    return reverse("questions:section", args=[assessment.pk, section]) + f"?back=check&at={name}#q-{name}"


def page_of(assessment: Assessment) -> Page:
    response = make_browser(assessment).get(url(assessment))
    assert response.status_code == 200
    return Page(response)


def gaps(page: Page) -> list[str]:
    return [link.get("href", "") for link in page.all("div[@class='alert alert-warning']//a")]


def test_check_shows_every_answer_with_a_link_to_change_it() -> None:
    assessment = make_assessment(answers_of("bob-breakfix", hours_worked="unknown"))
    page = page_of(assessment)
    rows = page.all("dl/div")
    assert [words(row.findall("dt")[0]) for row in rows] == [each.text for each in questionnaire().questions()]
    assert [row.findall("dd/a")[0].get("href") for row in rows] == [
        question_url(assessment, question.id) for question in questionnaire().questions()
    ]
    for row, question in zip(rows, questionnaire().questions(), strict=True):
        answer = assessment.responses[question.id]
        if answer != "unknown":
            assert " ".join(written(question, answer).split()) in words(row.findall("dd")[0])
    assert "310,000 a year, in your currency" in page.words


def test_check_names_each_needed_question_without_an_answer() -> None:
    assessment = make_assessment({**unknown_everywhere(), "the-dream": "x"})
    assessment.record({"goal": None, "dread": None, "hours-worked": None}, at=assessment.changed)
    page = page_of(assessment)
    assert gaps(page) == [question_url(assessment, name) for name in ("dread", "hours-worked", "goal")]
    assert not page.all("main//form")


def test_check_of_a_new_assessment_counts_gaps_by_section_and_names_none_that_is_optional() -> None:
    assessment = make_assessment({"without-you": "a-week"})
    page = page_of(assessment)
    *needed, _optional = (section.id for section in questionnaire().sections)
    assert gaps(page) == [reverse("questions:section", args=[assessment.pk, section]) for section in needed]
    assert "Customers 0 of 4 Your time 1 of 6 After hours 0 of 5" in page.words


def test_ten_gaps_are_named_one_by_one_and_eleven_by_section() -> None:
    assessment = make_assessment(unknown_everywhere())
    names = [question.id for question in questionnaire().questions() if question.scored][:11]
    assessment.record(dict.fromkeys(names[:10]), at=assessment.changed)
    assert gaps(page_of(assessment)) == [question_url(assessment, name) for name in names[:10]]
    assessment.record({names[10]: None}, at=assessment.changed)
    assert len(gaps(page_of(assessment))) == 3


@pytest.mark.parametrize("answers", [unknown_everywhere(), answers_of("bob-breakfix")], ids=["unknown", "full"])
def test_check_without_gaps_offers_to_hand_in(answers: Answers) -> None:
    assessment = make_assessment(answers)
    page = page_of(assessment)
    assert gaps(page) == []
    assert page.one("main//form").get("action") == reverse("questions:submit", args=[assessment.pk])


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\u202eمتجر", "🛠\r\n\r\n& 'quotes'", "unknown"])
def test_check_escapes_a_hostile_text(text: str) -> None:
    assessment = make_assessment({"the-dream": text}, shop=make_shop(text))
    response = make_browser(assessment).get(url(assessment))
    assert b"<script>alert" not in response.content
    assert " ".join(text.split()) in Page(response).words


def test_check_of_a_submitted_assessment_leads_to_the_result() -> None:
    assessment = make_submitted()
    response = make_browser(assessment).get(url(assessment))
    assert response.headers["Location"] == reverse("reports:result", args=[assessment.pk])


def test_check_takes_three_queries() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    browser = make_browser(assessment)
    assert len(queries(lambda: browser.get(url(assessment)))) == 3
