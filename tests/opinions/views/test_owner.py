"""The owner asks one person by name, and reads the answers beside their own."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.history import Change, Code
from clients.models.shops import Shop
from opinions.models.opinion import MOST, Opinion
from questions.core.question import NOT_APPLICABLE
from questions.models.assessment import Assessment
from tests.builders import answer_all, real_questionnaire
from tests.makers import AT, make_browser, make_firm, make_member, make_shop, signed_in
from tests.opinions.shops import ask, beside, make_opinion, make_owner, make_rated, others
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db


def sent(**fields: str) -> dict[str, str]:
    return {"name": "Dana", "role": "tech", "key": str(uuid4()), **fields}


def link_on(page: Page) -> str:
    (field,) = page.all("main//input[@class='form-control link']")
    return field.get("value", "")


def test_the_result_leads_here_and_the_link_is_shown_once() -> None:
    owner, assessment = make_owner()
    assert others(assessment) in Page(owner.get(reverse("reports:result", args=[assessment.pk]))).links
    first = Page(owner.get(others(assessment)))
    assert "They get 13 questions, the ones they can see from where they are" in first.words
    made = Page(owner.post(others(assessment), sent()))
    link = link_on(made)
    assert Client().get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert made.all("main//img[@class='qr']")
    again = Page(owner.get(others(assessment)))
    assert not again.all("main//input[@class='form-control link']")
    assert "Dana, tech hasn't answered yet; the link works until" in again.words


def test_who_works_alone_is_not_told_to_ask_techs() -> None:
    owner, assessment = make_owner(decisions=NOT_APPLICABLE)
    team = reverse("opinions:team", args=[assessment.pk])
    page = Page(owner.get(others(assessment)))
    assert [each.get("value") for each in page.all("main//input[@type='radio']")] == ["spouse", "partner", "other"]
    assert "You work alone, and answered alone." in page.words
    assert team not in page.links
    assert owner.post(others(assessment), sent()).status_code == 422
    alone = Page(owner.get(team))
    assert "You work alone, so there's no team to ask." in alone.words
    assert reverse("questions:shop", args=[assessment.pk]) in alone.links
    assert not alone.all("main//form")
    Shop.objects.filter(pk=assessment.shop_id).update(people=4)
    assert team in Page(owner.get(others(assessment))).links
    assert Page(owner.get(team)).all("main//form")


def test_a_double_click_makes_one_link() -> None:
    owner, assessment = make_owner()
    form = sent()
    assert len({link_on(Page(owner.post(others(assessment), form))) for _ in range(2)}) == 1
    assert Opinion.objects.count() == 1


def test_a_consultant_asks_with_the_owners_consent_and_their_name_stands_there() -> None:
    firm = make_firm()
    assessment = make_rated()
    Shop.objects.filter(pk=assessment.shop_id).update(firm=firm)
    user = make_member(firm)
    consultant = signed_in(user)
    refused = consultant.post(others(assessment), sent())
    assert refused.status_code == 422
    assert "Ask the owner first. It's their shop, and they read the answers." in Page(refused).words
    assert consultant.post(others(assessment), sent(agreed="on")).status_code == 200
    made = Opinion.objects.get()
    assert (made.by, Change.objects.get(what=Code.OPINION_ASKED).who) == (user, user)
    assert f"asked by {user.get_username()}" in Page(make_browser(assessment).get(others(assessment))).words


def test_there_are_only_so_many() -> None:
    owner, assessment = make_owner()
    for number in range(MOST):
        ask(assessment, f"Person {number}")
    response = owner.post(others(assessment), sent())
    assert response.status_code == 422
    assert "You've asked 10 people. Remove one to ask another." in Page(response).words


def test_an_older_version_says_why_there_is_nobody_to_ask() -> None:
    assessment = Assessment.objects.start(real_questionnaire(), shop=make_shop())
    assessment.record(answer_all(real_questionnaire(), 3, goal="undecided"), at=AT)
    assessment.submit(at=AT)
    owner = make_browser(assessment)
    page = Page(owner.get(others(assessment)))
    assert "These answers are of an older version" in page.words
    assert not page.all("main//form")
    assert owner.post(others(assessment), sent())["Location"] == others(assessment)
    assert not Opinion.objects.exists()


def test_what_both_said_stands_in_three_groups_the_largest_difference_first() -> None:
    owner, assessment = make_owner()
    opinion = make_opinion(assessment)
    page = Page(owner.get(beside(opinion)))
    assert [words.get("id") for words in page.all("main//h2")] == [
        "group-strength",
        "group-different",
        "group-uncompared",
    ]
    titles = [svg.get("aria-label") for svg in page.all("main//svg")]
    assert titles == [
        "You: “1 day”; Dana: “1 day”",
        "You: “45 hours a week”; Dana: “70 hours a week”",
        "You: “Within an hour”; Dana: “Later that day”",
    ]
    assert "Differing is normal: Dana sees other hours, other calls, other customers." in page.words
    assert "Dana don't know" in page.words


def test_a_consultant_reads_it_as_the_owners() -> None:
    firm = make_firm()
    assessment = make_rated()
    Shop.objects.filter(pk=assessment.shop_id).update(firm=firm)
    page = Page(signed_in(make_member(firm)).get(beside(make_opinion(assessment))))
    assert "Both see a strength" in page.words
    assert page.all("main//svg")[0].get("aria-label") == "The owner: “1 day”; Dana: “1 day”"


def test_removing_deletes_what_was_said_and_ends_the_link() -> None:
    owner, assessment = make_owner()
    opinion = make_opinion(assessment)
    for _ in range(2):
        assert owner.post(beside(opinion))["Location"] == others(assessment)
    page = Page(owner.get(others(assessment)))
    assert "Removed. The link no longer works, and the answers are deleted." in page.words
    assert "Dana, tech removed" in page.words
    assert owner.get(beside(opinion))["Location"] == others(assessment)
    assert Opinion.objects.get().answers == {}


def test_before_it_is_given_there_is_nothing_to_read() -> None:
    owner, assessment = make_owner()
    ask(assessment)
    assert owner.get(beside(Opinion.objects.get()))["Location"] == others(assessment)


def test_an_opinion_of_another_attempt_is_not_there() -> None:
    owner, assessment = make_owner()
    other = make_opinion(make_rated())
    assert owner.get(reverse("opinions:beside", args=[assessment.pk, other.pk])).status_code == 404


def test_more_opinions_take_no_more_queries() -> None:
    owner, assessment = make_owner()
    make_opinion(assessment)
    few = len(queries(lambda: owner.get(others(assessment))))
    for name in ("Sam", "Kim", "Lee"):
        make_opinion(assessment, name)
    assert len(queries(lambda: owner.get(others(assessment)))) == few
