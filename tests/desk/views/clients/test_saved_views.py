"""The list of clients kept under a name: kept, opened, renamed, deleted, and by nobody else."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from clients.models.firms import Firm, Role
from clients.models.saved_view import SavedView
from tests.makers import make_firm, make_member, make_shop, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
LIST, URL = reverse("admin:clients"), reverse("admin:saved-views")


@pytest.fixture
def carl() -> User:
    firm = make_firm()
    make_shop("Alpha", firm=firm)
    return make_member(firm, name="carl")


@pytest.fixture
def browser(carl: User) -> Client:
    return signed_in(carl)


def test_list_is_kept_as_it_is_and_opened_from_its_page(browser: Client, carl: User) -> None:
    page = Page(browser.get(LIST + "?q=alpha&sort=-strain&state=new"))
    assert page.one("nav//form[@method='post']").get("action") == f"{URL}?state=new&q=alpha&sort=-strain"
    kept = browser.post(f"{URL}?state=new&q=alpha&sort=-strain&page=7&nonsense=1", {"name": "New  ones", "do": "keep"})
    assert kept.headers["Location"] == f"{LIST}?state=new&q=alpha&sort=-strain"
    view = SavedView.objects.get()
    assert (view.name, view.by, view.firm) == ("New ones", carl, None)
    page = Page(browser.get(kept.headers["Location"]))
    (here,) = [link for link in page.all("nav[@class='views']/ul/li/a") if link.get("aria-current")]
    assert words(here) == "New ones"


def test_what_a_kept_view_asks_for_and_is_no_more_is_left_out_and_said(browser: Client, carl: User) -> None:
    SavedView.objects.create(name="Old", by=carl, query="tag=99&gone=1&state=new")
    page = Page(browser.get(LIST))
    (link,) = [each for each in page.all("nav[@class='views']/ul/li/a") if words(each) == "Old"]
    page = Page(browser.get(LIST + str(link.get("href"))))
    assert "“99” is no choice for Tag, so it was left out." in page.words
    assert "This list has no filter called “gone”, so it was left out." in page.words
    assert "1 shop" in page.words


def test_shared_view_is_renamed_and_deleted_by_who_made_it(browser: Client, carl: User) -> None:
    firm = Firm.objects.get()
    browser.post(f"{URL}?stage=reactive", {"name": "Reactive", "do": "keep", "firm": firm.pk})
    view = SavedView.objects.get()
    assert (view.firm, view.query) == (firm, "stage=reactive")
    viewer = signed_in(make_member(firm, Role.VIEWER))
    assert "Reactive" in Page(viewer.get(URL)).words
    stranger = signed_in(make_member(make_firm("Others")))
    for do in ("rename", "delete"):
        sent = {"do": do, "view": view.pk, "name": "Taken"}
        assert viewer.post(URL, sent).status_code == 403
        assert stranger.post(URL, sent).status_code == 404
        assert browser.post(URL, {**sent, "view": "x"}).status_code == 404
    assert browser.post(URL, {"do": "rename", "view": view.pk, "name": "On fire"}).status_code == 302
    assert SavedView.objects.get().name == "On fire"
    assert browser.post(URL, {"do": "delete", "view": view.pk}).status_code == 302
    assert not SavedView.objects.exists()


def test_nothing_is_kept_without_a_name_or_for_a_firm_of_others(browser: Client, carl: User) -> None:
    address = f"{URL}?q=alpha"
    for name, problem in ((" ", "Give it a name first."), ("x" * 61, "61")):
        refused = browser.post(address, {"name": name, "do": "keep"})
        assert refused.status_code == 422
        assert problem in Page(refused).words
    other = make_firm("Others")
    assert browser.post(address, {"name": "Ours", "do": "keep", "firm": other.pk}).status_code == 403
    assert (
        signed_in(make_member(Firm.objects.get(name="Northern Advice"), Role.VIEWER))
        .post(address, {"name": "Ours", "do": "keep", "firm": str(Firm.objects.all()[0].pk)})
        .status_code
        == 403
    )
    assert not SavedView.objects.exists()
    browser.post(address, {"name": "Alpha", "do": "keep"})
    again = Page(browser.post(address, {"name": "ALPHA", "do": "keep"}))
    assert "There is a view of this name already." in again.words
    assert again.by_id("new-name").get("value") == "ALPHA"
    assert again.one("form[@class='search']").get("action") == "?q=alpha"
