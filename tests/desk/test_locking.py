"""Two people in one form: the later save shows both and asks; the same save twice is one."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from clients.models.firms import Firm, Membership, Role
from clients.models.shops import Shop
from clients.models.tags import Tag
from tests.makers import make_firm, make_member, make_shop, make_user, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Firm:
    return make_firm("Old")


@pytest.fixture
def two(firm: Firm) -> tuple[Client, Client]:
    return signed_in(make_member(firm, Role.OWNER, name="ann")), signed_in(make_member(firm, Role.OWNER, name="ben"))


def url(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened(browser: Client, row: Any) -> dict[str, Any]:
    """What the page of a row would send back as it stands, what is chosen from a list too."""
    page = Page(browser.get(url(row)))
    chosen = {
        select.get("name", ""): [each.get("value", "") for each in select.iter("option") if "selected" in each.keys()]  # noqa: SIM118 -- an Element
        for select in page.all("main//select")
    }
    return {**{name: values or [""] for name, values in chosen.items()}, **page.form()}


def said(response: Any) -> str:
    return Page(response).words


def test_later_save_shows_both_and_asks(firm: Firm, two: tuple[Client, Client]) -> None:
    ann, ben = two
    shop = make_shop("Old", firm=firm, people=3)
    anns, bens = opened(ann, shop), opened(ben, shop)
    assert ann.post(url(shop), {**anns, "name": "Ann's word"}).status_code == 302
    conflict = ben.post(url(shop), {**bens, "name": "Ben's word"})
    assert conflict.status_code == 409
    assert "ann changed this while you were writing" in said(conflict)
    assert "Stored meanwhile: “Ann's word”" in said(conflict)
    shop.refresh_from_db()
    assert shop.name == "Ann's word"
    again = {**bens, **Page(conflict).form()}
    assert again["name"] == ["Ben's word"]
    assert ben.post(url(shop), again).status_code == 302
    shop.refresh_from_db()
    assert shop.name == "Ben's word"


def test_field_that_was_left_alone_takes_up_what_is_stored(firm: Firm, two: tuple[Client, Client]) -> None:
    ann, ben = two
    shop = make_shop("Old", firm=firm, owner="Kim")
    tag = Tag.objects.create(firm=firm, name="north")
    anns, bens = opened(ann, shop), opened(ben, shop)
    ann.post(url(shop), {**anns, "owner": "Kim Ash", "people": "4", "tags": [tag.pk], "time_zone": "Pacific/Auckland"})
    conflict = ben.post(url(shop), {**bens, "name": "New"})
    assert conflict.status_code == 409
    for value in ("Kim Ash", "4", "north", "Pacific/Auckland"):
        assert f"This is “{value}” now." in said(conflict)
    sent = Page(conflict).form()
    assert (sent["name"], sent["owner"], sent["people"], sent["tags"]) == (["New"], ["Kim Ash"], ["4"], [str(tag.pk)])
    assert ben.post(url(shop), {**sent, "time_zone": "Pacific/Auckland"}).status_code == 302
    shop.refresh_from_db()
    assert (shop.name, shop.owner, shop.people, [*shop.tags.all()]) == ("New", "Kim Ash", 4, [tag])


def test_change_from_elsewhere_counts_as_any_other(firm: Firm, two: tuple[Client, Client]) -> None:
    ann, _ben = two
    shop = make_shop("Old", firm=firm)
    sent = opened(ann, shop)
    Shop.objects.filter(pk=shop.pk).tag("north", who=User.objects.get(username="ben"))
    conflict = ann.post(url(shop), {**sent, "name": "New"})
    assert (conflict.status_code, "This is “north” now." in said(conflict)) == (409, True)


def test_same_save_twice_and_the_same_change_by_both_are_no_conflict(firm: Firm, two: tuple[Client, Client]) -> None:
    ann, ben = two
    shop = make_shop("Old", firm=firm, contact="a\nb")
    anns, bens = opened(ann, shop), opened(ben, shop)
    for browser, sent in ((ann, anns), (ann, anns), (ben, bens)):
        assert browser.post(url(shop), {**sent, "name": "New"}).status_code == 302
    assert ann.post(url(shop), opened(ann, shop)).status_code == 302


@pytest.mark.parametrize("sent", ["", "nonsense", "[]", "{}", "[" * 100_000, '{"name": 5}', "null"])
def test_page_that_does_not_say_how_it_was_shown_is_no_error(firm: Firm, two: tuple[Client, Client], sent: str) -> None:
    shop = make_shop("Old", firm=firm)
    answer = two[0].post(url(shop), {"name": "New", "as-shown": sent})
    assert answer.status_code in (302, 409)


def test_tag_firm_and_account_have_the_lock_too(firm: Firm, two: tuple[Client, Client]) -> None:
    ann, ben = two
    tag = Tag.objects.create(firm=firm, name="old")
    for row, field in ((tag, "name"), (firm, "footer"), (firm, "contact"), (firm, "colour")):
        anns, bens = opened(ann, row), opened(ben, row)
        first, second = ("#111111", "#222222") if field == "colour" else ("first", "second")
        assert ann.post(url(row), {**anns, field: first}).status_code == 302
        conflict = ben.post(url(row), {**bens, field: second})
        assert (conflict.status_code, f"“{first}”" in said(conflict)) == (409, True), field
    root = signed_in(make_user("root", is_staff=True, is_superuser=True))
    carl = make_member(firm, name="carl")
    sent = opened(root, carl)
    User.objects.filter(pk=carl.pk).update(first_name="Carl", is_active=False)
    conflict = root.post(url(carl), {**sent, "first_name": "Karl"})
    assert conflict.status_code == 409
    assert "Stored meanwhile: “Carl”" in said(conflict)
    assert "is_active" not in Page(conflict).form()


def test_role_has_the_lock_too(firm: Firm, two: tuple[Client, Client]) -> None:
    ann, ben = two
    membership = Membership.objects.get(user=make_member(firm, name="carl"))
    anns, bens = opened(ann, membership), opened(ben, membership)
    assert ann.post(url(membership), {**anns, "role": "viewer"}).status_code == 302
    conflict = ben.post(url(membership), {**bens, "role": "owner"})
    assert (conflict.status_code, "Stored meanwhile: “viewer”" in said(conflict)) == (409, True)


def test_ones_own_name_has_the_lock_too() -> None:
    user = make_member(make_firm(), name="ann")
    browser, here = signed_in(user), reverse("admin:profile")
    sent = Page(browser.get(here)).form()
    assert browser.post(here, {**sent, "first_name": "Ann"}).status_code == 302
    conflict = browser.post(here, {**sent, "first_name": "Anne"})
    assert conflict.status_code == 409
    assert "Stored meanwhile: “Ann”" in words(Page(conflict).one("main"))
    assert browser.post(here, {**sent, "first_name": "Ann"}).status_code == 302
