"""Shops that a superuser does not see: a list without names, and a page that asks for a reason the owner reads."""

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Role
from clients.models.openings import Opening
from tests.makers import make_browser, make_firm, make_member, make_shop, make_staff, make_submitted, signed_in
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db
LIST = reverse("admin:openings")


@pytest.fixture
def browser() -> Client:
    return make_staff("root")


def test_list_counts_shops_without_names_or_results(browser: Client) -> None:
    alone, of_firm = make_submitted(shop=make_shop("Secret Shop")).shop, make_shop("Hidden", firm=make_firm("Northern"))
    page = Page(browser.get(LIST))
    assert f"Open shop {alone.pk} none" in page.words
    assert f"Open shop {of_firm.pk} Northern" in page.words
    assert not {"Secret", "Hidden", "Break/fix"} & {*page.words.split()}


def test_list_and_page_are_for_superusers() -> None:
    shop = make_shop()
    for who in (make_member(make_firm(), Role.OWNER), make_member(None)):
        for address in (LIST, reverse("admin:opening", args=[shop.pk])):
            assert signed_in(who).get(address).status_code == 403
            assert signed_in(who).post(address, {"reason": "x"}).status_code in (403, 405)


def test_reason_opens_it_and_the_owner_reads_who_and_why(browser: Client) -> None:
    found = make_submitted(shop=make_shop("Northside"))
    client, address = reverse("admin:client", args=[found.shop.pk]), reverse("admin:opening", args=[found.shop.pk])
    assert browser.get(client).status_code == 404
    refused = browser.post(address, {"reason": "  "})
    assert (refused.status_code, Opening.objects.count()) == (422, 0)
    assert "This field is required." in Page(refused).words
    for _click in range(2):
        assert browser.post(address, {"reason": "The PDF stays empty"}).headers["Location"] == client
    assert Opening.objects.count() == 1
    page = Page(browser.get(client))
    assert "Northside" in page.words
    owner = Page(make_browser(found).get(reverse("questions:firm", args=[found.pk])))
    assert "root, " in owner.words
    assert "The PDF stays empty" in owner.words


def test_opened_shop_is_read_and_nothing_in_it_is_changed(browser: Client) -> None:
    found = make_submitted(shop=make_shop(firm=make_firm()))
    browser.post(reverse("admin:opening", args=[found.shop.pk]), {"reason": "Help"})
    note = reverse("admin:client-note", args=[found.shop.pk, found.pk])
    assert browser.post(note, {"text": "Mine", "section": "", "version": "0"}).status_code == 403
    assert browser.get(reverse("reports:delete", args=[found.pk])).status_code == 200
    assert browser.post(reverse("reports:delete", args=[found.pk]), {"sure": "yes"}).status_code == 403
    assert browser.post(reverse("admin:clients_shop_delete", args=[found.shop.pk]), {"post": "yes"}).status_code == 403


def test_list_takes_the_same_queries_for_any_number(browser: Client) -> None:
    counts = []
    for _number in range(2):
        for _each in range(5):
            make_shop(firm=make_firm())
        counts.append(len(queries(lambda: browser.get(LIST))))
    assert counts[0] == counts[1] <= 8
