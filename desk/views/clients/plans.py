"""What is due in the plans of all clients, by who does it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clients.core.text import same
from desk.site import framed, page
from plans.models.item import Item

SOON = timedelta(days=14)
A_PAGE = 100  # items


@page("plans/", "plans")
@never_cache
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Show what is overdue and what comes soon, with as many queries for a thousand shops as for ten."""
    today = timezone.localdate()
    due = Item.objects.due_until(today + SOON, request.user)
    shown = Paginator(due, A_PAGE).get_page(request.GET.get("p"))
    overdue = due.filter(due__lt=today).count()
    context = {
        "title": _("Plans: what's due"),
        "people": by_who(shown.object_list),
        "total": shown.paginator.count,
        "overdue": overdue,
        "coming": shown.paginator.count - overdue,
        "page": shown,
        "today": today,
        "soon": SOON.days,
    }
    return render(request, "desk/plans.html", framed(request, **context))


def by_who(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Return the items of each person, however they wrote the name; those of nobody come first."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[same(item.who)].append(item)
    return [(each[0].who, each) for _name, each in sorted(found.items())]
