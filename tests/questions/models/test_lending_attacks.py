"""Ways by which a colleague would come by an owner's rights, or keep what they had: each is walked, and closed."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clients.models.firms import Membership, Role
from clients.models.outbox import Mail
from clients.models.shops import Shop
from clients.sending import send_due
from questions.models.assessment import Assessment
from reports.models.review import Note, Review
from tests.makers import make_assessment, make_browser, make_firm, make_member, make_shop, make_submitted, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
RESUME, READ, INVITED = (re.compile(rf"(/{place}/[\w-]{{43}}/)") for place in ("r", "read", "i"))
THEIRS = "anna@elsewhere.example"


@pytest.fixture
def shop(settings: Settings) -> Shop:
    settings.MAIL_ENABLED = True
    return make_shop("Bob's", firm=make_firm(slug="northern"), email="bob@example.com")


@pytest.fixture
def anna(shop: Shop) -> User:
    make_member(shop.firm, Role.OWNER)
    return make_member(shop.firm, name="anna")


def page(name: str, found: Assessment) -> str:
    return reverse(name, args=[found.pk])


def change_address(browser: Client, shop: Shop) -> None:
    """At the desk, where a colleague may: it's the address they write to."""
    form = {"firm": shop.firm_id, "name": shop.name, "email": THEIRS, "owner": shop.owner}
    address = reverse("admin:clients_shop_change", args=[shop.pk])
    sent = {**Page(browser.get(address)).form(), **form}
    assert browser.post(address, sent).status_code == 302
    shop.refresh_from_db()
    assert shop.email == THEIRS


def rights(browser: Client, found: Assessment) -> set[str]:
    """Which of an owner's doings this browser is let into."""
    tried = {"delete": "reports:delete", "share": "reports:share", "hub": "questions:hub"}
    return {what for what, name in tried.items() if browser.get(page(name, found), follow=True).status_code == 200}


def mails_to_them(pattern: re.Pattern[str]) -> list[str]:
    return [link for each in mail.outbox if THEIRS in each.to for link in pattern.findall(str(each.body))]


def link_to_copy(browser: Client, name: str) -> str:
    """Invite an owner whose address nobody knows: the page shows the link."""
    rows = reverse("admin:invite-rows")
    begun = Page(browser.post(reverse("admin:invite"), {**_form(browser, reverse("admin:invite")), "text": f"{name};"}))
    sent = {**begun.form(), "do": "send-1"}
    (link,) = INVITED.findall(browser.post(rows, sent).content.decode())[:1]
    return str(link)


def _form(browser: Client, address: str) -> dict[str, Any]:
    return {"firm": Membership.objects.get(user__username="anna").firm_id, "key": str(uuid4())}


def test_address_changed_at_the_desk_is_asked_for_a_link(shop: Shop, anna: User) -> None:
    found = make_submitted(shop=shop)
    make_browser(found).post(page("questions:elsewhere", found), {"email": "bob@example.com"})
    change_address(signed_in(anna), shop)
    Mail.objects.all().delete()  # a while later
    Client().post(reverse("questions:ask"), {"email": THEIRS})
    assert mails_to_them(RESUME) == []
    Client().post(reverse("questions:ask"), {"email": "bob@example.com"})
    assert [each.to for each in mail.outbox] == [["bob@example.com"]] * 2  # the owner's own still finds the shop


def test_address_stays_there_when_the_owner_has_withdrawn(shop: Shop, anna: User) -> None:
    found = make_submitted(shop=shop)
    owner = make_browser(found)
    change_address(signed_in(anna), shop)
    assert owner.post(page("questions:firm", found)).status_code == 200
    Client().post(reverse("questions:ask"), {"email": THEIRS})
    assert mails_to_them(RESUME) == []


def test_used_invitation_mails_its_owner_and_nobody_else(shop: Shop, anna: User) -> None:
    desk = signed_in(anna)
    link = link_to_copy(desk, "Zoe's")
    assert Client().post(link).status_code == 302
    joined = Shop.objects.get(name="Zoe's")
    joined.assessments.get().record({"without-you": "a-week"}, at=joined.created)
    change_address(desk, joined)
    assert Client().post(link, {"do": "mail"}).status_code == 410
    assert mails_to_them(RESUME) == []


def test_mail_that_waits_while_the_owner_withdraws(shop: Shop, anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise ConnectionRefusedError

    found = make_submitted(shop=shop)
    owner = make_browser(found)
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "open", away)
        signed_in(anna).post(page("questions:elsewhere", found), {"email": THEIRS})
    owner.post(page("questions:firm", found))
    Mail.objects.update(next_try=found.started)
    send_due()
    assert mails_to_them(RESUME) == []


