"""Mails, sent in the background: no page waits for a mail server, and none takes longer for a known address."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from questions.access import Access
from questions.mail import mail_link
from questions.models import Assessment

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
