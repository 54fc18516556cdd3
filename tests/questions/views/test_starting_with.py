"""Starting at a firm's own address: the owner reads who would see it, and says yes or no before anything is kept."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clients.models.firms import Firm
from clients.models.history import Change
from clients.models.shops import Shop
from tests.makers import make_firm, make_member
from tests.pages import Page

pytestmark = pytest.mark.django_db
START, WITH = reverse("questions:start"), reverse("questions:start-with", args=["northern"])


@pytest.fixture
def firm() -> Firm:
    return make_firm("Northern Advice", slug="northern")


def start(client: Client, **sent: str) -> Any:
    return client.post(START, {"name": "Zoë's PCs", "key": str(uuid4()), **sent})


def test_page_asks_whether_the_firm_may_see(client: Client, firm: Firm) -> None:
    page = Page(client.get(WITH))
    assert "May Northern Advice see your answers?" in page.words
    assert {each.get("value") for each in page.all("main//input[@name='share']")} == {"yes", "no"}
    assert not page.all("main//input[@name='share'][@checked]")
    assert "May Northern Advice" not in Page(client.get(reverse("questions:landing"))).words


def test_yes_lets_it_see_from_the_first_answer_on(client: Client, firm: Firm) -> None:
    assert start(client, firm="northern", share="yes").status_code == 302
    shop = Shop.objects.get()
    assert (shop.firm, shop.joined is not None) == (firm, True)
    assert [*Shop.objects.visible_to(make_member(firm))] == [shop]
    assert [(each.what, each.firm, each.who) for each in Change.objects.all()] == [("joined", firm, None)]


@pytest.mark.parametrize("sent", [{"firm": "northern", "share": "no"}, {}, {"share": "yes"}])
def test_no_and_nothing_keep_it_to_the_owner(client: Client, firm: Firm, sent: dict[str, str]) -> None:
    assert start(client, **sent).status_code == 302
    assert Shop.objects.get().firm is None
    assert not Change.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"share": ""}, {"share": "maybe"}])
def test_neither_is_asked_again_beside_the_question(client: Client, firm: Firm, sent: dict[str, str]) -> None:
    response = start(client, firm="northern", **sent)
    page = Page(response)
    assert response.status_code == 422
    assert page.one("main//p[@id='error-share']").text
    assert page.one("main//input[@name='name']").get("value") == "Zoë's PCs"
    assert not Shop.objects.exists()


def test_unknown_address_and_forged_firm(client: Client, firm: Firm) -> None:
    make_firm("Without an address")
    assert client.get(reverse("questions:start-with", args=["nobody"])).status_code == 404
    assert start(client, firm="nobody", share="yes").status_code == 422
    assert not Shop.objects.exists()


def test_site_can_have_a_firm_by_default(client: Client, firm: Firm, settings: Settings) -> None:
    settings.DEFAULT_FIRM = "northern"
    landing = reverse("questions:landing")
    assert "May Northern Advice see your answers?" in Page(client.get(landing)).words
    settings.DEFAULT_FIRM = "not there"
    assert client.get(landing).status_code == 200
