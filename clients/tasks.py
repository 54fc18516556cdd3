"""Tasks that send mail; a link is made only when its mail is sent, so no task holds one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from clients.models.firms import Invitation
from clients.models.outbox import LEASE, Mail
from clients.sending import send_due


@task()
def send_mails() -> None:
    """Send what is due, and schedule the next run for the rest."""
    now = timezone.now()
    due = Mail.objects.next_due()
    if due and due <= now:
        _come_back(now + LEASE)  # also if this worker is killed meanwhile
        send_due()
        _come_back(Mail.objects.next_due())


def go_on_sending() -> None:
    """Schedule sending for what an earlier worker left, for when it is due."""
    if due := Mail.objects.next_due():
        _come_back(max(due, timezone.now()))


def send_queued(sender: object, **kwargs: Any) -> None:
    send_mails.enqueue()


def _come_back(at: datetime | None) -> None:
    if at and send_mails.get_backend().supports_defer:
        send_mails.using(run_after=at).enqueue()


@task()
def send_invitation(invitation: int) -> None:
    """Mail a colleague the link to join; kept for tasks that older versions queued."""
    for found in Invitation.objects.filter(pk=invitation).select_related("firm").defer("firm__logo"):
        found.mail(at=timezone.now())