@pytest.mark.parametrize("kept", ["theirs", "the owner's"])
def test_entry_of_their_own_merged_with_the_owners(shop: Shop, anna: User, kept: str) -> None:
    """Anna starts as an owner herself, shares with her firm, and says that both entries are one shop."""
    found = make_submitted(shop=shop)
    make_browser(found)
    hers = Client()
    started = {"name": "Bob's", "firm": "northern", "share": "yes", "key": str(uuid4())}
    assert hers.post(reverse("questions:start"), started).status_code == 302
    other = Shop.objects.exclude(pk=shop.pk).get()
    address = reverse("admin:merge") + f"?shop={shop.pk}&shop={other.pk}"
    keep = other if kept == "theirs" else shop
    response = signed_in(anna).post(address, {"keep": keep.pk, "sure": "yes"})
    assert rights(hers, found) == set()
    assert response.status_code == 422
    assert "Each of these has an owner" in Page(response).words
    assert Shop.objects.count() == 2


def test_same_mailbox_typed_in_both_proves_nothing(shop: Shop, anna: User) -> None:
    found, hers = make_submitted(shop=shop), make_assessment(shop=make_shop("Bob's", firm=shop.firm))
    browser = make_browser(hers)
    for each, which in ((make_browser(found), found), (browser, hers)):
        each.post(page("questions:elsewhere", which), {"email": "bob@example.com"})
    address = reverse("admin:merge") + f"?shop={shop.pk}&shop={hers.shop.pk}"
    assert signed_in(anna).post(address, {"keep": shop.pk, "sure": "yes"}).status_code == 422
    assert rights(browser, found) == set()


@pytest.mark.parametrize("keep", ["the owner's", "theirs"])
def test_entries_of_one_browser_are_merged_for_that_browser_alone(shop: Shop, anna: User, keep: str) -> None:
    """Anna has the owner open a link to an entry of hers, so that both are held by one browser, and merges them."""
    found, again = make_submitted(shop=shop), make_assessment(shop=make_shop("Bob again", firm=shop.firm))
    hers = make_browser(again)
    hers.post(page("questions:elsewhere", again), {"email": THEIRS})
    owner = make_browser(found, again)
    address = reverse("admin:merge") + f"?shop={shop.pk}&shop={again.shop.pk}"
    kept = shop if keep == "the owner's" else again.shop
    assert signed_in(anna).post(address, {"keep": kept.pk, "sure": "yes"}).status_code == 302
    assert rights(owner, found) == {"delete", "share", "hub"}
    Mail.objects.all().delete()
    mail.outbox.clear()
    Client().post(reverse("questions:ask"), {"email": THEIRS})
    assert (rights(hers, found), mails_to_them(RESUME)) == (set(), [])


def test_open_invitation_of_an_entry_that_was_merged_in(shop: Shop, anna: User) -> None:
    desk = signed_in(anna)
    owners = link_to_copy(desk, "Bob's second entry")
    assert Client().post(owners).status_code == 302
    joined = Shop.objects.get(name="Bob's second entry")
    found = joined.assessments.get()
    left_over = link_to_copy(desk, "Bob's third entry")
    third = Shop.objects.get(name="Bob's third entry")
    address = reverse("admin:merge") + f"?shop={joined.pk}&shop={third.pk}"
    assert desk.post(address, {"keep": joined.pk, "sure": "yes"}).status_code == 302
    hers = Client()
    assert hers.post(left_over).status_code == 410
    assert rights(hers, found) == set()


@pytest.mark.parametrize("ends", ["leaves", "reads only", "is switched off"])
def test_invitation_that_a_colleague_keeps_the_link_of(shop: Shop, anna: User, ends: str) -> None:
    link = link_to_copy(signed_in(anna), "Zoe's")
    membership = Membership.objects.get(user=anna)
    if ends == "leaves":
        membership.leave()
    elif ends == "reads only":
        membership.give_role(Role.VIEWER)
    else:
        User.objects.filter(pk=anna.pk).update(is_active=False)
    hers = Client()
    assert (hers.get(link).status_code, hers.post(link).status_code) == (410, 410)
    assert Shop.objects.get(name="Zoe's").joined is None


def test_colleague_accepts_in_the_owners_place(shop: Shop, anna: User) -> None:
    desk = signed_in(anna)
    link = link_to_copy(desk, "Zoe's")
    assert desk.post(link).status_code == 403
    assert Shop.objects.get(name="Zoe's").joined is None


def test_link_to_read_that_they_had_mailed_to_themselves_ends_with_their_work(shop: Shop, anna: User) -> None:
    found = make_submitted(shop=shop)
    change_address(signed_in(anna), shop)
    Note.objects.create(firm=shop.firm, assessment=found, shared=True, text="Look here")
    Review.objects.move(found, Review.State.SHARED, version=0, by=anna)
    (link,) = mails_to_them(READ)
    assert Client().get(link).status_code == 200
    Membership.objects.get(user=anna).leave()
    assert Client().get(link).status_code == 410


def test_many_deleted_at_once_spare_who_has_joined(shop: Shop, anna: User) -> None:
    Shop.objects.filter(pk=shop.pk).update(joined=shop.created)
    Membership.objects.filter(user=anna).update(role=Role.OWNER)
    sent = {"action": "delete_selected", "_selected_action": [shop.pk], "post": "yes"}
    signed_in(anna).post(reverse("admin:clients_shop_changelist"), sent)
    assert Shop.objects.filter(pk=shop.pk).exists()
