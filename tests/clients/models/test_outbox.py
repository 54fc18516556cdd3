"""Mails as rows: queued with what causes them, tried with growing pauses, failed with a reason, sent once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from clients.models.history import Change, Code
from clients.models.outbox import LEASE, PAUSES, QUIET, Kind, Mail, Reason
from tests.makers import AT, make_firm, make_member, make_shop

pytestmark = pytest.mark.django_db
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _queue(settings: object) -> None:
    """Nothing is sent unasked: tasks wait for a worker, and none is running."""
    settings.TASKS = QUEUE  # type: ignore[attr-defined]  # pytest-django's


def queued() -> Mail:
    Mail.objects.queue(Kind.RESUME, 7, at=AT, shop=make_shop())
    return Mail.objects.get()


def fresh(mail: Mail) -> Mail:
    return Mail.objects.get(pk=mail.pk)


def test_mail_and_its_task_are_there_with_what_causes_them_or_not_at_all() -> None:
    with transaction.atomic():
        queued()
        assert DBTaskResult.objects.get().task_path == "clients.tasks.send_mails"
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_row_holds_no_link() -> None:
    mail = queued()
    held = {field.name for field in Mail._meta.get_fields()}
    assert held == {
        "id", "kind", "about", "firm", "shop", "to", "by", "state", "asked", "next_try", "tries", "tried", "sent",
        "confirmed", "reason", "address",
    }  # fmt: skip
    assert mail.about == "7"


def test_one_takes_it_up_and_nobody_else() -> None:
    mail, same = queued(), Mail.objects.get()
    assert [mail.claim(at=AT), same.claim(at=AT), mail.claim(at=AT + LEASE)] == [True, False, False]
    assert (mail.state, mail.tries) == (Mail.State.SENDING, 1)


def test_pauses_grow_for_hours_and_then_it_has_failed_with_the_reason() -> None:
    mail, at, waited = queued(), AT, []
    while fresh(mail).state == Mail.State.QUEUED:
        assert mail.claim(at=at)
        mail.postpone(Reason.UNREACHABLE, at=at)
        mail = fresh(mail)
        waited.append(mail.next_try - at)
        assert not mail.claim(at=mail.next_try - SECOND)
        at = mail.next_try
    assert tuple(waited[:-1]) == PAUSES == tuple(sorted(PAUSES))
    assert sum(PAUSES, timedelta()) > timedelta(hours=6)
    assert (mail.state, mail.why, mail.tries) == ("failed", "the mail server could not be reached", len(PAUSES) + 1)


def test_what_is_refused_for_good_has_failed_at_once() -> None:
    mail = queued()
    mail.claim(at=AT)
    mail.postpone(Reason.ADDRESS, at=AT, for_good=True)
    assert (fresh(mail).state, fresh(mail).why) == ("failed", "the mail server refused the address")


def test_failed_one_is_sent_again_from_the_beginning_and_no_other() -> None:
    mail = queued()
    assert not mail.send_again(at=AT)
    Mail.objects.update(state=Mail.State.FAILED, tries=9, reason=Reason.UNREACHABLE)
    assert [fresh(mail).send_again(at=AT) for _ in range(2)] == [True, False]
    again = fresh(mail)
    assert (again.state, again.tries, again.reason, again.next_try) == (Mail.State.QUEUED, 0, "", AT)


@pytest.mark.parametrize(("handed_over", "state"), [(False, "queued"), (True, "failed")])
def test_what_a_dead_worker_was_at_goes_again_only_if_it_cannot_have_gone_out(handed_over: bool, state: str) -> None:
    mail = queued()
    mail.claim(at=AT)
    if handed_over:
        assert mail.hand_over(at=AT)
    Mail.objects.release(at=AT + LEASE - SECOND)
    assert fresh(mail).state == Mail.State.SENDING
    assert Mail.objects.next_due() == AT + LEASE
    Mail.objects.release(at=AT + LEASE)
    assert (fresh(mail).state, fresh(mail).reason) == (state, "unsure" if handed_over else "")
    # It was not dead but slow, and comes back: the row is no longer its own.
    assert not mail.hand_over(at=AT)
    mail.confirm(at=AT)
    mail.drop()
    assert fresh(mail).state == state


def test_the_same_again_is_sent_again_but_not_at_once() -> None:
    mail = queued()
    for later, tries in ((QUIET - SECOND, 1), (QUIET, 0)):
        Mail.objects.update(state=Mail.State.SENT, sent=AT, confirmed=AT, tries=1)
        Mail.objects.queue(Kind.RESUME, 7, at=AT + later, shop=mail.shop)
        assert fresh(mail).tries == tries
    mail = fresh(mail)
    assert (mail.state, mail.sent) == (Mail.State.QUEUED, None)
    mail.claim(at=AT + QUIET)
    Mail.objects.queue(Kind.RESUME, 7, at=AT + QUIET, shop=mail.shop)
    assert fresh(mail).state == Mail.State.SENDING, "somebody is at it"


def test_each_of_several_colleagues_is_told_once() -> None:
    firm = make_firm()
    one, two, later = (make_member(firm) for _ in range(3))
    for to in ((one, two), (one, two, later)):
        Mail.objects.queue_once(Kind.SUBMITTED, "x", to=to, at=AT, shop=make_shop(firm=firm))
    assert [mail.to for mail in Mail.objects.order_by("pk")] == [one, two]


def test_sent_mail_stands_in_the_history_where_a_colleague_wants_to_know() -> None:
    firm = make_firm()
    anna, shop = make_member(firm, name="anna"), make_shop(firm=firm)
    Mail.objects.queue_once(Kind.SUBMITTED, "x", to=[anna], at=AT, shop=shop)
    Mail.objects.queue(Kind.NOTES, "x", at=AT, shop=shop, by=anna)
    Mail.objects.queue(Kind.RESUME, "x", at=AT, shop=shop)
    for mail in Mail.objects.order_by("pk"):
        mail.claim(at=AT)
        mail.confirm(at=AT)
    lines = [(each.what, each.who, each.shop, each.detail["to"]) for each in Change.objects.order_by("pk")]
    assert lines == [(Code.MAILED_SUBMITTED, None, shop, "anna"), (Code.MAILED_NOTES, anna, shop, "")]


def test_mails_go_with_their_shop_and_move_when_it_is_merged() -> None:
    shop = queued().shop
    other = make_shop()
    assert shop
    with override_settings(TASKS=QUEUE):
        other.merge(shop)
    assert Mail.objects.get().shop == other
    other.delete()
    assert not Mail.objects.exists()
