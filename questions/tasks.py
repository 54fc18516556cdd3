"""Mails to owners, asked for in the background: no page takes longer for an address that is known."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django_tasks import task

from questions.models.access import Access
from questions.models.assessment import Assessment


@task()
def send_links(assessments: list[str], by: int | None = None) -> None:
    """Have a link to go on mailed for each of these assessments to its shop's address; `by` a colleague who asked."""
    colleague = User.objects.filter(pk=by).first() if by else None
    if by and colleague is None:  # whose account is gone asks for nothing
        return
    for assessment in Assessment.objects.filter(pk__in=assessments).exclude(shop__email="").select_related("shop"):
        Access.objects.mail_link(assessment, at=timezone.now(), by=colleague)


@task()
def send_invitations(accesses: list[int]) -> None:
    """As older versions queued it: have these invitations mailed that nobody has mailed yet."""
    waiting = Access.objects.filter(pk__in=accesses, kind=Access.Kind.INVITE, sent=None, used=None, revoked=None)
    if settings.MAIL_ENABLED:
        found = waiting.select_related("assessment__shop").defer("assessment__scorecard")
        Access.objects.mail_invitations(list(found), at=timezone.now())
