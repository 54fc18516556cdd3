"""Reminding owners by mail: one or many, in one's own words, seen as they will read it before it goes."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.fields import LineFormField, TextFormField
from clients.models.firms import WORKING, Firm
from clients.models.once import Once
from clients.models.shops import Shop
from clients.viewers import staff
from desk.asking import say
from desk.filters import Filtered, Moved
from desk.reminding import Chosen, remind, sorted_out
from desk.site import framed, page
from desk.views.exports import back_to_list
from questions.forms import page_key
from questions.library import asked_today
from questions.limits import MAIL, take
from questions.models.nudge import LONGEST, WAITS
from questions.models.underway import State
from questions.nudge_mail import letter

NAMED = 20  # shops of each list on the page


class ReminderForm(forms.Form):
    subject = LineFormField(
        max_length=120,
        label=gettext_lazy("Subject"),
        error_messages={"required": gettext_lazy("Give it a subject.")},
    )
    text = TextFormField(
        max_length=LONGEST,
        label=gettext_lazy("Your words"),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Write what the owners will read.")},
    )


@page("clients/remind/", "remind")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """Show whom a reminder goes to and how it reads; only the button that names the number sends it."""
    user, now = staff(request.user), timezone.now()
    if user is None or not Firm.objects.of_member(request.user, WORKING).exists():
        raise PermissionDenied
    filtered, sent = Filtered.of(request), request.POST if request.method == "POST" else request.GET
    try:
        shops = filtered.selected(sent)
    except Moved as moved:
        return back_to_list(request, filtered, moved)  # type: ignore[return-value]  # a redirect
    keys = [*shops.values_list("pk", flat=True)]
    if Shop.objects.changeable_by(request.user).filter(pk__in=keys).count() < len(keys):
        raise PermissionDenied
    chosen, do = sorted_out(shops, at=now), request.POST.get("do", "")
    form = ReminderForm(request.POST if do else None, initial=_first_words(request, shops=chosen))
    sends = do.startswith("send-")
    again = sends and Once.objects.filter(key=page_key(request.POST)).exists()
    another = sends and not again and do != f"send-{len(chosen.ready)}"
    if sends and not another and form.is_valid() and settings.MAIL_ENABLED and (chosen.ready or again):
        if not again:
            take(request, MAIL, cost=len(chosen.ready))
        say(request, remind(chosen.ready, **form.cleaned_data, by=user, at=now, key=page_key(request.POST)))
        return redirect(f"{reverse('admin:clients')}?{filtered.query()}".rstrip("?"))
    context = _shown(request, chosen, form, moved=another)
    context["back"] = f"{reverse('admin:clients')}?{filtered.query()}".rstrip("?")
    context["here"] = f"{reverse('admin:remind')}?{filtered.query()}".rstrip("?")
    context["ids"] = keys
    status = HTTPStatus.UNPROCESSABLE_ENTITY if context["problem"] or context["refused"] else HTTPStatus.OK
    status = HTTPStatus.CONFLICT if another and settings.MAIL_ENABLED else status
    return render(request, "desk/remind.html", framed(request, **context), status=status)


def _first_words(request: HttpRequest, *, shops: Chosen) -> dict[str, str]:
    firm = next((str(shop.firm) for shop in shops.ready if shop.firm), "")
    low, high = asked_today().minutes
    text = _(
        "The questions about your shop are waiting for you. They take %(low)d to %(high)d minutes, you can stop and go "
        "on whenever you like, and “I don't know” is a fine answer."
    ) % {"low": low, "high": high}
    if all(State(shop.state).counts for shop in shops.ready):
        text += " " + _("What you've answered so far is kept.")
    text += "\n\n" + _("Is something in the way? Reply to this email, or call me.")
    return {"subject": _("A reminder from %(firm)s") % {"firm": firm}, "text": text}


def _shown(request: HttpRequest, chosen: Chosen, form: ReminderForm, *, moved: bool) -> dict[str, Any]:
    """Return what the page shows; the letter is the first owner's, with words in place of their own links.

    `moved` if it is no longer as many as the button named.
    """
    number = len(chosen.ready)
    problem = "" if settings.MAIL_ENABLED else _("This site sends no mail. Call the owners, or make them a new link.")
    if moved and not problem:
        said = ngettext(
            "Nothing was sent: since you opened this page the number has changed. It's %(n)d owner now. Look once "
            "more, then send.",
            "Nothing was sent: since you opened this page the number has changed. It's %(n)d owners now. Look once "
            "more, then send.",
            number,
        )
        problem = said % {"n": number}
    text = (form.data.get("text", "") if form.is_bound else str(form.initial.get("text", ""))).strip()
    first = chosen.ready[0] if chosen.ready else None
    own = {"link": _("(their own link)"), "stop": _("(their own link to stop)")}
    body = letter(first, text, by=staff(request.user), begun=first.state != "invited", **own) if first else ""
    return {
        "title": _("Remind owners"),
        "form": form,
        "problem": problem,
        "refused": form if form.is_bound and form.errors else None,
        "ready": chosen.ready[:NAMED],
        "number": number,
        "more": max(0, number - NAMED),
        "left": chosen.left[:NAMED],
        "left_number": len(chosen.left),
        "left_more": max(0, len(chosen.left) - NAMED),
        "first": first,
        "body": body,
        "minutes": WAITS.seconds // 60,
        "key": request.POST.get("key") or uuid4(),
        "mail": settings.MAIL_ENABLED,
    }
