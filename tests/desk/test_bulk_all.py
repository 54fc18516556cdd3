"""What is done to all of a list is done to those that its page showed, and once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Firm
from clients.models.history import Change
from clients.models.shops import Shop
from clients.models.tags import Tag
from reports.models.bundle import Bundle
from tests.makers import make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
LIST = reverse("admin:clients")
MOVED = "The list has changed since you opened the page: it had 3 entries then and has"


@pytest.fixture
def firm() -> Firm:
    firm = make_firm()
    for number in range(3):
        make_submitted(shop=make_shop(f"Shop {number}", firm=firm, owner="Kim"))
    return firm


@pytest.fixture
def browser(firm: Firm) -> Client:
    return signed_in(make_member(firm))


def opened(browser: Client, query: str = "?q=kim") -> dict[str, Any]:
    """What the list's second form sends, with all of it chosen."""
    page = Page(browser.get(f"{LIST}{query}"))
    (form,) = page.all("form[@class='many']")
    hidden = [each for each in form.iter("input") if each.get("type") == "hidden"]
    return {each.get("name", ""): each.get("value", "") for each in hidden} | {"scope": "all", "sure": "yes"}


@pytest.mark.parametrize(
    "action",
    [{"action": "archive"}, {"action": "tag", "tag": "north"}, {"action": "review", "review": "in-review"}],
)
def test_shop_that_came_meanwhile_is_asked_about(firm: Firm, browser: Client, action: dict[str, str]) -> None:
    sent = opened(browser)
    make_submitted(shop=make_shop("Late", firm=firm, owner="Kim"))
    asked = browser.post(f"{LIST}?q=kim", {**sent, **action})
    assert asked.status_code == 422
    assert f"{MOVED} 4 now" in Page(asked).words
    assert not Shop.objects.exclude(archived=None).exists()
    assert not Tag.objects.exists()
    assert not Change.objects.exists()
    assert browser.post(f"{LIST}?q=kim", {**opened(browser), **action}).status_code == 302


def test_one_shop_in_place_of_another_is_asked_about_too(firm: Firm, browser: Client) -> None:
    sent = opened(browser)
    gone = Shop.objects.get(name="Shop 0")
    gone.owner = "Lee"
    gone.save()
    make_shop("Late", firm=firm, owner="Kim")
    asked = browser.post(f"{LIST}?q=kim", {**sent, "action": "archive"})
    assert f"{MOVED} 3 now" in Page(asked).words
    assert not Shop.objects.exclude(archived=None).exists()


def test_shop_that_the_filter_leaves_out_does_not_matter(firm: Firm, browser: Client) -> None:
    sent = opened(browser)
    make_shop("Late", firm=firm, owner="Lee")
    assert browser.post(f"{LIST}?q=kim", {**sent, "action": "archive"}).status_code == 302
    assert Shop.objects.exclude(archived=None).count() == 3


@pytest.mark.parametrize("kind", ["assessments.csv", "answers.xlsx"])
def test_export_and_zip_ask_too(firm: Firm, browser: Client, kind: str) -> None:
    sent = opened(browser)
    make_submitted(shop=make_shop("Late", firm=firm, owner="Kim"))
    for address in (reverse("admin:export"), reverse("admin:bundles")):
        asked = browser.post(f"{address}?q=kim", {**sent, "format": kind}, follow=True)
        assert asked.redirect_chain == [(f"{LIST}?q=kim", 302)]
        assert f"{MOVED} 4 now" in asked.content.decode()
    assert not Bundle.objects.exists()


def test_export_holds_those_that_were_shown(firm: Firm, browser: Client) -> None:
    response: Any = browser.post(f"{reverse('admin:export')}?q=kim", {**opened(browser), "format": "assessments.csv"})
    assert b"".join(response.streaming_content).count(b"\r\n") == 4


def test_second_click_does_nothing_more(firm: Firm, browser: Client) -> None:
    sent = {**opened(browser), "action": "archive"}
    answers = [browser.post(f"{LIST}?q=kim", sent, follow=True) for _click in range(2)]
    assert [each.status_code for each in answers] == [200, 200]
    assert "This page has done that already." in answers[1].content.decode()
    assert Shop.objects.exclude(archived=None).count() == 3
    assert Change.objects.count() == 3


def test_another_choice_on_the_same_page_is_another_act(firm: Firm, browser: Client) -> None:
    sent = opened(browser)
    for tag in ("north", "south"):
        browser.post(f"{LIST}?q=kim", {**sent, "action": "tag", "tag": tag})
    assert {each.name: each.shops.count() for each in Tag.objects.all()} == {"north": 3, "south": 3}


def test_second_click_on_zip_is_the_same_zip(firm: Firm, browser: Client, rendered: object) -> None:
    sent = opened(browser)
    address, one = f"{reverse('admin:bundles')}?q=kim", str(Shop.objects.order_by("pk")[0].pk)
    places = [browser.post(address, sent).headers["Location"] for _click in range(2)]
    places.append(browser.post(address, {**sent, "scope": "ticked", "shop": one}).headers["Location"])
    assert (len(set(places)), Bundle.objects.count()) == (2, 2)


@pytest.mark.parametrize("sent", ["", "nonsense", "x" * 10_000, "3-", "-", "\0"])
def test_page_that_names_no_list_of_ours_is_asked(firm: Firm, browser: Client, sent: str) -> None:
    asked = browser.post(f"{LIST}?q=kim", {"scope": "all", "action": "archive", "set": sent, "sure": "yes"})
    assert asked.status_code == 422
    assert not Shop.objects.exclude(archived=None).exists()
