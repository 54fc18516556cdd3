"""The bar on every page of the desk: the right entries for each role, whose desk it is, and its color."""

from __future__ import annotations

import pytest
from django.urls import reverse

from clients.models.firms import Firm, Membership, Role
from tests.makers import make_firm, make_member, make_shop, make_staff, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


def menu(page: Page) -> dict[str, str]:
    """Each entry of the menu, and what is said of those that stand for this page."""
    return {words(each): each.get("aria-current", "") for each in page.all("header//nav/ul/li/a")}


def lists(page: Page) -> list[str]:
    return [words(each) for each in page.all("header//nav//details//a")]


def sheets(page: Page) -> list[str]:
    return [each.get("href", "") for each in page.all("link[@rel='stylesheet']")]


@pytest.fixture
def firm() -> Firm:
    return make_firm("Whitfield & Lowe", colour="#F5B700")


def test_menu_says_on_each_page_where_one_is(firm: Firm) -> None:
    shop = make_shop("Bob's", firm=firm)
    browser = signed_in(make_member(firm, Role.OWNER))
    here = {
        reverse("admin:index"): {"Desk": "page"},
        reverse("admin:clients"): {"Clients": "page"},
        reverse("admin:client", args=[shop.pk]): {"Clients": "true"},
        reverse("admin:plans"): {"Plans": "page"},
        reverse("admin:clients_tag_changelist"): {},
        reverse("admin:clients_shop_change", args=[shop.pk]): {},
        "/admin/nothing/": {},
    }
    for address, marked in here.items():
        page = Page(browser.get(address))
        assert {name: said for name, said in menu(page).items() if said} == marked, address
        assert list(menu(page)) == ["Desk", "Clients", "Portfolio", "Plans", "Invite", "Reports"], address
        form = page.one("header//form[@role='search']")
        assert (form.get("action"), form.get("method", "get")) == (reverse("admin:clients"), "get"), address


def test_each_role_is_offered_what_it_may_open(firm: Firm) -> None:
    owner, viewer, nobody = (
        Page(each.get(reverse("admin:index")))
        for each in (signed_in(make_member(firm, Role.OWNER)), signed_in(make_member(firm, Role.VIEWER)), make_staff())
    )
    assert "Invite" in menu(owner)
    assert "Invite" not in menu(viewer) | menu(nobody)
    assert {"Invitations", "Memberships", "Tags"} <= set(lists(owner))
    assert "Users" not in lists(owner) + lists(viewer)
    assert "Invitations" not in lists(nobody)
    assert {"Users", "Firms", "Shops you don't work for"} <= set(lists(nobody))


def test_search_on_any_page_finds_a_client(firm: Firm) -> None:
    make_shop("Bob's Computers", firm=firm)
    make_shop("Other", firm=firm)
    page = Page(signed_in(make_member(firm)).get(reverse("admin:clients"), {"q": "bob"}))
    assert [words(each) for each in page.all("main//tbody//th/a[1]")] == ["Bob's Computers"]


def test_bar_has_the_firms_name_and_exact_color(firm: Firm) -> None:
    member = make_member(firm)
    member.first_name, member.last_name = "Dana", "Whitfield"
    member.save()
    browser = signed_in(member)
    page = Page(browser.get(reverse("admin:plans")))
    assert words(page.one("header//details[@id='user-tools']/summary")) == "Dana Whitfield · Whitfield & Lowe"
    style = reverse("reports:brand-style", args=["f5b700"])
    assert style in sheets(page)
    assert "--area: #f5b700;" in browser.get(style).content.decode()
    Membership.objects.create(firm=make_firm("Second", colour="#aa0000"), user=member, role=Role.VIEWER)
    page = Page(browser.get(reverse("admin:plans")))
    assert words(page.one("header//details[@id='user-tools']/summary")) == "Dana Whitfield"
    assert not [each for each in sheets(page) if "/brand/" in each]


def test_firm_without_a_name_or_color_of_its_own_leaves_the_bar_ours() -> None:
    page = Page(signed_in(make_member(make_firm("Your firm", named=False))).get(reverse("admin:index")))
    assert "Your firm" not in words(page.one("header"))
    assert not [each for each in sheets(page) if "/brand/" in each]
