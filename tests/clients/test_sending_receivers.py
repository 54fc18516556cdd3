"""An address gets five mails an hour, whoever has them sent; what is more goes out later and is not lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import Settings

from clients.models.allowance import MAILBOX, Allowance
from clients.models.firms import Invitation, Role
from clients.models.outbox import Mail, Reason
from clients.sending import send_due
from tests.makers import make_firm, make_member

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _waits_for_a_worker(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def invite(number: int, email: str = "ben@example.com") -> None:
    """From as many firms, as one takes back what it sent before."""
    for _ in range(number):
        firm = make_firm(f"Firm {Mail.objects.count()}")
        Invitation.objects.invite(firm=firm, email=email, role=Role.VIEWER, at=timezone.now(), by=make_member(firm))


def test_the_sixth_goes_out_when_the_first_is_an_hour_old(monkeypatch: pytest.MonkeyPatch) -> None:
    invite(5)
    invite(2, "Ben@Example.com")
    send_due()
    assert len(mail.outbox) == MAILBOX.mailbox == 5
    waiting = Mail.objects.filter(state=Mail.State.QUEUED)
    assert {(each.reason, each.tries) for each in waiting} == {(Reason.MANY, 0)}
    first = waiting.order_by("next_try")[0].next_try
    assert timedelta(minutes=59) < first - timezone.now() <= HOUR
    for each in Allowance.objects.all():  # an hour later
        each.taken = [[when - HOUR.total_seconds(), much] for when, much in each.taken]
        each.save()
    Mail.objects.update(next_try=timezone.now())
    send_due()
    assert len(mail.outbox) == 7
    assert {(each.state, each.reason, each.tries) for each in Mail.objects.all()} == {(Mail.State.SENT, "", 1)}


def test_another_address_waits_for_nobody() -> None:
    invite(6)
    invite(1, "zoe@example.com")
    send_due()
    assert [each.to for each in mail.outbox].count(["zoe@example.com"]) == 1


def test_a_mail_that_is_tried_again_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ConnectionResetError

    invite(1)
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        for _ in range(7):
            Mail.objects.update(next_try=timezone.now())
            send_due()
    assert len(Allowance.objects.get().taken) == 1
    Mail.objects.update(next_try=timezone.now())
    send_due()
    assert len(mail.outbox) == 1
