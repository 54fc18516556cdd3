"""Sending: put off while the mail server is away, once and no more when it is killed, a reason for what fails."""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime, timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.utils import timezone
from pytest_django import Settings

from clients import sending
from clients.models.firms import Invitation, Role
from clients.models.outbox import LEASE, Kind, Mail, Reason
from clients.sending import LETTERS, Letter, reason_of, refused_for_good, send_due
from tests.mail_server import MailServer, mail_server
from tests.makers import make_firm, make_member, make_shop
from tests.processes import process, said, until

pytestmark = pytest.mark.django_db(transaction=True)
SEND = "from clients.sending import send_due; send_due()"
CLAIM = """
import time
from django.utils import timezone
from clients.models.outbox import Mail
print(Mail.objects.get().claim(at=timezone.now()), flush=True)
time.sleep(60)
"""
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def _by_mail(settings: Settings) -> None:
    """With a mail server that is away; tasks wait for a worker, and none is running."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.MAIL_ENABLED, settings.EMAIL_USE_TLS = True, False
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 9


def invited(*names: str) -> None:
    firm = make_firm()
    by = make_member(firm, Role.OWNER)
    for name in names:
        Invitation.objects.invite(firm=firm, email=f"{name}@example.com", role=Role.VIEWER, at=timezone.now(), by=by)


def reaching(server: MailServer) -> dict[str, str]:
    return {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port), "EMAIL_USE_TLS": "0"}


def states() -> list[tuple[str, str]]:
    return [(each.state, each.reason) for each in Mail.objects.order_by("pk")]


def let_time_pass() -> None:
    past = timezone.now() - timedelta(hours=1)
    Mail.objects.filter(state=Mail.State.QUEUED).update(next_try=past)
    Mail.objects.filter(state=Mail.State.SENDING).update(tried=past)


def test_mail_server_that_is_away_for_a_while_costs_nothing(settings: Settings) -> None:
    invited("ann", "bob")
    send_due()
    assert states() == [("queued", "unreachable")] * 2
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        send_due()
        assert server.mails == [], "not before its time"
        let_time_pass()
        send_due()
        send_due()
        assert [each.count("Auto-Submitted: auto-generated") for each in server.mails] == [1, 1]
    assert states() == [("sent", "")] * 2
    assert all(each.sent and each.confirmed for each in Mail.objects.all())


def test_one_that_is_refused_does_not_hold_back_the_others(settings: Settings) -> None:
    invited("nobody", "bob")
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        send_due()
        assert len(server.mails) == 1
    assert states() == [("failed", "address"), ("sent", "")]


def test_one_that_cannot_be_written_does_not_hold_back_the_others(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(row: Mail, at: object) -> None:
        raise ValueError("no such template")

    monkeypatch.setitem(sending.LETTERS, Kind.NOTES, Letter(broken))
    Mail.objects.queue(Kind.NOTES, "x", at=timezone.now(), shop=make_shop())
    invited("bob")
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        send_due()
        assert len(server.mails) == 1
    assert states() == [("queued", "other"), ("sent", "")]
    assert "no such template" in caplog.text


@pytest.mark.parametrize("in_its_hands", [True, False])
def test_worker_that_is_killed_sends_nothing_twice_and_loses_nothing(settings: Settings, in_its_hands: bool) -> None:
    """Killed when the mail server has the whole mail but has not said so, or before it has any of it."""
    invited("ann")
    with mail_server() as server:
        if in_its_hands:
            server.answers.clear()
            with process(SEND, **reaching(server)) as worker:
                until(lambda: server.mails)
                worker.kill()
        else:
            with process(CLAIM, **reaching(server)) as worker:
                assert said(worker) == "True"
                worker.kill()
        server.answers.set()
        settings.EMAIL_PORT = server.port
        send_due()
        assert states() == [("sending", "")], "it may be at it yet"
        let_time_pass()
        send_due()
        assert len(server.mails) == 1
        assert states() == [("failed", "unsure") if in_its_hands else ("sent", "")]


def test_two_workers_send_each_mail_once(settings: Settings) -> None:
    invited(*(f"owner{number}" for number in range(30)))
    with mail_server() as server:
        with process(SEND, **reaching(server)) as one, process(SEND, **reaching(server)) as two:
            assert [one.wait(60), two.wait(60)] == [0, 0]
        assert len(server.mails) == 30
    assert states() == [("sent", "")] * 30


def test_nothing_is_tried_where_there_is_no_mail_server_any_more(settings: Settings) -> None:
    invited("ann")
    settings.MAIL_ENABLED = False
    send_due()
    assert (states(), Mail.objects.get().tries) == ([("queued", "")], 0)


def test_what_is_no_longer_to_be_told_is_dropped(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    invited("ann")
    Invitation.objects.get().revoke(at=timezone.now())
    send_due()
    assert (states(), django_mail.outbox) == ([("dropped", "")], [])


def test_try_that_was_taken_for_dead_sends_and_tells_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    invited("ann")
    told: list[Mail] = []
    letter = LETTERS[Kind.COLLEAGUE]

    def compose_slowly(mail: Mail, at: datetime) -> EmailMessage | None:
        Mail.objects.update(tried=at + LEASE)  # another worker has it since
        return letter.compose(mail, at)

    monkeypatch.setitem(LETTERS, Kind.COLLEAGUE, Letter(compose_slowly, lambda mail, at: told.append(mail)))
    send_due()
    assert (django_mail.outbox, told, states()) == ([], [], [("sending", "")])


REFUSED = {"a@example.com": (550, b"no")}


@pytest.mark.parametrize(
    ("error", "reason", "for_good"),
    [
        (ConnectionRefusedError(), Reason.UNREACHABLE, False),
        (TimeoutError(), Reason.UNREACHABLE, False),
        (smtplib.SMTPServerDisconnected(), Reason.UNREACHABLE, False),
        (smtplib.SMTPConnectError(421, "busy"), Reason.UNREACHABLE, False),
        (smtplib.SMTPAuthenticationError(535, "no"), Reason.SIGN_IN, False),
        (smtplib.SMTPRecipientsRefused(REFUSED), Reason.ADDRESS, True),
        (smtplib.SMTPRecipientsRefused({"a@example.com": (450, b"greylisted")}), Reason.ADDRESS, False),
        (smtplib.SMTPDataError(554, "spam"), Reason.REFUSED, True),
        (smtplib.SMTPDataError(451, "later"), Reason.REFUSED, False),
        (smtplib.SMTPRecipientsRefused({**REFUSED, "b@example.com": (451, b"later")}), Reason.ADDRESS, False),
        (smtplib.SMTPSenderRefused(530, b"sign in first", "site@example.com"), Reason.SIGN_IN, False),
        (smtplib.SMTPSenderRefused(553, b"not your address", "site@example.com"), Reason.REFUSED, False),
        (smtplib.SMTPHeloError(550, b"who are you"), Reason.UNREACHABLE, False),
        (smtplib.SMTPDataError(421, b"closing"), Reason.REFUSED, False),
        (ConnectionResetError(), Reason.UNREACHABLE, False),
        (ssl.SSLCertVerificationError(), Reason.UNREACHABLE, False),
        (ValueError("a newline in the subject"), Reason.OTHER, False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_reason_is_told_and_whether_waiting_helps(error: Exception, reason: Reason, for_good: bool) -> None:
    assert (reason_of(error), refused_for_good(error)) == (reason, for_good)


def test_lease_is_longer_than_sending_one_mail_can_take(settings: Settings) -> None:
    assert timedelta(seconds=10 * settings.EMAIL_TIMEOUT) < LEASE
