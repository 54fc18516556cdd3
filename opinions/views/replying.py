"""What a customer or a tech sees who answers a pulse: no name is asked and no cookie is set."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from opinions.core.beside import to_ask
from opinions.core.team import LEAST, LEAST_FOR_COMMENTS, SMALL
from opinions.forms.together import CommentForm, ReplyForm
from opinions.models.pulse import INVITED, Link, Pulse
from questions.browser import viewer_of
from questions.core.question import Answer
from questions.core.questionnaire import Section
from questions.forms import SectionForm
from questions.limits import REPLYING, take
from questions.progress import counted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the questions on one page, and keep a reply without a name or a time."""
    pulse, link = Pulse.objects.of_token(token)
    why = _why_over(pulse, link)
    if pulse is None or link is None or why:
        return _page(request, pulse, why=why or "unknown", lost=request.method == "POST")
    team = pulse.kind == Pulse.Kind.TEAM
    own = pulse.assessment.shop_id in viewer_of(request).shops
    data = request.POST if request.method == "POST" else None
    questions = to_ask(pulse.assessment.questionnaire) if team else ()
    asked = SectionForm(Section("team", "", "", 0, questions), {}, data)
    form = CommentForm(data, team=True) if team else ReplyForm(data)
    context: dict[str, Any] = {"asked": asked if team else None, "form": form, "own": own}
    context["numbers"] = counted(questions)
    if data is None:
        return _page(request, pulse, **context)
    good = form.is_valid() & asked.is_valid()
    given: dict[str, Answer] = {}
    if good:
        given = {name: value for name, value in asked.changes.items() if value is not None}
    if good and isinstance(form, ReplyForm):
        given = {**form.answers}
    gaps = [each for each in questions if each.id not in given] if good else []
    nothing = good and not team and not given and not form.cleaned_data["comment"]
    if not good or gaps or nothing or own:
        context |= {"gaps": gaps, "nothing": nothing}
        return _page(request, pulse, status=HTTPStatus.UNPROCESSABLE_ENTITY, **context)
    take(request, REPLYING)
    if not pulse.reply(link, given, form.cleaned_data["comment"], at=timezone.now()):
        return _page(request, pulse, why="over", lost=True)
    return _page(request, pulse, thanks=True)


def _why_over(pulse: Pulse | None, link: Link | None) -> str:
    """Return why nothing can be answered any more: unknown, over or used; empty while it can."""
    if pulse is None or link is None or pulse.removed:
        return "unknown"
    if pulse.mode == INVITED and link.used:
        return "used"
    return "over" if pulse.over(timezone.now()) else ""


def _page(
    request: HttpRequest, pulse: Pulse | None, *, why: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    shop = pulse.assessment.shop if pulse else None
    context |= {
        "pulse": pulse,
        "shop": shop,
        "firm": shop.firm if shop else None,
        "why": why,
        "team": pulse is not None and pulse.kind == Pulse.Kind.TEAM,
        "small": shop is not None and shop.people is not None and shop.people <= SMALL,
        "least": LEAST,
        "comments_from": LEAST_FOR_COMMENTS,
        "lang": pulse.assessment.questionnaire.lang if pulse else "",
    }
    return render(request, "opinions/reply.html", context, status=HTTPStatus.GONE if why else status)
