"""Reminders go out once, when their day has come, and never to who stopped them or has left."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from clients.models.history import Change
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from clients.viewers import NOBODY
from plans.models.reminder import Reminder
from questions.models.assessment import Assessment
from questions.signals import withdrawn
from tests.makers import AT, make_firm, make_member, make_shop, make_submitted

pytestmark = pytest.mark.django_db
BOB = "bob@example.com"
DAY = timedelta(days=1)


@pytest.fixture
def assessment(settings: Settings) -> Assessment:
    settings.MAIL_ENABLED = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    return make_submitted(shop=make_shop(firm=make_firm()))


def ask(shop: Shop, *days: int) -> None:
    Reminder.objects.ask(shop, days, address=BOB, at=AT)


def test_each_goes_out_once_when_its_day_has_come(assessment: Assessment) -> None:
    ask(assessment.shop, 90, 30)
    assert [Reminder.objects.queue_due(at=AT + after * DAY) for after in (29, 30, 30, 89, 90, 400)] == [
        0,
        1,
        0,
        0,
        1,
        0,
    ]
    assert [(mail.kind, mail.address, mail.shop) for mail in Mail.objects.all()] == [
        (Kind.REMINDER, BOB, assessment.shop)
    ] * 2
    first = Reminder.objects.earliest("due")
    assert not first.queue(at=AT)  # another worker that had seen it as due
    assert [(line.what, line.detail) for line in Change.objects.all()] == [("reminders-asked", {"when": "30, 90"})]


def test_asking_again_takes_the_place_of_what_waits(assessment: Assessment) -> None:
    ask(assessment.shop, 30, 90)
    Reminder.objects.queue_due(at=AT + 30 * DAY)
    ask(assessment.shop, 30)
    assert [row.days for row in Reminder.objects.waiting()] == [30]
    assert Reminder.objects.count() == 2


def test_none_goes_out_to_who_stopped_them(assessment: Assessment) -> None:
    ask(assessment.shop, 30, 90)
    assert [Reminder.objects.stop(assessment.shop, at=AT) for _ in range(2)] == [2, 0]
    assert Reminder.objects.queue_due(at=AT + 400 * DAY) == 0
    assert [line.what for line in Change.objects.order_by("pk")] == ["reminders-asked", "reminders-stopped"]
    assert all(row.over for row in Reminder.objects.all())


def test_none_goes_out_for_a_shop_that_withdrew_or_was_deleted(assessment: Assessment) -> None:
    ask(assessment.shop, 30)
    firm = assessment.shop.firm
    assessment.shop.withdraw(who=NOBODY)
    assert Reminder.objects.queue_due(at=AT + 30 * DAY) == 0
    assert Reminder.objects.get().over
    withdrawn.send(sender=Shop, shop=assessment.shop, firm=firm)
    Shop.objects.update(withdrawn=None)  # back at a firm
    assert Reminder.objects.queue_due(at=AT + 30 * DAY) == 0
    ask(assessment.shop, 30)
    assessment.shop.delete()
    assert Reminder.objects.queue_due(at=AT + 30 * DAY) == 0


def test_who_withdrew_may_ask_for_their_own(assessment: Assessment) -> None:
    Shop.objects.update(firm=None, withdrawn=AT - DAY)
    assessment.shop.refresh_from_db()
    ask(assessment.shop, 30)
    assert Reminder.objects.queue_due(at=AT + 30 * DAY) == 1


def test_without_a_mail_server_they_wait(assessment: Assessment, settings: Settings) -> None:
    ask(assessment.shop, 30)
    settings.MAIL_ENABLED = False
    assert Reminder.objects.queue_due(at=AT + 30 * DAY) == 0
    settings.MAIL_ENABLED = True
    assert Reminder.objects.queue_due(at=AT + 31 * DAY) == 1


def test_a_link_is_mailed_at_once_to_the_owners_own_address(assessment: Assessment) -> None:
    Reminder.objects.mail_link(assessment.shop, address=BOB, at=AT)
    Reminder.objects.mail_link(assessment.shop, address=BOB, at=AT)
    assert (Reminder.objects.get().days, Mail.objects.get().kind) == (0, Kind.PLAN)
    assert Shop.objects.values_list("own_email", flat=True).get() == BOB
    Reminder.objects.stop(assessment.shop, at=AT)
    assert not Reminder.objects.get().over


def test_only_a_hash_of_its_token_is_kept(assessment: Assessment) -> None:
    ask(assessment.shop, 30)
    row = Reminder.objects.get()
    assert Reminder.objects.of_token(row.token) == row
    assert Reminder.objects.of_token("") is None
    assert row.token not in str(Reminder.objects.values().get())
    assert Reminder.objects.visible_to(make_member(assessment.shop.firm)).get() == row
    assert not Reminder.objects.visible_to(NOBODY).exists()
