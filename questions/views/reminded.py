"""The pages that a reminder's links lead to: back to the answers, and no more reminders."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.models.allowance import MAILBOX
from questions.limits import MAIL, take
from questions.models.access import RESUME_HOURS, Access
from questions.models.nudge import Nudge


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminded(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button on GET, because mail programs open links; it mails a fresh link to where the mail went."""
    row, now = Nudge.objects.of_token(token), timezone.now()
    context: dict[str, Any] = {"good": True, "hours": RESUME_HOURS, "mails": MAILBOX.mailbox}
    if row is None or row.over(at=now):
        return render(request, "questions/reminded.html", {**context, "good": False}, status=HTTPStatus.GONE)
    context["silent"] = not settings.MAIL_ENABLED
    if request.method == "POST" and settings.MAIL_ENABLED:
        take(request, MAIL)
        own = row.assessment.shop.own_email.lower() == row.address.lower()
        # Only the owner's own address gets the owner's own key; another lends the firm's rights.
        Access.objects.mail_link(row.assessment, at=now, by=None if own else row.by)
        context["sent"] = True
    return render(request, "questions/reminded.html", context)


@csrf_exempt  # a mail program presses it too, and has no cookie: the token is what counts
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button on GET; a POST stops the reminders, also that of a mail program (RFC 8058)."""
    row = Nudge.objects.of_token(token)
    if row is None:
        return render(request, "questions/stop.html", {"gone": True}, status=HTTPStatus.GONE)
    if request.method == "POST":
        row.stop(at=timezone.now())
    stopped = request.method == "POST" or row.assessment.shop.mails_stopped is not None
    return render(request, "questions/stop.html", {"stopped": stopped})
