"""Asked first, done, and undone with one press: in the message, on the page of acts, and in the history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.acts import Act
from clients.models.firms import Firm
from clients.models.shops import Shop
from tests.makers import make_firm, make_member, make_shop, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
LIST, ACTS = reverse("admin:clients"), reverse("admin:acts")


@pytest.fixture
def firm() -> Firm:
    firm = make_firm()
    for number in range(3):
        make_shop(f"Shop {number}", firm=firm)
    return firm


@pytest.fixture
def browser(firm: Firm) -> Client:
    return signed_in(make_member(firm, name="ann"))


def archived() -> int:
    return Shop.objects.exclude(archived=None).count()


def sure(browser: Client, query: str = "?q=shop") -> Any:
    """Choose the whole list, press Archive, and press the button of the page that asks."""
    page = Page(browser.get(LIST + query))
    hidden = [each for each in page.one("form[@class='many']").iter("input") if each.get("type") == "hidden"]
    sent = {each.get("name", ""): each.get("value", "") for each in hidden} | {"scope": "all", "action": "archive"}
    asked = Page(browser.post(LIST + query, sent))
    assert words(asked.one("h1")) == "Archive 3 shops?"
    assert "Shop 0 Shop 1 Shop 2 They leave the list" in asked.words
    assert archived() == 0
    return browser.post(LIST + query, asked.form(), follow=True)


def undo_in(page: Page) -> tuple[str, dict[str, str]]:
    form = page.one("form[@class='undo']")
    sent = {each.get("name", ""): each.get("value", "") for each in form.iter("input")}
    return form.get("action", ""), sent


def test_message_undoes_it_and_leads_back_to_the_same_list(browser: Client) -> None:
    done = sure(browser)
    assert archived() == 3
    address, sent = undo_in(Page(done))
    for said in ("Undone: 3 shops are as they were.", "This was undone already. Nothing more was changed."):
        back = browser.post(address, sent, follow=True)
        assert back.redirect_chain == [(f"{LIST}?q=shop", 302)]
        assert said in Page(back).words
        assert archived() == 0


def test_page_of_acts_and_each_history_have_the_button_too(firm: Firm, browser: Client) -> None:
    sure(browser)
    shop = reverse("admin:clients_shop_history", args=[Shop.objects.all()[0].pk])
    for address in (ACTS, shop, reverse("admin:clients_firm_history", args=[firm.pk])):
        page = Page(browser.get(address))
        assert "3 shops archived" in page.words
        action, sent = undo_in(page)
        assert sent["back"] == address
    browser.post(action, sent)
    assert "undone at" in Page(browser.get(ACTS)).words
    assert "ann undone: archived" in Page(browser.get(shop)).words
    assert not Page(browser.get(shop)).all("form[@class='undo']")


def test_when_its_time_is_over_there_is_no_button_and_nothing_is_changed(browser: Client) -> None:
    address, sent = undo_in(Page(sure(browser)))
    act = Act.objects.get()
    Act.objects.update(at=act.at - timedelta(minutes=10))
    assert not Page(browser.get(ACTS)).all("form[@class='undo']")
    assert "could be undone for 10 minutes" in Page(browser.post(address, sent, follow=True)).words
    assert archived() == 3


def test_colleague_cannot_undo_it_and_nothing_leads_elsewhere(firm: Firm, browser: Client) -> None:
    address, sent = undo_in(Page(sure(browser)))
    colleague = signed_in(make_member(firm, name="carl"))
    assert colleague.post(address, sent).status_code == 404
    assert "Nothing yet." in Page(colleague.get(ACTS)).words
    assert browser.get(address).status_code == 405
    assert browser.post(reverse("admin:undo", args=[uuid4()])).status_code == 404
    assert archived() == 3
    away = browser.post(address, {"back": "https://evil.example/"})
    assert away.headers["Location"] == ACTS


def test_list_that_changed_while_it_was_asked_is_asked_about(firm: Firm, browser: Client) -> None:
    page = Page(browser.get(LIST))
    hidden = [each for each in page.one("form[@class='many']").iter("input") if each.get("type") == "hidden"]
    sent = {each.get("name", ""): each.get("value", "") for each in hidden} | {"scope": "all", "action": "archive"}
    asked = Page(browser.post(LIST, sent))
    make_shop("Late", firm=firm)
    assert "it had 3 entries then and has 4 now" in Page(browser.post(LIST, asked.form())).words
    assert archived() == 0
