"""The owner asks customers and the team, and reads what they say together."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.shops import Shop
from opinions.models.pulse import APART, Pulse
from questions.models.assessment import Assessment
from tests.makers import make_firm, make_member, signed_in
from tests.opinions.models.test_pulse import begin, reply
from tests.opinions.shops import make_owner, make_rated
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db


def page(assessment: Assessment, kind: str) -> str:
    return reverse(f"opinions:{kind}", args=[assessment.pk])


def sent(**fields: str) -> dict[str, str]:
    return {"key": str(uuid4()), **fields}


def links_of(shown: Page) -> list[str]:
    boxes = shown.all("main//textarea[@class='form-control link']")
    single = shown.all("main//input[@class='form-control link']")
    return (boxes[0].text or "").split() if boxes else [each.get("value", "") for each in single]


def test_customers_get_one_link_with_a_code_or_one_each() -> None:
    owner, assessment = make_owner()
    first = Page(owner.post(page(assessment, "customers"), sent(mode="shared", asked="40")))
    assert (len(links_of(first)), len(first.all("main//img[@class='qr']"))) == (1, 1)
    assert not links_of(Page(owner.get(page(assessment, "customers"))))
    owner.post(page(assessment, "customers"), {"do": "remove"})
    each = links_of(Page(owner.post(page(assessment, "customers"), sent(mode="invited", asked="3"))))
    assert len(set(each)) == 3
    assert {Client().get(link.removeprefix("http://127.0.0.1:8000")).status_code for link in each} == {200}


def test_counts_below_ten_a_share_with_its_interval_from_ten_and_the_rate_of_replies() -> None:
    owner, assessment = make_owner()
    (token,) = begin(assessment, "customers", asked=40, group=60)
    reply(token, {"solved": "not-solved"}, comment="Call back sooner")
    for _ in range(8):
        reply(token, {"solved": "first-try"})
    few = Page(owner.get(page(assessment, "customers"))).words
    assert "9 of 40 you asked have answered (23%)" in few
    assert "8 of 9 say you solved it on the first try." in few
    assert "likely" not in few
    assert "You chose whom to ask, and those who like you answer more readily." in few
    assert "Call back sooner" in few
    assert (
        "Beside it, your answer to “How do you know your customers are satisfied?”" in few
        or "Beside it, your answer to" in few
    )
    reply(token, {"solved": "first-try"})
    many = Page(owner.get(page(assessment, "customers"))).words
    assert "90% (9 of 10) say you solved it on the first try; likely 62% to 98% of all your customers." in many


def test_a_team_is_shown_nothing_until_it_is_over_and_nothing_of_two() -> None:
    owner, assessment = make_owner()
    (token,) = begin(assessment)
    for _ in range(2):
        reply(token)
    before = owner.get(page(assessment, "team")).content
    assert b"not even how many have answered" in before
    owner.post(page(assessment, "team"), {"do": "close"})
    after = Page(owner.get(page(assessment, "team"))).words
    assert "fewer than 3 answered everything. So nothing is shown, not even how many they were." in after
    assert "see a problem" not in after


def test_a_team_of_three_is_shown_when_it_is_over() -> None:
    owner, assessment = make_owner()
    (token,) = begin(assessment, asked=3)
    for number in range(3):
        reply(token, comment=f"marker {number}")
    shown = Page(owner.get(page(assessment, "team"))).words
    assert "3 answered everything." in shown
    assert "see a strength 0 see a problem 3" in shown
    assert "marker" not in shown, "words are shown from five on"
    assert "You can ask the team again from" in shown


def test_the_page_of_an_open_team_does_not_change_with_replies() -> None:
    owner, assessment = make_owner()
    (token,) = begin(assessment, asked=9)
    pages = []
    for _ in range(5):
        pages.append(Page(owner.get(page(assessment, "team"))).words)
        reply(token)
    assert len(set(pages)) == 1


def test_small_shops_are_told_and_offered_the_named_way() -> None:
    owner, assessment = make_owner()
    Shop.objects.filter(pk=assessment.shop_id).update(people=4)
    shown = Page(owner.get(page(assessment, "team")))
    assert "With 4 people or fewer in the shop, no one can be promised to stay unknown" in shown.words
    assert reverse("opinions:others", args=[assessment.pk]) in shown.links
    Shop.objects.filter(pk=assessment.shop_id).update(people=5)
    assert "can be promised" not in Page(owner.get(page(assessment, "team"))).words


def test_asking_while_one_is_open_leads_back_to_it() -> None:
    owner, assessment = make_owner()
    begin(assessment)
    response = owner.post(page(assessment, "team"), sent(asked="3"))
    assert response["Location"] == page(assessment, "team")
    assert Pulse.objects.count() == 1
    Pulse.objects.update(begun=timezone.now() - APART, closes=timezone.now() - timedelta(days=1))
    assert owner.post(page(assessment, "team"), sent(asked="3")).status_code == 200


def test_a_consultant_asks_with_the_owners_consent() -> None:
    assessment = make_rated()
    firm = make_firm()
    Shop.objects.filter(pk=assessment.shop_id).update(firm=firm)
    consultant = signed_in(make_member(firm))
    assert consultant.post(page(assessment, "team"), sent(asked="3")).status_code == 422
    assert consultant.post(page(assessment, "team"), sent(asked="3", agreed="on")).status_code == 200


def test_more_replies_take_no_more_queries() -> None:
    owner, assessment = make_owner()
    (token,) = begin(assessment, "customers", asked=20)
    reply(token, {"solved": "first-try"})
    few = len(queries(lambda: owner.get(page(assessment, "customers"))))
    for _ in range(5):
        reply(token, {"solved": "first-try"})
    assert len(queries(lambda: owner.get(page(assessment, "customers")))) == few
