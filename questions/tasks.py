"""Mails, sent in the background: no page waits for a mail server, and none takes longer for a known address."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from questions.access import Access
from questions.mail import mail_link
from questions.models import Assessment

QUIET = timedelta(minutes=2)  # between two mails for one assessment, so that nobody's letter box can be flooded


@task()
def send_links(assessments: list[str]) -> None:
    """Mail a link to go on for each of these assessments to its shop's address."""
    for assessment in Assessment.objects.filter(pk__in=assessments).exclude(shop__email="").select_related("shop"):
        lately = assessment.accesses.filter(kind=Access.Kind.RESUME, created__gt=timezone.now() - QUIET)
        if not lately.exists():
            mail_link(assessment)
