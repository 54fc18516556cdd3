"""Client shops in the admin."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Firm
from clients.models.shops import Shop
from clients.models.tags import Tag
from questions.models.access import Access
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from tests.makers import (
    make_browser,
    make_colleague_of_all,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    make_user,
    signed_in,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
LIST = reverse("admin:clients_shop_changelist")


def url(shop: Shop, verb: str = "change") -> str:
    return reverse(f"admin:clients_shop_{verb}", args=[shop.pk])


def names(response: Any) -> list[str]:
    return [words(row[1]) for row in Page(response).all("table[@id='result_list']/tbody/tr")]


def test_shops_are_hidden_from_anybody_but_staff(client: Client) -> None:
    shop = make_shop()
    visitor = Client()
    visitor.force_login(make_user())
    for browser in (client, visitor, make_browser(make_submitted(shop=shop))):
        for address in (LIST, url(shop), url(shop, "delete")):
            assert browser.get(address).headers["Location"].startswith(reverse("admin:login"))


def test_a_tag_that_there_is_already_is_said_and_made_only_once() -> None:
    firm = make_firm()
    browser, add = signed_in(make_member(firm)), reverse("admin:clients_tag_add")
    other = Tag.objects.create(firm=make_firm("Others"), name="Key client")
    sent = {"firm": firm.pk, "name": "Key client", "page-key": str(uuid4())}
    assert browser.post(add, sent).status_code == 302
    tag = Tag.objects.get(firm=firm)
    for name in ("Key client", "KEY CLIENT"):
        answer = browser.post(add, {**sent, "name": name, "page-key": str(uuid4())})
        assert answer.status_code == 422
        assert "There is a tag of this name already." in Page(answer).words
    more = Tag.objects.create(firm=firm, name="More")
    change = reverse("admin:clients_tag_change", args=[more.pk])
    assert browser.post(change, {"name": "key client"}).status_code == 422
    assert browser.post(reverse("admin:clients_tag_change", args=[tag.pk]), {"name": "Key Client"}).status_code == 302
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Key Client", "Key client", "More"]
    assert other.word == tag.word


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["", "Northside", "Zoë's"]),
        ("example__isempty=0", ["Zoë's"]),
        ("example__isempty=1", ["", "Northside"]),
        ("q=bob", ["Northside"]),
        ("q=zoë", ["Zoë's"]),
    ],
)
def test_shops_can_be_filtered_and_searched(query: str, found: list[str]) -> None:
    make_shop("Northside", owner="Bob")
    make_shop("Zoë's", example="zoe")
    make_shop("")
    assert names(make_colleague_of_all().get(f"{LIST}?{query}")) == [name or "A shop without a name" for name in found]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "متجر", "🛠 & Söhne", "'\"><img src=x>"])
def test_shop_with_a_hostile_name_is_escaped(name: str) -> None:
    shop = make_shop(name, owner=name)
    browser = make_colleague_of_all()
    for address in (LIST, url(shop), url(shop, "delete"), url(shop, "history")):
        response = browser.get(address)
        assert response.status_code == 200
        assert b"<script>alert" not in response.content
        assert b"<img src=x" not in response.content
    assert names(browser.get(LIST)) == [name]


def test_shop_can_be_corrected_by_staff() -> None:
    shop = make_shop("Nrthside")
    data = {"name": "Northside", "owner": "Bob", "people": "4"}
    assert make_colleague_of_all().post(url(shop), data).status_code == 302
    shop.refresh_from_db()
    assert (shop.name, shop.owner, shop.people, shop.example) == ("Northside", "Bob", 4, "")


@pytest.mark.parametrize("people", ["-1", "1e400", "9" * 30, "x", "3-4"])
def test_shop_with_a_bad_number_of_people_is_not_saved(people: str) -> None:
    shop = make_shop("Northside")
    assert (
        make_colleague_of_all().post(url(shop), {"name": "Changed", "owner": "", "people": people}).status_code == 422
    )
    shop.refresh_from_db()
    assert (shop.name, shop.people) == ("Northside", None)


def test_shop_is_deleted_with_all_of_its_own() -> None:
    gone, stays = make_submitted(), make_submitted()
    make_browser(gone)
    browser = make_colleague_of_all()
    assert browser.get(url(gone.shop, "delete")).status_code == 200
    assert browser.post(url(gone.shop, "delete"), {"post": "yes"}).status_code == 302
    assert list(Shop.objects.all()) == [stays.shop]
    assert list(Assessment.objects.all()) == [stays]
    assert not Answer.objects.exclude(assessment=stays).exists()
    assert not Access.objects.exists()


def test_shops_take_the_same_few_queries_for_ten_and_a_hundred() -> None:
    browser, firm = make_colleague_of_all(), Firm.objects.get()
    counts = []
    for number in (10, 90):
        Shop.objects.bulk_create(Shop(name=f"Shop {each}", firm=firm) for each in range(number))
        counts.append(len(queries(lambda: browser.get(LIST))))
    assert counts[0] == counts[1] <= 9


def test_shop_comes_in_by_the_same_door_in_the_admin() -> None:
    shop = make_shop("Northside")
    data = {"name": "Cafe\u0301\u200b", "owner": "\u202eJo\x02", "email": "jo@Example.com\u200b", "people": "ca. 4"}
    assert make_colleague_of_all().post(url(shop), {**data, "contact": "a\r\n\u200bb"}).status_code == 302
    shop.refresh_from_db()
    assert (shop.name, shop.owner, shop.email, shop.people) == ("Caf\xe9", "Jo", "jo@example.com", 4)
    assert (shop.contact, shop.folded) == ("a\nb", "cafe")
