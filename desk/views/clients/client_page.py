"""The page of one client, a tab at a time: what to say in a call, and all that stands behind it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clients.models.firms import MANAGING, Firm
from clients.models.outbox import Mail
from clients.models.shops import Shop
from desk.site import framed, page
from desk.standing import standings_of_attempts
from desk.views.clients.tabs import FIRST, TABS, Shown, review_of, tab_address, without_answers
from questions.models.assessment import Assessment
from reports.models.composing import report_of
from reports.models.meeting import Meeting
from reports.models.review import Note


def shop_or_404(request: HttpRequest, pk: int) -> Shop:
    """Return the shop, if the consultant may see it, and for a POST change it.

    Raise Http404 if they may not see it, PermissionDenied if they may only see it.
    """
    seen = Shop.objects.visible_to(request.user).select_related("firm", "in_charge").defer("firm__logo")
    shop = get_object_or_404(seen, pk=pk)
    if request.method == "POST" and not may_change(request, shop):
        raise PermissionDenied
    return shop


def may_change(request: HttpRequest, shop: Shop) -> bool:
    return Shop.objects.changeable_by(request.user).filter(pk=shop.pk).exists()


def attempt_or_404(request: HttpRequest, pk: int, attempt: UUID) -> Assessment:
    """Return one attempt of a shop, with the errors of `shop_or_404`."""
    shop = shop_or_404(request, pk)
    assessment = get_object_or_404(attempts_of(request, shop), pk=attempt)
    assessment.shop = shop
    return assessment


def attempts_of(request: HttpRequest, shop: Shop) -> QuerySet[Assessment]:
    return Assessment.objects.visible_to(request.user).filter(shop=shop)


@page("clients/<int:pk>/", "client")
@never_cache
@require_safe
def client(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one tab of a shop's page; `?attempt=` is the attempt it is about, `?tab=` the tab."""
    shop = shop_or_404(request, pk)
    every = list(attempts_of(request, shop).select_related("answered_with").order_by("-started", "pk"))
    for each in every:
        each.shop = shop
    attempts = Assessment.objects.attempts(shop)
    chosen, tab = _chosen(request, every, attempts), request.GET.get("tab", FIRST)
    if tab not in TABS:
        raise Http404
    context = {
        "title": str(shop),
        "shop": shop,
        "assessment": chosen,
        "every": every,
        "attempts": attempts,
        "may_change": may_change(request, shop),
        "may_part": Firm.objects.of_member(request.user, MANAGING).filter(shops=shop).exists(),
        "mail": settings.MAIL_ENABLED,
        "mails": Mail.objects.about_client(shop).select_related("to").order_by("-asked", "-pk"),
        **(_about(request, chosen, every, attempts, tab) if chosen else without_answers(request, shop)),
    }
    return render(request, "desk/client.html", framed(request, **context))


def _chosen(request: HttpRequest, every: list[Assessment], attempts: list[Assessment]) -> Assessment | None:
    """Return the attempt that was asked for; else the last one submitted, or the one in progress."""
    asked = request.GET.get("attempt", "")
    if asked:
        found = next((each for each in every if str(each.pk) == asked.lower()), None)
        if found is None:
            raise Http404
        return found
    if attempts:
        return next(each for each in every if each.pk == attempts[-1].pk)
    return every[0] if every else None


def _about(
    request: HttpRequest, assessment: Assessment, every: list[Assessment], attempts: list[Assessment], tab: str
) -> dict[str, Any]:
    """Return the page's context about one attempt: its head, and one tab."""
    report = report_of(assessment)
    newer = [each for each in every if not each.submitted and each.started > assessment.started]
    places = [each.place for each in attempts]
    standings = standings_of_attempts([assessment, *newer[:1]], at=timezone.now())
    return {
        "report": report,
        "number": places.index(assessment.place) + 1 if assessment.place in places else 0,
        "standing": standings[assessment.pk],
        "review": review_of(assessment),
        "newer": newer[0] if newer else None,
        "newer_standing": standings[newer[0].pk] if newer else None,
        "tab": tab,
        "tabs": [(name, each.title, tab_address(assessment, name)) for name, each in TABS.items()],
        "tab_template": f"desk/client/{tab}.html",
        "answers_address": tab_address(assessment, "answers"),
        "plan_address": tab_address(assessment, "plan"),
        **TABS[tab].context(Shown(request, assessment, report, every)),
    }


@page("clients/former/", "former")
@never_cache
@require_safe
def former(request: HttpRequest) -> HttpResponse:
    """Show the firm's own notes on shops that it no longer sees."""
    left, met = Note.objects.left_behind(request.user), Meeting.objects.left_behind(request.user)
    return render(
        request, "desk/former.html", framed(request, title=_("Notes on former clients"), notes=left, meetings=met)
    )
