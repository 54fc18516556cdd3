"""Mails, sent in the background: no page waits for a mail server, and none takes longer for a known address."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import get_connection
from django.utils import timezone
from django_tasks import task

from questions.models.access import Access
from questions.models.assessment import Assessment
from questions.models.mail_limit import Mailed
from questions.owner_mail import mail_invitation, mail_link

log = logging.getLogger(__name__)
QUIET = timedelta(minutes=2)  # between two mails for one assessment; see also Mailed


@task()
def send_links(assessments: list[str], by: int | None = None) -> None:
    """Mail a link to go on for each of these assessments to its shop's address; `by` the colleague who asked for it."""
    colleague = User.objects.filter(pk=by).first() if by else None
    if by and colleague is None:  # whose account is gone asks for nothing
        return
    for assessment in Assessment.objects.filter(pk__in=assessments).exclude(shop__email="").select_related("shop"):
        now = timezone.now()
        lately = assessment.accesses.filter(kind=Access.Kind.RESUME, created__gt=now - QUIET)
        if not lately.exists() and Mailed.objects.allow(assessment.shop.email, at=now):
            mail_link(assessment, by=colleague)


@task()
def send_invitations(accesses: list[int]) -> None:
    """Mail these invitations that nobody has mailed yet; one that is refused stays unsent, and the others go."""
    waiting = Access.objects.filter(pk__in=accesses, kind=Access.Kind.INVITE, sent=None, used=None, revoked=None)
    if not settings.MAIL_ENABLED:
        return
    found = waiting.exclude(assessment__shop__email="").select_related("assessment__shop__firm", "made_by")
    with get_connection() as connection:
        for access in found.defer("assessment__shop__firm__logo"):
            try:
                mail_invitation(access, connection, at=timezone.now())
            except (SMTPException, OSError) as error:
                log.warning("Invitation %s was not sent: %s", access.pk, type(error).__name__)
