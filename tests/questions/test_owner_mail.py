"""Mails to owners: one link however often sending is tried, made when it is sent, and none where it must not go."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from clients.models.outbox import Kind, Mail
from clients.sending import send_due
from clients.tokens import token_hash
from questions.models.access import Access
from questions.models.assessment import Assessment
from tests.makers import AT, make_assessment, make_browser, make_firm, make_member, make_shop
from tests.pages import Page

pytestmark = pytest.mark.django_db
LINK = re.compile(r"^http://127\.0\.0\.1:8000(/[ri]/([\w-]{43})/)$", re.MULTILINE)


@pytest.fixture
def assessment(settings: Settings) -> Assessment:
    settings.MAIL_ENABLED = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    return make_assessment(shop=make_shop(email="bob@example.com", own_email="bob@example.com"))


def let_time_pass() -> None:
    Mail.objects.filter(state=Mail.State.QUEUED).update(next_try=timezone.now())
    Access.objects.update(expires=timezone.now() + timedelta(hours=1))


def test_tries_leave_one_link_behind_that_works_for_a_whole_day(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise ConnectionResetError

    Access.objects.mail_link(assessment, at=timezone.now())
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", away)
        for _ in range(2):
            send_due()
            let_time_pass()
    send_due()
    access = Access.objects.get(kind=Access.Kind.RESUME)
    assert access.expires - timezone.now() > timedelta(hours=23)
    (sent,) = mail.outbox
    path, token = LINK.findall(str(sent.body))[0]
    assert Client().get(path).status_code == 200
    assert token not in f"{Mail.objects.values()}{Access.objects.values()}"


def test_owner_reads_on_their_own_page_that_the_mail_did_not_get_through(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise ConnectionResetError

    browser, address = make_browser(assessment), f"/a/{assessment.pk}/elsewhere/"
    assert not Page(browser.get(address)).all("p[@class='notice']")
    browser.post(address, {"email": "zoe@example.com"})
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "open", away)
        send_due()
    assert "has not gone out yet: the mail server could not be reached." in Page(browser.get(address)).words
    Mail.objects.update(state=Mail.State.FAILED)
    assert "could not be sent: the mail server could not be reached." in Page(browser.get(address)).words
    browser.post(address, {"email": "zoe@example.com"})
    send_due()
    assert [each.to for each in mail.outbox] == [["zoe@example.com"]]
    assert not Page(browser.get(address)).all("p[@class='notice']")


@pytest.mark.parametrize("fields", [{"used": AT}, {"revoked": AT}, {"sent": AT}, {"expires": AT}], ids=str)
def test_invitation_that_needs_no_mail_any_more_gets_none(assessment: Assessment, fields: dict[str, object]) -> None:
    access = Access.invitation(assessment, "token", by=make_member(make_firm()), at=timezone.now())
    access.save()
    Access.objects.mail_invitations([access], at=timezone.now())
    Access.objects.update(**fields)
    send_due()
    assert (mail.outbox, Mail.objects.get().state) == ([], Mail.State.DROPPED)


def test_address_that_is_gone_gets_nothing(assessment: Assessment) -> None:
    Access.objects.mail_link(assessment, at=timezone.now())
    Mail.objects.update(address="")  # as older versions queued it
    assessment.shop.own_email = ""
    assessment.shop.save()
    send_due()
    assert (mail.outbox, Mail.objects.get(kind=Kind.RESUME).state) == ([], Mail.State.DROPPED)


def test_owners_link_never_goes_to_an_address_that_a_colleague_put_in(assessment: Assessment) -> None:
    """The mail server is away, the owner's mail waits, and a colleague has one sent to themselves."""
    shop, now = assessment.shop, timezone.now()
    shop.firm = make_firm()
    shop.save()
    anna = make_member(shop.firm)
    Access.objects.mail_link(assessment, at=now)
    Access.objects.mail_link(assessment, at=now, email="anna@example.com", by=anna)
    send_due()
    tokens = {each.to[0]: LINK.findall(str(each.body))[0][1] for each in mail.outbox}
    keys = {to: Access.objects.get(token_hash=token_hash(token)) for to, token in tokens.items()}
    assert {to: (key.made_by, key.firm) for to, key in keys.items()} == {
        "bob@example.com": (None, None),
        "anna@example.com": (anna, shop.firm),
    }


def test_link_of_a_colleague_whose_account_is_gone_is_not_sent(assessment: Assessment) -> None:
    anna = make_member(make_firm())
    Access.objects.mail_link(assessment, at=timezone.now(), by=anna)
    anna.delete()
    send_due()
    assert (mail.outbox, Mail.objects.get().state) == ([], Mail.State.DROPPED)
