"""An owner reads what being handed over means, and answers once: by the link, or on their own page."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Role
from clients.models.shops import Shop
from clients.tasks import send_mails
from questions.models.assessment import Assessment
from questions.models.parting import Parting
from tests.makers import make_browser, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Assessment:
    return make_submitted(shop=make_shop("Bob's", firm=make_firm("North"), email="bob@example.com"))


def asked(client: Assessment) -> str:
    assert client.shop.firm
    to = make_firm("South", contact="Call us")
    by = make_member(client.shop.firm, Role.OWNER)
    question, token = Parting.objects.ask(client.shop, to=to, erases=False, by=by, at=timezone.now())
    return reverse("questions:hand-over", args=[token]) if token else str(question.pk)


def firm_now() -> str:
    return str(Shop.objects.get().firm)


def test_link_is_read_and_answered_once(client: Assessment) -> None:
    page, browser = asked(client), Client()
    words = Page(browser.get(page)).words
    assert "North would like to hand your shop over to South." in words
    assert "stays with North, and South doesn't get it" in words
    assert firm_now() == "North"
    assert "South sees your shop now" in Page(browser.post(page, {"do": "agree"})).words
    again = browser.post(page, {"do": "decline"})
    assert (again.status_code, firm_now()) == (410, "South")
    assert "It has been answered already." in Page(again).words
    assert browser.get(reverse("questions:hand-over", args=["nothing"])).status_code == 410


def test_colleagues_of_either_firm_never_answer(client: Assessment) -> None:
    page = asked(client)
    to = Parting.objects.get().to
    for firm in (client.shop.firm, to):
        colleague = signed_in(make_member(firm, Role.VIEWER))
        assert "the answer is the owner's" in Page(colleague.get(page)).words
        assert colleague.post(page, {"do": "agree"}).status_code == 403
    assert firm_now() == "North"


def test_link_that_a_firm_saw_is_answered_in_the_owners_browser_alone(client: Assessment, settings: Settings) -> None:
    owner, page = make_browser(client), asked(client)
    stranger = Client()
    assert "open this link once more in the browser" in Page(stranger.get(page)).words
    assert stranger.post(page, {"do": "agree"}).status_code == 403
    assert firm_now() == "North"
    assert Page(owner.get(page)).all("button[@value='agree']")
    # What went to the address that the owner gave is theirs wherever they read it.
    settings.MAIL_ENABLED = True
    Shop.objects.update(own_email="bob@home.example")
    assert "South sees your shop now" in Page(stranger.post(page, {"do": "agree"})).words


def test_owner_answers_on_their_own_page_and_reads_there_what_happened(client: Assessment) -> None:
    browser, page = make_browser(client), reverse("questions:firm", args=[client.pk])
    asked(client)
    key = Parting.objects.get().pk
    assert "May South take over?" in Page(browser.get(page)).words
    browser.post(page, {"do": "decline", "asked": key + 1})
    assert Parting.objects.get().answered is None
    browser.post(page, {"do": "agree", "asked": key})
    words = Page(browser.get(page)).words
    assert "North asked to hand you over to South, and you agreed." in words
    assert firm_now() == "South"


def test_mail_has_a_link_of_its_own(client: Assessment, settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    asked(client)
    send_mails.enqueue()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["bob@example.com"], "North asks: may another firm take over?")
    (link,) = re.findall(r"/h/[\w-]+/", str(sent.body))
    assert "May South take over?" in Page(Client().get(link)).words
