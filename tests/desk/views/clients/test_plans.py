"""What is due across clients: those one reads, by who does it, however many there are."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm
from clients.models.shops import Shop
from clients.viewers import NOBODY
from desk.views.clients.plans import A_PAGE, by_who
from plans.models.board import Board
from plans.models.item import Item
from questions.models.assessment import Assessment
from tests.makers import AT, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db
URL = "/admin/plans/"


@pytest.fixture
def firm() -> Firm:
    return make_firm()


@pytest.fixture
def anna(firm: Firm) -> User:
    return make_member(firm)


def planned(firm: Firm, name: str) -> Assessment:
    """A client of whose plan the first two items were due yesterday, the third in a week, and the rest in months."""
    assessment = make_submitted(shop=make_shop(name, firm=firm))
    today = timezone.localdate()
    Item.objects.filter(shop=assessment.shop).update(due=today + timedelta(days=100))
    for item, days in zip(Board.of(assessment).items, (-1, -1, 7), strict=False):
        Item.objects.filter(pk=item.pk).update(due=today + timedelta(days=days))
    return assessment


def test_due_and_overdue_items_of_all_clients_stand_by_who_does_them(firm: Firm, anna: User) -> None:
    one, _other = planned(firm, "One"), planned(firm, "Other")
    foreign, archived = planned(make_firm("theirs"), "Theirs"), planned(firm, "Archived")
    Shop.objects.filter(pk=archived.shop_id).update(archived=AT)
    items = Board.of(one).items
    Item.objects.change(items[0], {"who": "Bob"}, version=0, by=NOBODY, at=AT)
    Item.objects.change(items[1], {"state": "done"}, version=0, by=NOBODY, at=AT)
    page = Page(signed_in(anna).get(URL))
    assert page.one("h1").text == "Plans: what's due"
    assert ["".join(each.itertext()).strip() for each in page.all("section/h2")] == ["Nobody named yet", "Bob"]
    assert "Overdue: 3. Due within 14 days: 2." in page.words
    assert len(page.all("tbody/tr")) == 5
    assert f"{reverse('admin:client', args=[one.shop_id])}?tab=plan#action-{items[0].key}" in page.links
    assert not [name for name in (foreign.shop.name, archived.shop.name) if name in page.words]


def test_a_desk_with_nothing_due_says_so(anna: User) -> None:
    assert "Nothing is overdue, and nothing is due within 14 days." in Page(signed_in(anna).get(URL)).words


def test_names_are_the_same_however_they_are_written() -> None:
    items = [Item(who=who) for who in ("bob", "", "Ann", "BOB")]
    assert by_who(items) == [("", [items[1]]), ("Ann", [items[2]]), ("bob", [items[0], items[3]])]


def test_many_clients_take_as_many_queries_as_one_and_stand_on_pages(firm: Firm, anna: User) -> None:
    browser = signed_in(anna)
    planned(firm, "One")
    few = len(queries(lambda: browser.get(URL)))
    shop, today = make_shop("Many", firm=firm), timezone.localdate()
    Item.objects.bulk_create(Item(shop=shop, key=f"own-{n}", wording="Do it", due=today) for n in range(A_PAGE))
    assert len(queries(lambda: browser.get(URL))) == few
    assert [len(Page(browser.get(f"{URL}?p={p}")).all("tbody/tr")) for p in (1, 2)] == [A_PAGE, 3]
