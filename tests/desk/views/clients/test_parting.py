"""Ending, handing over and erasing at the desk: for a firm's owners, asked first, once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Firm, Role
from clients.models.shops import Shop
from questions.models.parting import Parting
from tests.makers import make_firm, make_member, make_shop, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    make_firm("South", slug="south")
    return make_shop("Bob's", firm=make_firm("North", slug="north"))


@pytest.fixture
def browser(shop: Shop) -> Client:
    return signed_in(make_member(shop.firm, Role.OWNER))


def page_of(shop: Shop) -> str:
    return reverse("admin:client-parting", args=[shop.pk])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"do": "end"}, "Check the box first"),
        ({"do": "erase"}, "Check the box first"),
        ({"do": "hand-over", "to": ""}, "No other firm here"),
        ({"do": "hand-over", "to": "north"}, "No other firm here"),
        ({"do": "hand-over", "to": "\0"}, "Null characters"),
        ({"do": "sell"}, "Select a valid choice."),
        ({"do": "end", "sure": "on", "erases": "x"}, "Select a valid choice."),
    ],
)
def test_what_is_missing_is_said_and_nothing_happens(
    shop: Shop, browser: Client, sent: dict[str, str], said: str
) -> None:
    refused = browser.post(page_of(shop), sent)
    assert refused.status_code == 422
    assert said in words(Page(refused).by_id("errors"))
    assert not Parting.objects.exists()


def test_end_is_done_once_and_the_page_is_gone(shop: Shop, browser: Client) -> None:
    sent = {"do": "end", "sure": "on", "erases": "yes"}
    done = browser.post(page_of(shop), sent, follow=True)
    assert "Done: Bob's is no longer your client." in Page(done).words
    assert browser.post(page_of(shop), sent).status_code == 404
    assert [(each.what, each.erases) for each in Parting.objects.all()] == [("end", True)]


def test_hand_over_shows_the_link_once_and_says_that_it_waits(shop: Shop, browser: Client) -> None:
    asked = Page(browser.post(page_of(shop), {"do": "hand-over", "to": "http://127.0.0.1:8000/start/south/"}))
    link = asked.one("input[@class='link']").get("value", "")
    assert "May South take over?" in Page(Client().get(link)).words
    again = Page(browser.get(page_of(shop)))
    assert "whether South may take over, and hasn't answered yet" in again.words
    assert not again.all("input[@class='link']")


def test_erase_leads_back_to_the_client(shop: Shop, browser: Client) -> None:
    done = browser.post(page_of(shop), {"do": "erase", "sure": "on"}, follow=True)
    assert done.redirect_chain == [(reverse("admin:client", args=[shop.pk]), 302)]
    assert "is erased" in done.content.decode()


def test_only_owners_of_the_firm_part_from_a_client(shop: Shop) -> None:
    for role in (Role.CONSULTANT, Role.VIEWER):
        member = signed_in(make_member(shop.firm, role))
        assert member.get(page_of(shop)).status_code == 403
        assert member.post(page_of(shop), {"do": "end", "sure": "on"}).status_code == 403
    other = signed_in(make_member(Firm.objects.get(slug="south"), Role.OWNER))
    assert other.post(page_of(shop), {"do": "end", "sure": "on"}).status_code == 404
    assert not Parting.objects.exists()
