"""Numbers as people type them: on the section page, saved one by one, and without scripts."""

from typing import Any

import pytest
from django.urls import reverse

from questions.models.answer import Answer
from questions.models.assessment import Assessment
from tests.makers import make_assessment, make_browser, make_submitted, questionnaire
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
TYPED = [
    ("managed-share", "35%", 35, "We read: 35"),
    ("managed-share", "37.5", 38, "We read: 38, rounded from 37.5"),
    ("yearly-revenue", "£310,000", 310_000, "We read: 310,000"),
    ("yearly-revenue", "310,000.00", 310_000, "We read: 310,000"),
    ("yearly-revenue", "310000,00", 310_000, "We read: 310,000"),
    ("yearly-revenue", "310000.00", 310_000, "We read: 310,000"),
    ("yearly-revenue", "3,10,000", 310_000, "We read: 310,000"),
    ("yearly-revenue", "$310k", 310_000, "We read: 310,000"),
    ("hourly-rate", "85.50", 86, "We read: 86, rounded from 85.50"),
    ("hourly-rate", "85,00", 85, "We read: 85"),
    ("hourly-rate", "85 €", 85, "We read: 85"),
    ("hourly-rate", "85,000", 85_000, "We read: 85,000"),
    ("hours-worked", "70h", 70, "We read: 70"),
    ("hours-worked", "٧٠", 70, "We read: 70"),
]
ASKED = [
    ("hourly-rate", "85.000", "Is that 85 or 85,000? Please type it in one of these two ways."),
    ("yearly-revenue", "310.000", "Is that 310 or 310,000? Please type it in one of these two ways."),
    ("hours-worked", "60-70", "Just one number, please, like 65. A good guess will do."),
    ("hours-worked", "70%", "This asks for a number in “hours a week”. Please give it without another unit."),
    ("hours-worked", "about sixty", "Just the number, please, like 60."),
    ("managed-share", "-5", "Give a number from 0 to 100."),
]


def section_of(name: str) -> str:
    sections = questionnaire().sections
    return next(each.id for each in sections for question in each.questions if question.id == name)


def address(assessment: Assessment, name: str) -> str:
    return reverse("questions:section", args=[assessment.pk, section_of(name)])


def stored(assessment: Assessment) -> dict[str, Any]:
    return dict(Answer.objects.filter(assessment=assessment).values_list("question", "value"))


@pytest.mark.parametrize(("name", "typed", "number", "understood"), TYPED)
def test_saved_alone_it_says_what_was_understood(name: str, typed: str, number: int, understood: str) -> None:
    assessment = make_assessment()
    page_address = reverse("questions:answer", args=[assessment.pk, section_of(name), name])
    response = make_browser(assessment).post(page_address, {name: typed})
    part = response.content.decode()
    assert response.status_code == 200
    assert stored(assessment) == {name: number}
    assert f"Saved. {understood}</span>" in part
    assert f'id="read-{name}" data-part="place">{understood}</span>' in part


@pytest.mark.parametrize(("name", "typed", "number", "understood"), TYPED)
def test_without_scripts_the_next_page_says_it(name: str, typed: str, number: int, understood: str) -> None:
    assessment = make_assessment()
    browser = make_browser(assessment)
    page = Page(browser.get(address(assessment, name)))
    field = page.one(f"input[@name='{name}']")
    assert (field.get("maxlength"), field.get("type"), field.get("inputmode")) == (None, "text", "decimal")
    assert field.get("enterkeyhint") == "next"
    response = browser.post(address(assessment, name), page.form(**{name: typed}), follow=True)
    said = words(Page(response).one("main/p[@role='status']"))
    assert said == f"{questionnaire().question[name].text} {understood}."
    assert stored(assessment) == {name: number}
    assert not Page(browser.get(address(assessment, name))).all("main/p[@role='status']")


@pytest.mark.parametrize(("name", "typed", "said"), ASKED)
def test_what_cannot_be_one_number_is_asked_beside_the_field_and_stored_nowhere(
    name: str, typed: str, said: str
) -> None:
    assessment = make_assessment()
    browser = make_browser(assessment)
    page = Page(browser.get(address(assessment, name)))
    response = browser.post(address(assessment, name), page.form(**{name: typed}))
    page = Page(response)
    assert (response.status_code, words(page.by_id(f"error-{name}"))) == (422, said)
    assert page.form()[name] == [typed]
    alone = reverse("questions:answer", args=[assessment.pk, section_of(name), name])
    response = browser.post(alone, {name: typed})
    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert stored(assessment) == {}


def test_page_that_comes_back_shows_what_was_understood_beside_the_field() -> None:
    assessment = make_assessment()
    browser = make_browser(assessment)
    name, other = "yearly-revenue", "hourly-rate"
    assert section_of(name) == section_of(other)
    form = Page(browser.get(address(assessment, name))).form(**{name: "$310k", other: "85.000"})
    page = Page(browser.post(address(assessment, name), form))
    assert words(page.by_id(f"read-{name}")) == "We read: 310,000"
    assert words(page.by_id(f"read-{other}")) == ""
    assert page.form()[name] == ["$310k"]


def test_stored_number_that_is_long_has_its_thousands_beside_it() -> None:
    assessment = make_assessment({"yearly-revenue": 310_000, "hourly-rate": 85})
    page = Page(make_browser(assessment).get(address(assessment, "yearly-revenue")))
    assert words(page.by_id("read-yearly-revenue")) == "We read: 310,000"
    assert words(page.by_id("read-hourly-rate")) == ""


def test_plain_number_needs_no_words() -> None:
    assessment = make_assessment()
    browser = make_browser(assessment)
    form = Page(browser.get(address(assessment, "hours-worked"))).form(hours_worked="70")
    response = browser.post(address(assessment, "hours-worked"), form, follow=True)
    assert not Page(response).all("main/p[@role='status']")


def test_what_if_reads_numbers_the_same_way() -> None:
    assessment = make_submitted()
    browser, url = make_browser(assessment), reverse("reports:what-if", args=[assessment.pk])
    page = Page(browser.get(url, {"question": "hours-worked", "answer": "45.5h"}))
    assert "We read: 46, rounded from 45.5" in page.words
    assert page.one("input[@name='answer']").get("maxlength") is None
    page = Page(browser.get(url, {"question": "hours-worked", "answer": "45-50"}))
    assert "Just one number, please, like 48." in page.words
