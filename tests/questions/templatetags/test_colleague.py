"""A colleague on an owner's page reads that it is one, with the way back; nobody else does."""

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Role
from questions.browser import COOKIE
from tests.makers import make_browser, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


def test_bar_is_for_colleagues_alone_and_leads_back() -> None:
    assessment = make_submitted(shop=make_shop(firm=make_firm()))
    address = reverse("reports:result", args=[assessment.pk])
    back = f"{reverse('admin:client', args=[assessment.shop_id])}?attempt={assessment.pk}"

    def bar(browser: Client) -> list[str]:
        return [link.get("href", "") for link in Page(browser.get(address)).all("aside[@class='colleague']//a")]

    colleague, owner = signed_in(make_member(assessment.shop.firm)), make_browser(assessment)
    assert bar(colleague) == [back]
    assert bar(owner) == []
    colleague.cookies[COOKIE] = owner.cookies[COOKIE].value  # at the counter, in the owner's own browser
    assert bar(colleague) == []


def test_nothing_is_offered_that_a_colleague_may_not_do() -> None:
    assessment = make_submitted(shop=make_shop(firm=make_firm()))
    address = reverse("reports:result", args=[assessment.pk])
    owners = {reverse(f"reports:{name}", args=[assessment.pk]) for name in ("delete", "share")}
    owners |= {reverse(f"questions:{name}", args=[assessment.pk]) for name in ("again", "correct", "elsewhere")}
    assert owners <= {*Page(make_browser(assessment).get(address)).links}
    assert not owners & {*Page(signed_in(make_member(assessment.shop.firm, Role.VIEWER)).get(address)).links}
    consultants = {*Page(signed_in(make_member(assessment.shop.firm)).get(address)).links}
    assert reverse("reports:delete", args=[assessment.pk]) not in consultants
