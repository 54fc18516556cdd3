"""What a mail about a plan says: the way back and how to stop it, and no answer."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django import Settings

from clients.models.outbox import Mail
from clients.sending import send_due
from plans.models.item import Item
from plans.models.reminder import Reminder
from questions.models.assessment import Assessment
from tests.makers import AT, make_shop, make_submitted

pytestmark = pytest.mark.django_db
SITE, BOB = "http://127.0.0.1:8000", "bob@example.com"


@pytest.fixture
def assessment(settings: Settings) -> Assessment:
    settings.MAIL_ENABLED = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    return make_submitted(shop=make_shop("Bob's", people=3))


def sent() -> mail.EmailMessage:
    send_due()
    (message,) = mail.outbox
    return message


def test_reminder_leads_back_and_is_stopped_by_one_press(assessment: Assessment) -> None:
    Reminder.objects.ask(assessment.shop, [30], address=BOB, at=AT - timedelta(days=30))
    Reminder.objects.queue_due(at=AT)
    message, token = sent(), Reminder.objects.get().token
    back, stop = (SITE + reverse(f"plans:{name}", args=[token]) for name in ("back", "stop"))
    assert message.to == [BOB]
    assert message.extra_headers == {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    body = str(message.body)
    assert back in body
    assert stop in body
    assert "the plan of Bob's after 30 days" in body
    assert token not in str(Mail.objects.values().get())
    assert not [item.title for item in Item.objects.all() if item.title in body]


def test_link_at_once_says_what_it_is_and_holds_no_answer(assessment: Assessment) -> None:
    Reminder.objects.mail_link(assessment.shop, address=BOB, at=AT)
    body = str(sent().body)
    assert SITE + reverse("plans:back", args=[Reminder.objects.get().token]) in body
    assert not [item.title for item in Item.objects.all() if item.title in body]
    assert "done" not in body


@pytest.mark.parametrize("meanwhile", ["stopped", "elsewhere", "deleted"])
def test_a_queued_reminder_does_not_go_out_after_all(assessment: Assessment, meanwhile: str) -> None:
    Reminder.objects.ask(assessment.shop, [30], address=BOB, at=AT - timedelta(days=30))
    Reminder.objects.queue_due(at=AT)
    match meanwhile:
        case "stopped":
            Reminder.objects.stop(assessment.shop, at=AT)
        case "elsewhere":
            assessment.shop.own_email = "ann@example.com"
            assessment.shop.save()
        case "deleted":
            Reminder.objects.all().delete()
    send_due()
    assert mail.outbox == []
    assert Mail.objects.get().state == Mail.State.DROPPED
