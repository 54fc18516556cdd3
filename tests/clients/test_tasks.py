"""The worker comes back for mails that did not get through, also for those of a worker that is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from clients.models.firms import Invitation, Role
from clients.models.outbox import LEASE, PAUSES, Mail
from clients.tasks import go_on_sending, send_invitation, send_mails
from tests.makers import make_firm, make_member

pytestmark = pytest.mark.django_db
SOON = timedelta(seconds=10)


@pytest.fixture(autouse=True)
def _by_mail(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.MAIL_ENABLED = True


def invite() -> Invitation:
    firm = make_firm()
    by = make_member(firm, Role.OWNER)
    now = timezone.now()
    return Invitation.objects.invite(firm=firm, email="new@example.com", role=Role.VIEWER, at=now, by=by)[0]


def waiting() -> list[timedelta]:
    """How long from now the tasks begin that look after mails, those at once aside."""
    tasks = DBTaskResult.objects.filter(task_path="clients.tasks.send_mails", run_after__year__lt=9999)
    return [task.run_after - timezone.now() for task in tasks.order_by("run_after")]


def near(found: list[timedelta], *wanted: timedelta) -> bool:
    return len(found) == len(wanted) and all(
        abs(one - two) < SOON for one, two in zip(found, sorted(wanted), strict=True)
    )


def test_after_a_mail_that_went_out_only_the_watch_over_it_is_left() -> None:
    invite()
    send_mails.call()
    assert len(mail.outbox) == 1
    assert near(waiting(), LEASE)
    send_mails.call()
    assert near(waiting(), LEASE), "nothing was due, so nobody comes back"


def test_for_a_mail_that_did_not_get_through_somebody_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", away)
    invite()
    send_mails.call()
    assert near(waiting(), PAUSES[0], LEASE)


@pytest.mark.parametrize("state", [Mail.State.QUEUED, Mail.State.SENDING])
def test_worker_that_starts_looks_after_what_was_left(state: Mail.State) -> None:
    go_on_sending()
    assert waiting() == []
    invite()
    later = timezone.now() + PAUSES[3]
    Mail.objects.update(state=state, next_try=later, tried=timezone.now())
    go_on_sending()
    assert near(waiting(), PAUSES[3] if state == Mail.State.QUEUED else LEASE)


def test_task_that_an_older_version_queued_still_mails() -> None:
    firm = make_firm()
    now = timezone.now()
    made, _ = Invitation.objects.issue(firm=firm, email="new@example.com", role=Role.VIEWER, at=now)
    send_invitation.call(made.pk)
    send_invitation.call(999_999)
    send_mails.call()
    assert [each.to for each in mail.outbox] == [["new@example.com"]]
