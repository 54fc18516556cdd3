"""What a reminder says: the colleague's words, a link that fits, the way to stop, and no answer."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from clients.models.outbox import Mail
from clients.sending import send_due
from questions.models.assessment import Assessment
from questions.models.nudge import WAITS, Nudge
from tests.makers import make_assessment, make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db
SITE = r"http://127\.0\.0\.1:8000"


@pytest.fixture(autouse=True)
def _mail(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def sent(assessment: Assessment) -> mail.EmailMessage:
    by = make_member(assessment.shop.firm, name="carl")
    Nudge.objects.remind([assessment], subject="How is it going?", text="Call me.", by=by, at=timezone.now() - WAITS)
    send_due()
    (message,) = mail.outbox
    return message


def make_open(**fields: str) -> Assessment:
    return make_assessment(shop=make_shop("Bob's", owner="Bob", email="bob@example.com", firm=make_firm(), **fields))


def test_owner_who_has_not_opened_gets_an_invitation() -> None:
    message = sent(make_open())
    body = str(message.body)
    assert body.startswith("Hello Bob,\n\nCall me.\n")
    link, stop = re.search(rf"{SITE}(/i/[\w-]{{43}}/)", body), re.search(rf"{SITE}(/n/[\w-]{{43}}/stop/)", body)
    assert link
    assert stop
    assert Client().get(link[1]).status_code == 200
    headers = message.extra_headers
    assert headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000{stop[1]}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Northern Advice" in message.from_email


def test_owner_who_has_begun_gets_the_way_back_and_no_answer() -> None:
    assessment = make_open(own_email="bob@example.com")
    assessment.record({"the-dream": "quokka", "hours-worked": 77}, at=timezone.now())
    body = str(sent(Assessment.objects.get()).body)
    link = re.search(rf"{SITE}(/n/[\w-]{{43}}/)\n", body)
    assert link
    assert "quokka" not in body
    assert "77" not in body.replace(link[0], "").partition("Hello")[2].partition("http")[0]
    assert Client().get(link[1]).status_code == 200


def test_mail_that_failed_says_why_and_can_be_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(message: mail.EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionResetError

    assessment = make_open()
    by = make_member(assessment.shop.firm)
    Nudge.objects.remind([assessment], subject="x", text="x", by=by, at=timezone.now() - WAITS)
    with monkeypatch.context() as broken:
        broken.setattr(mail.EmailMessage, "send", refuse)
        send_due()
    failed = Mail.objects.get()
    assert (failed.reason, failed.why) == ("unreachable", "the mail server could not be reached")
    Mail.objects.update(next_try=timezone.now() - timedelta(minutes=1))
    send_due()
    assert len(mail.outbox) == 1
