"""Two entries of one owner become one: the page shows both, and only a clear yes merges."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from clients.models.firms import Firm, Membership, Role
from clients.models.history import Change
from clients.models.shops import Shop
from tests.makers import make_colleague_of_all, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page, queries

pytestmark = pytest.mark.django_db
LIST = reverse("admin:clients_shop_changelist")


@pytest.fixture
def firm() -> Firm:
    return make_firm()


@pytest.fixture
def browser(firm: Firm) -> Client:
    return signed_in(make_member(firm))


def url(*shops: Any) -> str:
    return reverse("admin:merge") + "?" + "&".join(f"shop={getattr(shop, 'pk', shop)}" for shop in shops)


def test_action_leads_to_a_page_that_shows_both_and_changes_nothing(firm: Firm, browser: Client) -> None:
    one, two = make_shop("One", firm=firm, owner="Ann"), make_shop("Two", firm=firm, email="ann@example.com")
    make_submitted(shop=two)
    response = browser.post(LIST, {"action": "merge", "_selected_action": [one.pk, two.pk]})
    page = Page(browser.get(response.headers["Location"]))
    for each in ("Keep One", "Keep Two", "Ann", "ann@example.com"):
        assert each in page.words
    assert Shop.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_action_wants_two(firm: Firm, browser: Client, number: int) -> None:
    chosen = [make_shop(firm=firm).pk for _ in range(number)]
    response = browser.post(LIST, {"action": "merge", "_selected_action": chosen}, follow=True)
    assert b"Pick exactly two entries to merge." in response.content


def test_merged_entry_has_everything_and_the_history_says_so(firm: Firm, browser: Client) -> None:
    one, two = make_shop("One", firm=firm, owner="Ann"), make_shop("Two", firm=firm, email="ann@example.com")
    assessment = make_submitted(shop=two)
    response = browser.post(url(one, two), {"keep": one.pk, "sure": "yes"})
    assert response.headers["Location"] == reverse("admin:clients_shop_change", args=[one.pk])
    kept = Shop.objects.get()
    assert (kept, kept.name, kept.owner, kept.email) == (one, "One", "Ann", "ann@example.com")
    assert [*kept.assessments.all()] == [assessment]
    change = Change.objects.get()
    assert (change.what, change.shop, change.detail) == ("merged", one, {"name": "Two"})
    assert browser.post(url(one, two), {"keep": one.pk, "sure": "yes"}).status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"keep": "1"}, "Please check the box"),
        ({"sure": "yes"}, "Please pick the entry to keep."),
        ({"keep": "x\x00", "sure": "yes"}, "Please pick the entry to keep."),
    ],
)
def test_without_a_clear_yes_nothing_is_merged(firm: Firm, browser: Client, data: dict[str, str], said: str) -> None:
    one, two = make_shop("One", firm=firm), make_shop("Two", firm=firm)
    if "keep" in data and data["keep"] == "1":
        data = {"keep": str(one.pk)}
    response = browser.post(url(one, two), data)
    assert response.status_code == 422
    assert said in Page(response).words
    assert Shop.objects.count() == 2


def test_entries_of_two_firms_stay_two(firm: Firm) -> None:
    one, two = make_shop("One", firm=firm), make_shop("Two", firm=make_firm("Other"))
    browser = make_colleague_of_all()
    for each in Firm.objects.exclude(name="Everybody's"):
        Membership.objects.create(firm=each, user=User.objects.get(username="consultant"), role=Role.OWNER)
    response = browser.post(url(one, two), {"keep": one.pk, "sure": "yes"})
    assert response.status_code == 422
    assert "These belong to different firms" in Page(response).words
    assert Shop.objects.count() == 2


@pytest.mark.parametrize("query", ["", "?shop=x", "?shop=1", "?shop=\x00&shop=2", f"?shop={9**40}&shop=1"])
def test_anything_else_is_not_found(browser: Client, query: str) -> None:
    assert browser.get(reverse("admin:merge") + query).status_code == 404


def test_who_may_not_change_both_finds_nothing(firm: Firm, browser: Client) -> None:
    one, two, other = make_shop(firm=firm), make_shop(firm=firm), make_shop(firm=make_firm("Other"))
    assert browser.get(url(one, other)).status_code == 404
    assert browser.get(url(one, one)).status_code == 404
    assert signed_in(make_member(firm, Role.VIEWER)).get(url(one, two)).status_code == 404


def test_page_takes_a_few_queries_however_many_assessments(firm: Firm, browser: Client) -> None:
    one, two = make_shop(firm=firm), make_shop(firm=firm)
    before = len(queries(lambda: browser.get(url(one, two))))
    for _ in range(3):
        make_submitted(shop=two)
    assert len(queries(lambda: browser.get(url(one, two)))) == before <= 9
