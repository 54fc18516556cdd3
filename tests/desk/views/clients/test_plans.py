"""What is due across clients: those one reads, by who does it, however many there are."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm, Role
from clients.models.shops import Shop
from clients.viewers import NOBODY
from desk.views.clients.plans import A_PAGE, NEXT, by_who
from plans.models.board import Board
from plans.models.item import Item
from questions.models.assessment import Assessment
from tests.makers import AT, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page, queries, words

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


def test_where_nothing_is_due_soon_what_comes_next_is_shown(firm: Firm, anna: User) -> None:
    shop, today = make_shop("One", firm=firm), timezone.localdate()
    Item.objects.bulk_create(
        Item(shop=shop, key=f"own-{days}", wording=f"In {days} days", due=today + timedelta(days=days))
        for days in range(20, 20 + NEXT + 2)
    )
    Item.objects.create(shop=shop, key="own-bobs", wording="Call Ann", who="Bob", due=today + timedelta(days=90))
    page = Page(signed_in(anna).get(URL))
    assert "Nothing is overdue, and nothing is due within 14 days. This comes next:" in page.words
    assert [words(row[2]) for row in page.all("tbody/tr")] == [f"In {days} days" for days in range(20, 20 + NEXT)]
    assert [words(row[2]) for row in Page(signed_in(anna).get(f"{URL}?who=Bob")).all("tbody/tr")] == ["Call Ann"]


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


def test_one_press_marks_an_item_or_puts_it_off_and_a_stale_one_changes_nothing(firm: Firm, anna: User) -> None:
    one = planned(firm, "One")
    item, other, _third = Board.of(one).items[:3]
    browser = signed_in(anna)
    browser.post(URL, {"item": item.pk, "version": 0, "do": "done"})
    browser.post(URL, {"item": other.pk, "version": 0, "do": "week"})
    item.refresh_from_db()
    other.refresh_from_db()
    assert (item.state, other.due) == ("done", timezone.localdate() + timedelta(days=7))
    refused = browser.post(URL, {"item": other.pk, "version": 1, "do": "day", "due": ""})
    assert (refused.status_code, "Pick a day" in Page(refused).words) == (422, True)
    browser.post(URL, {"item": other.pk, "version": 1, "do": "day", "due": timezone.localdate().isoformat()})
    other.refresh_from_db()
    assert other.due == timezone.localdate()
    response = browser.post(URL, {"item": other.pk, "version": 0, "do": "doing"})
    assert response.status_code == 409
    assert "someone else changed" in Page(response).words
    for sent in ({}, {"item": other.pk, "do": "gone"}, {"item": 10**30, "do": "done"}):
        assert browser.post(URL, sent).status_code == 422
    viewer = signed_in(make_member(firm, Role.VIEWER))
    assert viewer.post(URL, {"item": other.pk, "version": 2, "do": "done"}).status_code == 422
    assert not Page(viewer.get(URL)).all("form[@class='press']")
    other.refresh_from_db()
    assert other.state == "open"


def test_filters_by_who_and_by_consultant_stay_after_a_press(firm: Firm, anna: User) -> None:
    one, other = planned(firm, "One"), planned(firm, "Other")
    Shop.objects.filter(pk=one.shop_id).update(in_charge=anna)
    items = Board.of(other).items
    for item, who in zip(items[:2], ("Bob", "BOB"), strict=True):
        Item.objects.change(item, {"who": who}, version=0, by=NOBODY, at=AT)
    browser = signed_in(anna)

    def shown(query: str) -> list[int]:
        page = Page(browser.get(URL + query))
        return [len(page.all("section[@class='due-of']")), len(page.all("tbody/tr"))]

    assert shown("?who=bob") == [1, 2]
    assert shown("?who=-") == [1, 4]
    assert shown(f"?charge={anna.pk}") == [1, 3]
    assert shown("?charge=-&who=BOB") == [1, 2]
    assert shown("?charge=x&p=9") == [0, 0]
    sent = {"item": items[0].pk, "version": 1, "do": "done"}
    assert browser.post(f"{URL}?who=bob&x=1", sent).headers["Location"] == f"{URL}?who=bob"
    assert shown("?who=bob") == [1, 1]


def test_an_item_of_the_last_day_there_is_is_not_put_off_beyond_it(firm: Firm, anna: User) -> None:
    item = Board.of(planned(firm, "One")).items[0]
    Item.objects.filter(pk=item.pk).update(due=date.max)
    sent = {"item": item.pk, "version": item.version, "do": "week"}
    assert signed_in(anna).post(URL, sent).status_code == 302
    item.refresh_from_db()
    assert item.due == date.max
