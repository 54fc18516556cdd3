"""What cannot be opened or taken at the desk: in its own words and look, with the status that says why."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.firms import Role
from clients.models.tags import Tag
from tests.makers import make_firm, make_member, make_shop, make_user, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def shown(response: Any) -> tuple[int, str]:
    """Status and heading of a page in the desk's look, with its way back."""
    page = Page(response)
    assert page.links == [reverse("admin:index")]
    assert page.by_id("logout-form") is not None
    assert words(page.one("div[@class='breadcrumbs']")).startswith("Desk ")
    return response.status_code, words(page.one("h1"))


@pytest.fixture
def viewer() -> Client:
    return signed_in(make_member(make_firm(), Role.VIEWER))


def test_what_is_not_there_is_404(viewer: Client) -> None:
    assert shown(viewer.get("/admin/nothing/")) == (404, "There is nothing here")


def test_what_a_role_does_not_include_is_403(viewer: Client) -> None:
    assert shown(viewer.get(reverse("admin:invite"))) == (403, "This is not open to you")


def test_too_much_is_413_and_damaged_400(viewer: Client) -> None:
    address = reverse("admin:profile")
    too_much = viewer.post(address, f"first_name={'x' * 1_000_000}", content_type=FORM)
    assert shown(too_much) == (413, "That was too much at once")
    assert "4000 characters" in Page(too_much).words
    assert shown(viewer.post(address, b"x", content_type="multipart/form-data")) == (400, "This could not be read")


def test_what_came_with_an_old_key_is_sent_once_more() -> None:
    firm = make_firm()
    shop, user = make_shop(firm=firm), make_member(firm)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    browser.cookies["csrftoken"] = "y" * 32
    sent = {"action": "tag", "tag": "north", "shop": shop.pk, "scope": "ticked", "sure": "yes"}
    origin = {"origin": "http://testserver"}
    response = browser.post(reverse("admin:clients"), sent, headers=origin)
    assert shown(response) == (403, "Please send it once more")
    assert browser.post(reverse("admin:clients"), Page(response).form(), headers=origin).status_code == 302
    assert Tag.objects.get().name == "north"


@pytest.mark.parametrize("staff", [False, True])
def test_elsewhere_and_for_others_the_pages_are_the_sites(viewer: Client, *, staff: bool) -> None:
    """Who is no member of staff learns nothing of the desk."""
    browser = viewer if staff else signed_in(make_user("visitor"))
    page = Page(browser.get("/nothing/"))
    assert "site-header" in page.one("header").get("class", "").split()
    assert "logout-form" not in page.ids


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=", "multipart/form-data"])
def test_what_is_not_there_reads_nothing_of_what_is_sent(kind: str) -> None:
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(make_member(make_firm()))
    browser.cookies["csrftoken"] = "x" * 32
    assert shown(browser.generic("POST", "/admin/nothing/", b"x", content_type=kind)) == (404, "There is nothing here")
    assert browser.generic("POST", reverse("admin:clients"), b"x", content_type=kind).status_code == 400


def test_page_that_looks_again_by_itself_shows_that_nothing_is_there_any_more(viewer: Client) -> None:
    """It would ask for ever, and say that it is being made."""
    gone, here = reverse("admin:bundle", args=[uuid4()]), f"/a/{uuid4()}/report/"
    for address in (gone, here):
        response = viewer.get(address, headers={"hx-request": "true"})
        assert (response.status_code, response.headers.get("HX-Refresh")) == (404, "true"), address
        assert "HX-Refresh" not in viewer.get(address).headers
