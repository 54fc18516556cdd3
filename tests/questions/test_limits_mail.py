"""Mails are limited by who has them sent: an owner's browser, a network, a colleague's account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clients.models.allowance import NOW, Allowance
from clients.models.firms import Invitation, Role
from clients.models.outbox import Mail
from questions.limits import MAIL
from questions.models.access import INVITE_WITHIN, Access
from questions.models.assessment import Assessment
from tests.makers import make_assessment, make_browser, make_firm, make_member, make_shop, signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
HERE = "192.0.2.1"
INVITE, ROWS = reverse("admin:invite"), reverse("admin:invite-rows")


@pytest.fixture(autouse=True)
def _by_mail(settings: Settings) -> None:
    settings.MAIL_ENABLED = True


@pytest.fixture
def olga() -> User:
    return make_member(make_firm(), Role.OWNER, name="olga")


def send(browser: Client, found: Assessment, to: str, **environment: str) -> Any:
    address = reverse("questions:elsewhere", args=[found.pk])
    return browser.post(address, {"email": to}, **environment)  # type: ignore[arg-type]  # the environment


def had(cost: int, **names: str) -> None:
    ago = timezone.now() - timedelta(minutes=50)
    assert Allowance.objects.take(MAIL, names, at=ago, cost=cost) == NOW


def test_one_visitor_does_not_mail_sixty_strangers() -> None:
    begun = [make_assessment() for _ in range(60)]
    browser = make_browser(*begun, REMOTE_ADDR=HERE)
    codes = [send(browser, each, f"stranger{n}@example.com").status_code for n, each in enumerate(begun)]
    assert codes == [200] * MAIL.key + [429] * (60 - MAIL.key)
    assert len(mail.outbox) == MAIL.key == 5


def test_new_browsers_of_one_address_do_not_either() -> None:
    for number in range(MAIL.address + 5):
        found = make_assessment()
        send(make_browser(found, REMOTE_ADDR=HERE), found, f"stranger{number}@example.com")
    assert len(mail.outbox) == MAIL.address == 40
    refused = Client(REMOTE_ADDR=HERE).post(reverse("questions:ask"), {"email": "bob@example.com"})
    assert refused.status_code == 429
    assert "Many mails were sent" in Page(refused).words
    assert 3000 < int(refused["Retry-After"]) <= 3600


def test_a_workshop_of_thirty_sends_each_owner_their_link() -> None:
    for number in range(30):
        found = make_assessment()
        assert send(make_browser(found, REMOTE_ADDR=HERE), found, f"owner{number}@example.com").status_code == 200
    assert len(mail.outbox) == 30


def test_address_refused_here_is_not_the_shops_now() -> None:
    found = make_assessment()
    had(40, address=HERE)
    assert send(make_browser(found, REMOTE_ADDR=HERE), found, "stranger@example.com").status_code == 429
    found.shop.refresh_from_db()
    assert (found.shop.email, found.shop.own_email, Mail.objects.exists()) == ("", "", False)


def test_used_invitation_asked_for_another_link_counts_too(olga: User) -> None:
    found = make_assessment(shop=make_shop(firm=olga.memberships.get().firm, own_email="zoe@example.com"))
    token = Access.objects.issue(found, Access.Kind.INVITE, at=timezone.now(), within=INVITE_WITHIN, by=olga)
    Access.objects.update(used=timezone.now())
    had(40, address=HERE)
    address = reverse("questions:invitation", args=[token])
    assert Client(REMOTE_ADDR=HERE).post(address, {"do": "mail"}).status_code == 429
    assert mail.outbox == []


def rows(olga: User, number: int) -> tuple[Client, dict[str, Any]]:
    desk, firm = signed_in(olga), str(olga.memberships.get().firm_id)
    text = "Shop;E-mail\n" + "\n".join(f"Shop {n};shop{n}@example.com" for n in range(number))
    begun = Page(desk.post(INVITE, {"firm": firm, "key": str(uuid4()), "text": text}))
    return desk, {**begun.form(), "do": f"send-{number}"}


class TestColleagues:
    def test_a_list_counts_as_its_mails_and_is_kept_whole(self, olga: User) -> None:
        desk, sent = rows(olga, 3)
        had(MAIL.account - 2, account=str(olga.pk))
        refused: Any = desk.post(ROWS, sent, headers={"Origin": "http://testserver"})
        page = Page(refused)
        assert refused.status_code == 429
        assert "You can send it again in 10 minutes." in page.words
        assert not Assessment.objects.exists()
        Allowance.objects.all().delete()  # ten minutes later
        kept = {name: value for name, value in page.form().items() if name in sent}
        assert desk.post(ROWS, kept).status_code == 302
        assert len(mail.outbox) == 3

    def test_twice_the_same_page_counts_once(self, olga: User) -> None:
        desk, sent = rows(olga, 3)
        had(MAIL.account - 3, account=str(olga.pk))
        assert [desk.post(ROWS, sent).status_code for _ in range(2)] == [302, 302]

    def test_without_mail_there_is_nothing_to_count(self, olga: User, settings: Settings) -> None:
        desk, sent = rows(olga, 3)
        had(MAIL.account, account=str(olga.pk))
        settings.MAIL_ENABLED = False
        assert desk.post(ROWS, sent).status_code == 200

    def test_invitations_of_colleagues_count(self, olga: User) -> None:
        desk, firm = signed_in(olga), olga.memberships.get().firm
        had(MAIL.account, account=str(olga.pk))
        sent = {"firm": str(firm.pk), "email": "ben@example.com", "role": Role.VIEWER}
        assert desk.post(reverse("admin:clients_invitation_add"), sent).status_code == 429
        assert not Invitation.objects.exists()
        made, _token = Invitation.objects.issue(firm=firm, email="ben@example.com", role=Role.VIEWER, at=timezone.now())
        before = made.token_hash
        assert desk.post(reverse("admin:colleague-again", args=[made.pk])).status_code == 429
        made.refresh_from_db()
        assert (made.token_hash, mail.outbox) == (before, [])

    def test_inviting_again_counts_and_taking_back_does_not(self, olga: User) -> None:
        found = make_assessment(shop=make_shop(firm=olga.memberships.get().firm, email="zoe@example.com"))
        Access.objects.issue(found, Access.Kind.INVITE, at=timezone.now(), within=INVITE_WITHIN, by=olga)
        desk, sent = signed_in(olga), {"invitation": Access.objects.get().pk, "key": str(uuid4())}
        had(MAIL.account, account=str(olga.pk))
        listed = reverse("admin:invitations")
        assert [desk.post(listed, {**sent, "do": do}).status_code for do in ("again", "send")] == [429, 429]
        assert desk.post(listed, {**sent, "do": "revoke"}).status_code == 302
        assert mail.outbox == []
