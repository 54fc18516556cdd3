"""Django's own pages in the desk's words, each with the same way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.admin.sites import AdminSite, all_sites
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Invitation, Membership, Role
from clients.models.tags import Tag
from tests.makers import make_firm, make_member, make_shop, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
# Of Django's, in a heading, a button or the way back.
STOCK = ("Home", "Select ", "Save and ", "Change shop", "Log ", "Are you sure", "object (", "relationship", "Control")


@pytest.fixture
def rows() -> dict[str, Model]:
    firm = make_firm("Ours")
    invitation, _ = Invitation.objects.issue(firm=firm, email="new@example.com", role=Role.VIEWER, at=timezone.now())
    member = make_member(firm, name="cecil")
    member.first_name, member.last_name = "Cecil", "Low"
    member.save()
    shop = make_shop("Bob's", firm=firm)
    tag = Tag.objects.create(firm=firm, name="north")
    tag.shops.add(shop)
    membership = Membership.objects.get(user=member)
    return {"shop": shop, "tag": tag, "firm": firm, "membership": membership, "invitation": invitation}


def pages(rows: dict[str, Model]) -> Iterator[tuple[str, str]]:
    """The address of each page, and its way back as somebody reads it, with > for its arrow."""
    names = {"shop": "Shops", "tag": "Tags", "firm": "Firms", "membership": "Memberships"}
    names["invitation"] = "Invitations of colleagues"
    for kind, row in rows.items():
        place = f"Desk > {names[kind]}"
        change = "Desk > Clients > Bob's > Shop" if kind == "shop" else f"{place} > {row}"
        yield reverse(f"admin:clients_{kind}_changelist"), place
        yield reverse(f"admin:clients_{kind}_change", args=[row.pk]), change
        yield reverse(f"admin:clients_{kind}_history", args=[row.pk]), f"{place} > {row} > History"
    for kind in ("shop", "tag", "membership"):
        place = f"Desk > {names[kind]} > {rows[kind]} > Delete"
        yield reverse(f"admin:clients_{kind}_delete", args=[rows[kind].pk]), place
    yield reverse("admin:clients_invitation_add"), "Desk > Invitations of colleagues > Invite a colleague"
    yield reverse("admin:clients_shop_add"), "Desk > Shops > Add shop"
    yield reverse("admin:invite"), "Desk > Invite owners"
    yield reverse("admin:former"), "Desk > Clients > Notes on former clients"


def test_each_page_leads_back_the_same_way_in_the_desks_words(rows: dict[str, Model]) -> None:
    browser = signed_in(make_member(rows["shop"].firm, Role.OWNER))  # type: ignore[attr-defined]  # a shop
    for address, place in pages(rows):
        page = Page(browser.get(address))
        assert words(page.one("div[@class='breadcrumbs']")) == place.replace(">", "\u203a"), address
        assert len(page.all("main//h1")) == 1, address
        said = words(page.root) + " ".join(each.get("value", "") for each in page.all("input[@type='submit']"))
        assert [each for each in STOCK if each in said] == [], address


def test_several_are_deleted_after_a_page_that_names_them(rows: dict[str, Model]) -> None:
    browser = signed_in(make_member(rows["shop"].firm, Role.OWNER))  # type: ignore[attr-defined]  # a shop
    address = reverse("admin:clients_tag_changelist")
    sent = {"action": "delete_selected", "_selected_action": rows["tag"].pk}
    page = Page(browser.post(address, sent))
    assert words(page.one("div[@class='breadcrumbs']")) == "Desk > Tags > Delete".replace(">", "\u203a")
    assert page.words == "Delete Delete these for good? This cannot be undone. north Keep them"
    browser.post(address, page.form())
    assert not Tag.objects.exists()


def test_sign_in_and_out_in_the_desks_words() -> None:
    browser = signed_in(make_member(make_firm()))
    out = Page(browser.post(reverse("admin:logout")))
    assert out.words == "You are signed out Sign in again"
    page = Page(browser.get(reverse("admin:index"), follow=True))
    assert (words(page.one("h1")), words(page.one("button[@type='submit']"))) == ("Sign in", "Sign in")
    wrong = Page(browser.post(reverse("account_login"), {"login": "anna", "password": "no"}))
    assert wrong.by_id("errors").get("role") == "alert"


def test_nobody_signs_in_at_any_admin_site_itself(rf: RequestFactory) -> None:
    for site in (*all_sites, AdminSite("another")):
        for request in (rf.get("/admin/login/"), rf.post("/admin/login/", {"username": "a", "password": "b"})):
            request.user = AnonymousUser()
            answer = site.login(request)
            assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, reverse("account_login"))


def test_colors_are_the_sites_own_for_light_and_dark_without_a_script(rows: dict[str, Model]) -> None:
    browser = signed_in(make_member(rows["shop"].firm, Role.OWNER))  # type: ignore[attr-defined]  # a shop
    for address in (reverse("admin:index"), reverse("admin:clients_tag_changelist")):
        page = Page(browser.get(address))
        sheets = [each.get("href", "") for each in page.all("link[@rel='stylesheet']")]
        assert not [each for each in sheets if "dark_mode" in each]
        assert [each for each in sheets if "tokens" in each], address
        assert not [each for each in page.all("script") if "theme" in each.get("src", "")]


def test_person_is_named_without_a_link_to_a_page_for_superusers(rows: dict[str, Model]) -> None:
    browser = signed_in(make_member(rows["shop"].firm, Role.OWNER))  # type: ignore[attr-defined]  # a shop
    page = Page(browser.get(reverse("admin:clients_membership_change", args=[rows["membership"].pk])))
    assert "Cecil Low (cecil)" in page.words
    assert not [each for each in page.links if "/auth/" in each]


def test_choosing_a_firm_opens_no_other_window(rows: dict[str, Model]) -> None:
    member = make_member(rows["shop"].firm)  # type: ignore[attr-defined]  # a shop
    Membership.objects.create(firm=make_firm("Second"), user=member, role=Role.CONSULTANT)
    page = Page(signed_in(member).get(reverse("admin:clients_shop_add")))
    assert len(page.all("select[@name='firm']/option")) == 3
    assert not [each for each in page.all("main//a") if "related" in (each.get("class") or "")]


def test_viewer_finds_the_invitations_and_no_way_to_make_one(rows: dict[str, Model]) -> None:
    browser = signed_in(make_member(rows["shop"].firm, Role.VIEWER))  # type: ignore[attr-defined]  # a shop
    address = reverse("admin:invitations")
    bar = Page(browser.get(reverse("admin:index"))).all("header//nav//a")
    assert address in [each.get("href") for each in bar]
    assert reverse("admin:invite") not in Page(browser.get(address)).links


def test_dead_end_leads_back_to_the_desk(rows: dict[str, Model]) -> None:
    browser = signed_in(make_member(rows["shop"].firm, Role.VIEWER))  # type: ignore[attr-defined]  # a shop
    for address, status in (("/admin/nothing/", 404), (reverse("admin:invite"), 403)):
        response = browser.get(address)
        assert (response.status_code, Page(response).links) == (status, [reverse("admin:index")])


def test_saved_shop_leads_to_its_clients_page(rows: dict[str, Model]) -> None:
    shop = rows["shop"]
    browser = signed_in(make_member(shop.firm))  # type: ignore[attr-defined]  # a shop
    response = browser.post(reverse("admin:clients_shop_change", args=[shop.pk]), {"name": "Robert's"})
    assert response.headers["Location"] == reverse("admin:client", args=[shop.pk])


@pytest.mark.parametrize("row", ["1", "x", "%00", "9" * 30])
def test_there_is_no_way_from_a_row_to_a_page_of_its_own(row: str) -> None:
    browser = signed_in(make_member(make_firm()))
    for kind in (1, 10**9):
        assert browser.get(f"/admin/r/{kind}/{row}/").status_code == 404
