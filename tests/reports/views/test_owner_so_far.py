"""A look on the way: what is known now, without handing anything in."""

import pytest
from django.urls import reverse

from questions.core.question import UNKNOWN
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from tests.makers import (
    answers_of,
    make_assessment,
    make_browser,
    make_shop,
    make_submitted,
    questionnaire,
    unknown_everywhere,
)
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db


def url(assessment: Assessment) -> str:
    return reverse("reports:so-far", args=[assessment.pk])


def page_of(assessment: Assessment) -> Page:
    response = make_browser(assessment).get(url(assessment))
    assert response.status_code == 200
    return Page(response)


def test_with_all_answers_it_tells_the_numbers_that_handing_in_would() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    page = page_of(assessment)
    card = assessment.score()
    assert [each.text for each in page.all("p[@class='measure-number']/strong")] == [
        str(card.readiness.points),
        str(card.strain.points),
    ]
    assert "Everything has an answer." in page.words
    assert reverse("questions:check", args=[assessment.pk]) in page.links
    assert "with your answers below" not in page.words
    assert "Nothing has been submitted." in page.words


@pytest.mark.parametrize("name", ["hours-worked", "goal"])
def test_one_open_question_is_counted(name: str) -> None:
    assessment = make_assessment({each: answer for each, answer in answers_of("bob-breakfix").items() if each != name})
    assert "1 question is still open." in page_of(assessment).words


def test_what_is_fully_known_is_one_number_also_without_a_verdict() -> None:
    answers = {name: answer for name, answer in answers_of("burning-but-able").items() if name != "goal"}
    page = page_of(make_assessment(answers))
    assert "Readiness, 0 to 100: 62. Range: 62." in page.words
    assert "from 62 to 62" not in page.words


def test_with_little_known_it_gives_ranges_and_no_number() -> None:
    assessment = make_assessment({"hours-worked": 72, "weekends": UNKNOWN})
    page = page_of(assessment)
    assert page.words.count("Not sure yet") == page.words.count("more answers and we can place you.") == 2
    assert page.all("p[@class='measure-number']/strong") == []
    assert "Start here" not in page.words
    needed = sum(questionnaire().must_answer(each) for each in questionnaire().questions())
    assert f"{needed - 2} questions are still open." in page.words


@pytest.mark.parametrize("answers", [{}, unknown_everywhere()], ids=["nothing", "unknown"])
def test_with_nothing_known_it_says_so(answers: dict[str, str]) -> None:
    assert page_of(make_assessment(answers)).words.count("Not sure yet") == 2


def test_it_leads_on_to_the_first_section_with_a_gap() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    assessment.record({"exit": None}, at=assessment.changed)
    assert reverse("questions:section", args=[assessment.pk, "owner-or-owned"]) in page_of(assessment).links


def test_it_stores_nothing() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    before = list(Assessment.objects.values()), list(Answer.objects.order_by("pk").values())
    page_of(assessment)
    assert (list(Assessment.objects.values()), list(Answer.objects.order_by("pk").values())) == before


def test_hostile_words_are_escaped() -> None:
    text = "<script>alert(1)</script>"
    assessment = make_assessment(answers_of("bob-breakfix", the_dream=text), shop=make_shop(text))
    assert b"<script>alert" not in make_browser(assessment).get(url(assessment)).content


def test_after_handing_in_it_leads_to_the_result() -> None:
    assessment = make_submitted()
    response = make_browser(assessment).get(url(assessment))
    assert response.headers["Location"] == reverse("reports:result", args=[assessment.pk])


def test_it_takes_three_queries() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    browser = make_browser(assessment)
    assert len(queries(lambda: browser.get(url(assessment)))) == 3
