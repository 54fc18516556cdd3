"""Pages to continue elsewhere, to start again, and to leave nothing behind in a shared browser."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

import segno
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from clients.fields import EmailFormField
from clients.models.allowance import MAILBOX
from clients.models.outbox import Kind, Mail
from clients.security.log import tell
from clients.tokens import token_hash
from clients.viewers import Guest
from questions.browser import forget, hold, on_behalf, token_of, viewer_of
from questions.fetch import is_lent, of_submitted, visible_or_404
from questions.forms import page_key
from questions.limits import MAIL, STARTING, take
from questions.models.access import RESUME_HOURS, Access
from questions.models.assessment import Assessment
from questions.owner_mail import make_link
from questions.tasks import send_links


class EmailForm(forms.Form):
    email = EmailFormField(label=_("Your email address"), max_length=254)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Make a link that opens this assessment once on another device; mail it, or show it to copy."""
    viewer = viewer_of(request)
    assessment = visible_or_404(request, pk, viewer)
    lent = is_lent(viewer, assessment)
    if lent and request.method == "POST":
        raise PermissionDenied
    context = {
        "assessment": assessment,
        "lent": lent,
        "mail": settings.MAIL_ENABLED,
        "key": uuid4(),
        "hours": RESUME_HOURS,
        "mails": MAILBOX.mailbox,
    }
    if settings.MAIL_ENABLED:
        kind = Kind.LENT if on_behalf(viewer, assessment) else Kind.RESUME
        context["unsent"] = Mail.objects.unsent(kind, assessment.pk)
    if request.method != "POST":
        return render(request, "questions/elsewhere.html", context)
    if "email" in request.POST:
        form = EmailForm(request.POST)
        if not settings.MAIL_ENABLED or not form.is_valid():
            return render(
                request, "questions/elsewhere.html", {**context, "form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY
            )
        by = on_behalf(viewer, assessment)
        take(request, MAIL)
        Access.objects.mail_link(assessment, at=timezone.now(), email=form.cleaned_data["email"], by=by)
        return render(request, "questions/elsewhere.html", {**context, "sent": form.cleaned_data["email"]})
    link = make_link(assessment, page_key(request.POST), on_behalf(viewer, assessment))
    qr = segno.make(link, micro=False).svg_data_uri(scale=4, border=2, dark="#1b2733")
    return render(request, "questions/elsewhere.html", {**context, "link": link, "qr": qr})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponseBase:
    """Mail a link to a known address; the response is the same for every address."""
    if not settings.MAIL_ENABLED:
        return render(request, "questions/ask.html", {"mail": False})
    form = EmailForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return render(request, "questions/ask.html", {"form": form, "mail": True}, status=status)
    take(request, MAIL)
    # The same work for every address, known or not.
    send_links.enqueue([str(each.pk) for each in Assessment.objects.known_by(form.cleaned_data["email"])])
    return render(
        request, "questions/ask.html", {"mail": True, "sent": form.cleaned_data["email"], "hours": RESUME_HOURS}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show a button on GET, because mail programs open links; only the button uses the link up."""
    if request.method != "POST":
        good = Access.objects.open(Access.Kind.RESUME, token, at=timezone.now()).live().exists()
        status = HTTPStatus.OK if good else HTTPStatus.GONE
        return render(request, "questions/resume.html", {"good": good, "hours": RESUME_HOURS}, status=status)
    link = Access.objects.consume(token, at=timezone.now())
    if link is None:
        return render(request, "questions/resume.html", {"good": False, "hours": RESUME_HOURS}, status=HTTPStatus.GONE)
    response = redirect("questions:hub", link.assessment_id)
    hold(request, response, link.assessment, link)
    return response


@never_cache
@require_POST
def forget_browser(request: HttpRequest) -> HttpResponse:
    keys = Access.objects.filter(token_hash=token_hash(token_of(request)), kind=Access.Kind.BROWSER)
    if keys.update(revoked=timezone.now()):
        tell("browser-forgotten")
    response = render(request, "questions/forgotten.html")
    forget(response)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_submitted
def again(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Start a retake; a double click starts one, thanks to the page's key."""
    return _follow(request, assessment, "again")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_submitted
def correct(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Start a correction with all answers copied."""
    return _follow(request, assessment, "correct")


def _follow(request: HttpRequest, assessment: Assessment, what: str) -> HttpResponseBase:
    if request.method != "POST":
        return render(request, "questions/follow.html", {"assessment": assessment, "key": uuid4(), "what": what})
    key = page_key(request.POST)
    try:
        if not Assessment.objects.filter(pk=key).exists():  # else it is the second click of a double click
            take(request, STARTING)
        found = assessment.retake(key=key) if what == "again" else assessment.correct(key=key, at=timezone.now())
    except IntegrityError:  # the key is another shop's assessment; no page of ours gave it out
        raise Http404 from None
    return redirect("questions:hub", found.pk)
