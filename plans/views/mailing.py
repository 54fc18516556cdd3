"""Mails about a plan: asked for by the owner, and the pages that their links lead to."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.fields import EmailFormField
from clients.models.allowance import MAILBOX
from plans.fetch import Planned, of_owned_plan
from plans.models.plan import newest_result
from plans.models.reminder import AFTER, Reminder
from questions.limits import MAIL, take
from questions.models.access import RESUME_HOURS, Access


class MailForm(forms.Form):
    """Where to, and what: a link now (`do` is then `link`), or reminders."""

    email = EmailFormField(label=_("Your email address"), max_length=254)
    after = forms.TypedMultipleChoiceField(
        label=_("Remind me"), coerce=int, choices=[(days, days) for days in AFTER], required=False
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_owned_plan
def ask(request: HttpRequest, found: Planned) -> HttpResponseBase:
    """Mail the owner a link to the plan, or note when to remind them, or stop reminding them."""
    context: dict[str, Any] = {"assessment": found.assessment, "after": AFTER, "mails": MAILBOX.mailbox}
    context["mail"] = settings.MAIL_ENABLED
    if request.method != "POST":
        return _ask_page(request, found, context)
    now = timezone.now()
    if request.POST.get("do") == "stop":
        Reminder.objects.stop(found.shop, at=now)
        return _ask_page(request, found, {**context, "stopped": True})
    form = MailForm(request.POST)
    link = request.POST.get("do") == "link"
    if form.is_valid() and not link and not form.cleaned_data["after"]:
        form.add_error("after", _("Choose when to remind you."))
    if not form.is_valid() or not settings.MAIL_ENABLED:
        return _ask_page(request, found, {**context, "form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    address = form.cleaned_data["email"]
    take(request, MAIL)
    if link:
        Reminder.objects.mail_link(found.shop, address=address, at=now)
        return _ask_page(request, found, {**context, "sent": address})
    Reminder.objects.ask(found.shop, form.cleaned_data["after"], address=address, at=now)
    return _ask_page(request, found, {**context, "noted": address})


def _ask_page(request: HttpRequest, found: Planned, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    waiting = Reminder.objects.waiting().filter(shop=found.shop)
    return render(request, "plans/mailing.html", {**context, "waiting": waiting}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button on GET, because mail programs open links; it mails a fresh link to where the mail went."""
    row = Reminder.objects.of_token(token)
    newest = newest_result(row.shop)[0] if row and row.still_theirs else None
    context: dict[str, Any] = {"good": newest is not None, "hours": RESUME_HOURS, "mails": MAILBOX.mailbox}
    if newest is None:
        return render(request, "plans/back.html", context, status=HTTPStatus.GONE)
    if request.method == "POST" and settings.MAIL_ENABLED:
        take(request, MAIL)
        Access.objects.mail_link(newest, at=timezone.now())
    context["sent"] = request.method == "POST" and settings.MAIL_ENABLED
    context["silent"] = not settings.MAIL_ENABLED
    return render(request, "plans/back.html", context)


@csrf_exempt  # a mail program presses it too, and has no cookie: the token is what counts
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button on GET; a POST stops the reminders, also that of a mail program (RFC 8058)."""
    row = Reminder.objects.of_token(token)
    if row is None:
        return render(request, "plans/stop.html", {"gone": True}, status=HTTPStatus.GONE)
    if request.method == "POST":
        Reminder.objects.stop(row.shop, at=timezone.now())
    stopped = request.method == "POST" or row.stopped is not None
    return render(request, "plans/stop.html", {"stopped": stopped})
