"""The overview: how far each section has come, and where to go on."""

import pytest
from django.urls import reverse

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
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
SECTIONS = [section.id for section in questionnaire().sections]


def url(assessment: Assessment) -> str:
    return reverse("questions:hub", args=[assessment.pk])


def section_urls(assessment: Assessment) -> list[str]:
    return [reverse("questions:section", args=[assessment.pk, section]) for section in SECTIONS]


def page_of(assessment: Assessment) -> Page:
    response = make_browser(assessment).get(url(assessment))
    assert response.status_code == 200
    return Page(response)


def progress(page: Page) -> tuple[str | None, str | None]:
    line = page.one("progress")
    return line.get("value"), line.get("max")


def states(page: Page) -> list[str]:
    return [words(item.findall("span")[-1]) for item in page.all("ol[@class='sections']/li")]


def test_hub_of_a_new_assessment_begins_with_the_first_section() -> None:
    assessment = make_assessment()
    page = page_of(assessment)
    needed = [sum(map(questionnaire().must_answer, section.questions)) for section in questionnaire().sections]
    assert words(page.one("h1")) == "Northside Computers"
    assert progress(page) == ("0", str(sum(needed)))
    assert page.links[0] == section_urls(assessment)[0]
    assert set(section_urls(assessment)) <= set(page.links)
    for state, number in zip(states(page), needed, strict=True):
        assert state == (f"0 of {number}" if number else "optional")


def test_hub_counts_what_must_be_answered_and_goes_on_where_it_stopped() -> None:
    first = {question.id: "unknown" for question in questionnaire().sections[0].questions}
    assessment = make_assessment({**first, "hours-worked": 60, "resale-share": 10, "the-dream": "x", "currency": "eur"})
    page = page_of(assessment)
    assert progress(page)[0] == str(len(first) + 1)
    assert page.links[0] == section_urls(assessment)[1]
    assert states(page)[0] != states(page)[1] == "1 of 6"
    assert states(page)[-1] == "optional, 1 of 5"


def test_hub_is_done_without_the_optional_section() -> None:
    assessment = make_assessment(unknown_everywhere())
    page = page_of(assessment)
    assert progress(page)[0] == progress(page)[1]
    assert page.links[0] == reverse("questions:check", args=[assessment.pk])
    assert states(page)[-1] == "optional"
    assert len(set(states(page)[:-1])) == 1


def test_hub_of_a_submitted_assessment_leads_to_the_result() -> None:
    assessment = make_submitted()
    response = make_browser(assessment).get(url(assessment))
    assert response.headers["Location"] == reverse("reports:result", args=[assessment.pk])


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "متجر", "🛠 & Söhne", "{{ x }}", "'\"><b>"])
def test_hub_escapes_a_hostile_name(name: str) -> None:
    response = make_browser(assessment := make_assessment(shop=make_shop(name))).get(url(assessment))
    assert b"<script>" not in response.content
    assert words(Page(response).one("h1")) == name


def test_hub_of_a_shop_without_a_name_has_a_heading() -> None:
    assert words(page_of(make_assessment(shop=make_shop(""))).one("h1"))


def test_hub_takes_three_queries() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    browser = make_browser(assessment)
    assert len(queries(lambda: browser.get(url(assessment)))) == 3
