"""Who is in charge of shops sees theirs first, and all with one tap; goals and days of reviews are filters too."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Role
from clients.models.shops import Shop
from desk.filters import Filtered
from tests.makers import make_assessment, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def carl() -> User:
    firm = make_firm()
    carl, vera = make_member(firm, name="carl"), make_member(firm, name="vera")
    today = timezone.localdate()
    make_submitted(shop=make_shop("his", firm=firm, in_charge=carl, review_due=today))
    make_submitted("managed-ordinary", shop=make_shop("hers", firm=firm, in_charge=vera))
    make_assessment({"goal": "undecided"}, shop=make_shop("free", firm=firm, review_due=today + timedelta(days=20)))
    return carl


def asked(viewer: User, query: str) -> Filtered:
    request = RequestFactory().get(f"/?{query}")
    request.user = viewer
    return Filtered.of(request)


def found(viewer: User, query: str) -> set[str]:
    return {shop.name for shop in asked(viewer, query).queryset()}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"his"}),
        ("page=2&sort=name", {"his"}),
        ("charge=all", {"his", "hers", "free"}),
        ("charge=me", {"his"}),
        ("charge=-none", {"free"}),
        ("q=h", {"his", "hers"}),
        ("state=submitted", {"his", "hers"}),
        ("goal=become-msp", {"his", "hers"}),
        ("due=today", {"his"}),
        ("due=30", {"his", "free"}),
        ("due=-none", {"hers"}),
    ],
)
def test_bare_address_is_ones_own_and_any_filter_is_of_all(carl: User, query: str, names: set[str]) -> None:
    assert found(carl, query) == names


def test_colleagues_are_a_choice_each_and_who_has_no_shop_sees_all(carl: User) -> None:
    vera = User.objects.get(username="vera")
    assert found(carl, f"charge={vera.pk}") == {"hers"}
    reader = make_member(Shop.objects.all()[0].firm, Role.VIEWER)
    assert found(reader, "") == {"his", "hers", "free"}
    assert asked(reader, "").query() == ""
    stranger = make_member(make_firm("Others"))
    assert asked(carl, f"charge={stranger.pk}").ignored


def test_address_of_the_list_says_whose_it_is(carl: User) -> None:
    mine, every = asked(carl, ""), asked(carl, "charge=all")
    assert (mine.query(), mine.query(charge=""), mine.narrowed) == ("charge=me", "charge=all", True)
    assert list(mine.chips()) == [("In charge: you", "charge=all")]
    assert (every.query(), every.query(sort="name"), every.narrowed) == ("charge=all", "charge=all&sort=name", False)
    assert not list(every.chips())


def test_page_leads_from_mine_to_all_with_one_tap(carl: User) -> None:
    browser: Client = signed_in(carl)
    page = Page(browser.get(reverse("admin:clients")))
    links = {words(link): (link.get("href"), link.get("aria-current")) for link in page.all("nav[@class='views']//a")}
    assert links == {"Mine": ("?charge=me", "page"), "All": ("?charge=all", None)}
    assert "carl review Nov" in words(page.one("table[@class='clients']/tbody/tr"))
