"""Mails, sent in the background: no page waits for a mail server, and none takes longer for a known address."""

from __future__ import annotations

import logging
from datetime import timedelta
from hashlib import sha256
from smtplib import SMTPException

from django.conf import settings
from django.core.cache import cache
from django.core.mail import get_connection
from django.utils import timezone
from django_tasks import task

from questions.access import Access
from questions.mail import mail_invitation, mail_link
from questions.models import Assessment

log = logging.getLogger(__name__)
# So that nobody's letter box can be flooded: between two mails for one assessment, and to one address in an hour.
QUIET = timedelta(minutes=2)
MOST_AN_HOUR = 5


@task()
def send_links(assessments: list[str]) -> None:
    """Mail a link to go on for each of these assessments to its shop's address."""
    for assessment in Assessment.objects.filter(pk__in=assessments).exclude(shop__email="").select_related("shop"):
        lately = assessment.accesses.filter(kind=Access.Kind.RESUME, created__gt=timezone.now() - QUIET)
        if not lately.exists() and _may_write_to(assessment.shop.email):
            mail_link(assessment)


def _may_write_to(email: str) -> bool:
    """Counted in the worker's own memory: an address may belong to many shops by now, or to none any more."""
    key = f"mails-{sha256(email.lower().encode()).hexdigest()}"
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) <= MOST_AN_HOUR


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
