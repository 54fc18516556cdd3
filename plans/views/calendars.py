"""A plan's calendar: a file, and a private address that a calendar program looks at."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clients.models.shops import Shop
from plans.core.ics import Entry, calendar
from plans.fetch import Planned, of_owned_plan, of_plan
from plans.models.item import Item
from plans.models.plan import Plan
from questions.forms import page_key
from questions.limits import CALENDAR, take_of

PLAIN = "text/plain; charset=utf-8"


@never_cache
@require_safe
@of_plan
def download(request: HttpRequest, found: Planned) -> HttpResponseBase:
    """Download what is left to do as a calendar file."""
    response = _calendar(found.shop, found.board.items)
    response.headers["Content-Disposition"] = 'attachment; filename="plan.ics"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_owned_plan
def address(request: HttpRequest, found: Planned) -> HttpResponseBase:
    """Make the plan's private address, show it this once, or end it."""
    context: dict[str, Any] = {"assessment": found.assessment, "key": uuid4()}
    plan = Plan.objects.filter(shop=found.shop).first()
    if request.method == "POST" and plan:
        if request.POST.get("do") == "end":
            plan.end_feed()
            context["ended"] = True
        else:
            token = plan.make_feed(page_key(request.POST), at=timezone.now())
            context["link"] = settings.SITE_URL + reverse("plans:feed", args=[token])
        plan.refresh_from_db()
    return render(request, "plans/calendar.html", {**context, "feed": plan and plan.feed_made})


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer a calendar program with what is left to do today."""
    plan = Plan.objects.of_feed(token)
    if plan is None:
        return HttpResponse(_("This calendar has ended.\n"), status=HTTPStatus.GONE, content_type=PLAIN)
    take_of(token, CALENDAR)
    return _calendar(plan.shop, Item.objects.of(plan.shop))


def _calendar(shop: Shop, items: Any) -> HttpResponse:
    host = urlsplit(settings.SITE_URL).hostname
    entries = [
        Entry(
            uid=f"{uuid5(NAMESPACE_URL, f'{settings.SITE_URL}/plan/{shop.pk}/{item.key}')}@{host}",
            title=item.title,
            day=item.due,
            version=item.version,
            changed=item.changed,
        )
        for item in items
        if item.left and item.due
    ]
    name = _("Plan of %(shop)s") % {"shop": shop.name} if shop.name else _("Your plan")
    return HttpResponse(calendar(name, entries), content_type="text/calendar; charset=utf-8")
