"""A reminder waits ten minutes, goes to the shop's address and nobody else, and never to who stopped them."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from clients.models.firms import Membership
from clients.models.history import Change
from clients.models.outbox import Mail
from clients.models.shops import Shop
from clients.sending import send_due
from clients.viewers import NOBODY
from questions.models.access import Access
from questions.models.assessment import Assessment
from questions.models.nudge import APART, WAITS, WITHIN, Nudge
from tests.makers import AT, answers_of, make_assessment, make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def reminded(*, at: datetime | None = None) -> Nudge:
    shop = make_shop("Bob's", owner="Bob", email="bob@example.com", firm=make_firm())
    by = make_member(shop.firm)
    at = at or timezone.now() - WAITS
    return Nudge.objects.remind([make_assessment(shop=shop)], subject="Hello", text="Please.", by=by, at=at)[0]


def test_reminder_waits_and_then_goes_out_once() -> None:
    now = timezone.now()
    row = reminded(at=now)
    queued = Mail.objects.get()
    assert (queued.asked, queued.next_try, queued.shop) == (now, now + WAITS, row.shop)
    send_due()
    assert mail.outbox == []
    Mail.objects.update(next_try=now)
    for _ in range(2):
        send_due()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["bob@example.com"], "Hello")
    assert Change.objects.get(what="reminded").who == row.by
    assert not Nudge.objects.call_back([row.pk], who=NOBODY, at=now)


def test_reminder_is_called_back_until_it_goes() -> None:
    row = reminded()
    assert list(Nudge.objects.lately(at=timezone.now())) == [row.shop_id]
    assert Nudge.objects.call_back([row.pk], who=NOBODY, at=AT) == [row]
    assert Nudge.objects.call_back([row.pk], who=NOBODY, at=AT) == []
    send_due()
    assert (mail.outbox, Mail.objects.get().state) == ([], Mail.State.RECALLED)
    assert Nudge.objects.get().recalled == AT
    assert not Nudge.objects.lately(at=timezone.now())


def test_reminded_lately_is_within_a_day() -> None:
    reminded(at=AT)
    assert Nudge.objects.lately(at=AT + APART - timedelta(seconds=1)).exists()
    assert not Nudge.objects.lately(at=AT + APART).exists()


@pytest.mark.parametrize("what", ["stopped", "submitted", "withdrew", "moved", "left", "late"])
def test_reminder_that_is_over_goes_to_nobody(what: str) -> None:
    row = reminded()
    match what:
        case "stopped":
            row.stop(at=AT)
            row.stop(at=AT)
            assert Change.objects.filter(what="reminders-stopped").count() == 1
        case "submitted":
            row.assessment.record(answers_of("bob-breakfix"), at=AT)
            row.assessment.submit(at=AT)
        case "withdrew":
            Shop.objects.update(firm=None)
        case "moved":
            Shop.objects.update(email="ann@example.com")
        case "left":
            Membership.objects.get().delete()
        case "late":
            Nudge.objects.update(at=timezone.now() - WITHIN)
    send_due()
    assert (mail.outbox, Mail.objects.get().state) == ([], Mail.State.DROPPED)


def test_what_was_mailed_before_goes_on_to_work_until_one_is_used() -> None:
    row = reminded()
    assert row.by is not None
    old = Access.invitation(row.assessment, "old", by=row.by, at=timezone.now())
    old.save()
    send_due()
    new = Access.objects.exclude(pk=old.pk).get()
    assert (new.kind, new.made_by, bool(new.sent), new.revoked) == ("invite", row.by, True, None)
    assert Access.objects.backed().filter(pk__in=[old.pk, new.pk]).count() == 2
    assert old.accept(at=timezone.now()) == row.assessment
    assert Access.objects.filter(kind="invite", used=None).count() == 0
    assert Assessment.objects.get().opened is not None


def test_taking_the_invitation_back_ends_every_link() -> None:
    row = reminded()
    send_due()
    assert row.by is not None
    old = Access.invitation(row.assessment, "old", by=row.by, at=timezone.now())
    old.save()
    old.revoke(by=row.by, at=AT)
    assert set(Access.objects.values_list("revoked", flat=True)) == {AT}
