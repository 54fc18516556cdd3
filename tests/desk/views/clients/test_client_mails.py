"""Mails about a client: how each stands, and a button for one that failed."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django import Settings

from clients.models.firms import Role
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from tests.makers import AT, make_assessment, make_firm, make_member, make_shop, signed_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings: Settings) -> Shop:
    settings.MAIL_ENABLED = True
    return make_shop("Bob's", firm=make_firm(), email="bob@example.com", own_email="bob@example.com")


def failed(shop: Shop) -> Mail:
    about = str(make_assessment(shop=shop).pk)
    return Mail.objects.create(
        kind=Kind.RESUME,
        about=about,
        shop=shop,
        firm=shop.firm,
        state=Mail.State.FAILED,
        reason="unreachable",
        tries=9,
        asked=AT,
    )


def address(shop: Shop, name: str = "client") -> str:
    return reverse(f"admin:{name}", args=[shop.pk])


def test_mail_that_failed_says_why_and_is_sent_again(shop: Shop) -> None:
    row = failed(shop)
    browser = signed_in(make_member(shop.firm))
    part = Page(browser.get(f"{address(shop)}?tab=history")).by_id("mails")
    assert words(part).startswith("Mails Link to go on: failed: the mail server could not be reached")
    button = part.find(".//button")
    assert button is not None
    assert button.get("aria-label") == "Send again: link to go on"
    response = browser.post(address(shop, "client-mail"), {"mail": row.pk}, follow=True)
    assert "It is sent again." in words(Page(response).one("ul[@class='messagelist']"))
    assert [each.to for each in mail.outbox] == [["bob@example.com"]]
    page = Page(response)
    assert "Link to go on: sent" in words(page.by_id("mails"))
    assert page.by_id("mails").find(".//button") is None
    again = browser.post(address(shop, "client-mail"), {"mail": row.pk}, follow=True)
    assert "Nothing to send again" in words(Page(again).one("ul[@class='messagelist']"))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("key", ["", "x", "9" * 40, "0"])
def test_key_of_no_mail_sends_nothing(shop: Shop, key: str) -> None:
    failed(shop)
    browser = signed_in(make_member(shop.firm))
    assert browser.post(address(shop, "client-mail"), {"mail": key}).status_code == 302
    assert mail.outbox == []


def test_mail_about_another_shop_is_not_sent_by_this_ones_page(shop: Shop) -> None:
    other = failed(make_shop("Other", firm=make_firm("Other"), email="other@example.com"))
    signed_in(make_member(shop.firm)).post(address(shop, "client-mail"), {"mail": other.pk})
    assert mail.outbox == []


def test_whom_an_earlier_firm_told_is_not_told_to_the_next(shop: Shop) -> None:
    row = failed(shop)
    Mail.objects.queue_once(Kind.SUBMITTED, "x", to=[make_member(shop.firm, name="olga")], at=AT, shop=shop)
    assert "olga" in words(Page(signed_in(make_member(shop.firm)).get(f"{address(shop)}?tab=history")).by_id("mails"))
    shop.firm = make_firm("Next")
    shop.save()
    browser = signed_in(make_member(shop.firm, name="nina"))
    assert "mails" not in Page(browser.get(f"{address(shop)}?tab=history")).ids
    browser.post(address(shop, "client-mail"), {"mail": row.pk})
    assert mail.outbox == []


def test_viewer_reads_how_it_stands_and_has_no_button(shop: Shop) -> None:
    row = failed(shop)
    browser = signed_in(make_member(shop.firm, Role.VIEWER))
    part = Page(browser.get(f"{address(shop)}?tab=history")).by_id("mails")
    assert "failed" in words(part)
    assert part.find(".//button") is None
    assert browser.post(address(shop, "client-mail"), {"mail": row.pk}).status_code == 403


def test_client_nobody_was_mailed_about_has_no_such_part(shop: Shop) -> None:
    page = Page(signed_in(make_member(shop.firm)).get(address(shop)))
    assert "mails" not in page.ids
