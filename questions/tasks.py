"""Tasks that mail owners, so that a page takes no longer for a known address."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django_tasks import task

from questions.models.access import Access
from questions.models.assessment import Assessment


@task()
def send_links(assessments: list[str], by: int | None = None) -> None:
    """Mail a link to continue for each assessment to its shop's address; `by` is the colleague who asked, if any."""
    colleague = User.objects.filter(pk=by).first() if by else None
    if by and colleague is None:  # a request by an account that is gone is dropped
        return
    for assessment in Assessment.objects.filter(pk__in=assessments).select_related("shop"):
        Access.objects.mail_link(assessment, at=timezone.now(), by=colleague)


@task()
def send_invitations(accesses: list[int]) -> None:
    """Mail the invitations that are not sent yet; kept for tasks that older versions queued."""
    waiting = Access.objects.filter(pk__in=accesses, kind=Access.Kind.INVITE, sent=None, used=None, revoked=None)
    if settings.MAIL_ENABLED:
        found = waiting.select_related("assessment__shop").defer("assessment__scorecard")
        Access.objects.mail_invitations(list(found), at=timezone.now())
