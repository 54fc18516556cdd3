"""What the person sees who was asked for a second opinion; whoever holds the link, and no cookie, opens it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.tokens import EXPLAINED
from opinions.core.beside import to_ask
from opinions.models.opinion import Opinion
from questions.core.questionnaire import Section
from questions.forms import SectionForm
from questions.limits import REPLYING, take
from questions.progress import counted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, token: str) -> HttpResponse:
    """Say who asks, who reads the answers and with which name, before the first question.

    A POST, on the page of a link that was used, takes the answers back.
    """
    found, over = _look_up(token)
    if found is None or over:
        if found is not None and over == "used" and request.method == "POST":
            found.take_back(at=timezone.now())
            return _page(request, found, token, over="taken")
        return _page(request, found, token, over=over)
    return _page(request, found, token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the questions, all on one page, and keep the answers once."""
    found, over = _look_up(token)
    if found is None or over:
        return _page(request, found, token, over=over, lost=request.method == "POST")
    questionnaire = found.assessment.questionnaire
    section = Section("opinion", "", "", 0, to_ask(questionnaire))
    form = SectionForm(section, {}, request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "lang": questionnaire.lang, "numbers": counted(section.questions)}
    if request.method != "POST":
        return _page(request, found, token, **context)
    given = {name: value for name, value in form.changes.items() if value is not None} if form.is_valid() else {}
    if not given:
        return _page(request, found, token, none=not form.errors, status=HTTPStatus.UNPROCESSABLE_ENTITY, **context)
    take(request, REPLYING)
    if not found.give(given, at=timezone.now()):
        found, over = _look_up(token)
        return _page(request, found, token, over=over, lost=True)
    return _page(request, found, token, thanks=True)


def _look_up(token: str) -> tuple[Opinion | None, str]:
    """Return the opinion of a token, and why it can no longer be given; empty if it can."""
    found = Opinion.objects.of_token(token)
    return found, found.over(timezone.now()) if found else "unknown"


def _page(
    request: HttpRequest,
    found: Opinion | None,
    token: str,
    *,
    over: str = "",
    status: int = HTTPStatus.OK,
    **context: Any,
) -> HttpResponse:
    """Show the page in its state; `over` says that the link no longer works, and why."""
    shop = found.assessment.shop if found else None
    context |= {
        "opinion": found,
        "token": token,
        "shop": shop,
        "firm": shop.firm if shop else None,
        "count": len(found.assessment.questionnaire.rated) if found else 0,
        "over": over,
        "days": EXPLAINED.days,
    }
    template = "opinions/answers.html" if "form" in context and not over else "opinions/opinion.html"
    return render(request, template, context, status=HTTPStatus.GONE if over and over != "taken" else status)
