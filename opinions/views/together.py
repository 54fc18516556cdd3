"""A pulse of the customers or of the team: the owner begins it, and reads what they say together."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.viewers import Guest
from opinions.core.customers import Counted
from opinions.core.team import LEAST, LEAST_FOR_COMMENTS, SMALL
from opinions.forms.together import AgreedForm, CustomersForm, TeamForm
from opinions.models.pulse import OPEN_FOR, SHARED, NotYet, Pulse
from questions.browser import on_behalf
from questions.core.question import Question
from questions.fetch import of_changeable
from questions.forms import page_key
from questions.limits import ASKING, take
from questions.models.assessment import Assessment


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_changeable
def customers(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Begin a pulse of the customers, and show what came in."""
    return _pulse(request, assessment, viewer, Pulse.Kind.CUSTOMERS, CustomersForm)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_changeable
def team(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Begin a pulse of the team, and show what it said together, once it is over."""
    if not assessment.questionnaire.rated:
        return redirect("opinions:others", assessment.pk)
    return _pulse(request, assessment, viewer, Pulse.Kind.TEAM, TeamForm)


def _pulse(
    request: HttpRequest, assessment: Assessment, viewer: Guest, kind: str, form_class: type[AgreedForm]
) -> HttpResponseBase:
    by, do = on_behalf(viewer, assessment), request.POST.get("do")
    if request.method != "POST":
        return _page(request, assessment, viewer, kind, form=form_class(for_owner=by is None))
    latest = Pulse.objects.latest_of(assessment, kind)
    if do in ("close", "remove"):
        if latest and do == "close":
            latest.close(who=viewer, at=timezone.now())
        elif latest:
            latest.remove(who=viewer, at=timezone.now())
            messages.success(request, _("Deleted, with everything that came in."))
        return redirect(f"opinions:{kind}", assessment.pk)
    form = form_class(request.POST, for_owner=by is None)
    if not form.is_valid():
        return _page(request, assessment, viewer, kind, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    take(request, ASKING)
    sent = {"mode": SHARED, "group": None, **form.cleaned_data}
    sent.pop("agreed")
    try:
        tokens = Pulse.objects.begin(assessment, kind, key=page_key(request.POST), at=timezone.now(), by=by, **sent)
    except NotYet:
        return redirect(f"opinions:{kind}", assessment.pk)  # the page says what is open, or when the next may begin
    links = [settings.SITE_URL + reverse("opinions:reply", args=[token]) for token in tokens]
    qr = segno.make(links[0], micro=False).svg_data_uri(scale=4, border=2, dark="#1b2733")
    shown: dict[str, Any] = {"link": links[0]} if sent["mode"] == SHARED else {"links": links}
    return _page(request, assessment, viewer, kind, form=form_class(for_owner=by is None), qr=qr, **shown)


def _page(
    request: HttpRequest, assessment: Assessment, viewer: Guest, kind: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    now = timezone.now()
    pulse = Pulse.objects.latest_of(assessment, kind)
    over = pulse is not None and pulse.over(now)
    waiting = Pulse.objects.next_one(assessment, kind, at=now)
    context |= {
        "assessment": assessment,
        "by": on_behalf(viewer, assessment),
        "pulse": pulse,
        "over": over,
        "may_begin": (pulse is None or over) and waiting is None,
        "waiting": waiting,
        "days": OPEN_FOR.days,
        "key": uuid4(),
    }
    if kind == Pulse.Kind.TEAM:
        context |= {
            "published": pulse.published(now) if pulse else None,
            "count": len(assessment.questionnaire.rated),
            "small": assessment.shop.people is not None and assessment.shop.people <= SMALL,
            "alone": assessment.questionnaire.works_alone(assessment.responses, assessment.shop.people),
            "most_in_small": SMALL,
            "least": LEAST,
            "comments_from": LEAST_FOR_COMMENTS,
        }
    elif pulse:
        context |= {"results": results(pulse), "replied": pulse.replied, "comments": pulse.comments}
    return render(request, f"opinions/{kind}.html", context, status=status)


def results(pulse: Pulse) -> list[tuple[Counted, Question | None, str]]:
    """Return what customers said, each with the owner's question it stands beside and the answer to that, in words."""
    assessment = pulse.assessment
    found = []
    for counted in pulse.counted:
        question = assessment.questionnaire.question.get(counted.asked.beside)
        answer = assessment.responses.get(counted.asked.beside)
        found.append((counted, question, question.words(answer) if question else ""))
    return found
