"""Mails, sent in the background; a link is made when it is sent, so that no list of tasks holds one."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from clients.colleague_mail import mail_invitation
from clients.models.firms import Invitation, Over


@task()
def send_invitation(invitation: int) -> None:
    """Mail a colleague the link to join, if the invitation still stands."""
    for found in Invitation.objects.filter(pk=invitation).select_related("firm"):
        try:
            mail_invitation(found, found.renew(at=timezone.now()))
        except Over:
            return
