"""What is sent after the session ended is kept: the page says so, and sends it again after signing in."""

import pytest
from django.test import Client
from django.urls import reverse

from clients.models.shops import Shop
from clients.models.tags import Tag
from tests.makers import make_firm, make_member, make_shop, make_user, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db
ORIGIN = {"origin": "http://testserver"}


def test_form_is_kept_and_saved_after_signing_in() -> None:
    firm = make_firm()
    shop, user = make_shop("Bob's", firm=firm), make_member(firm)
    address, browser = reverse("admin:clients_shop_change", args=[shop.pk]), Client()
    browser.force_login(user)
    form = Page(browser.get(address)).form() | {"contact": "Ask for Ann.\nBefore noon."}
    browser.logout()
    kept = browser.post(address, form, headers=ORIGIN)
    page = Page(kept)
    assert (kept.status_code, words(page.one("title"))) == (403, "You have been signed out · Is it working?")
    assert "sign in in another tab" in page.words
    assert reverse("account_login") + "?next=/admin/" in page.links
    assert Shop.objects.get().contact == ""
    browser.force_login(user)
    assert browser.post(address, page.form(), headers=ORIGIN).status_code == 302
    assert Shop.objects.get().contact == "Ask for Ann.\nBefore noon."


def test_action_on_a_list_is_kept_too() -> None:
    firm = make_firm()
    shop, user = make_shop("Bob's", firm=firm), make_member(firm)
    browser = Client()
    sent = {"action": "tag", "tag": "north", "shop": shop.pk, "scope": "ticked", "sure": "yes"}
    page = Page(browser.post(reverse("admin:clients"), sent, headers=ORIGIN))
    browser.force_login(user)
    assert browser.post(reverse("admin:clients"), page.form(), headers=ORIGIN).status_code == 302
    assert Tag.objects.get().name == "north"


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        ({}, ORIGIN),
        ({"old_password": "x", "new_password1": "y"}, ORIGIN),  # a password stands on no page
        ({"tag": "north"}, {"origin": "https://elsewhere.example"}),
        ({"text": "a note"}, ORIGIN | {"x-part": "yes"}),  # its script keeps it
    ],
)
def test_what_must_not_stand_on_a_page_or_would_not_be_lost_leads_to_signing_in(
    sent: dict[str, str], headers: dict[str, str]
) -> None:
    response = Client().post(reverse("admin:clients"), sent, headers=headers)
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/login/?next=/admin/clients/")


def test_account_that_may_not_is_sent_to_signing_in_as_ever() -> None:
    browser = signed_in(make_user("visitor"))
    assert browser.post(reverse("admin:clients"), {"tag": "x"}, headers=ORIGIN).status_code == 302


def test_page_that_looks_again_by_itself_is_loaded_anew() -> None:
    """Otherwise the page to sign in would be put in the place of what it looks at."""
    response = Client().get(reverse("admin:bundles"), headers={"hx-request": "true"})
    assert (response.status_code, response.headers["HX-Refresh"]) == (200, "true")
