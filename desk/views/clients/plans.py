"""What is due in the plans of all clients, by who does it: marked, or put off by a week, with one press."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.core.text import same
from clients.models.shops import Shop
from clients.models.versioned import Stale
from clients.viewers import full_name
from desk.forms import NO_DAY, DayForm
from desk.site import framed, page, row_id
from plans.models.item import Item, ItemQuerySet

SOON = timedelta(days=14)
A_WEEK = timedelta(days=7)
A_PAGE = 100  # items
NEXT = 10  # items that come next, where nothing is due soon
NOBODY = "-"  # in the filters: nobody is named, nobody is in charge


@page("plans/", "plans")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: HttpRequest) -> HttpResponseBase:
    """Show what is overdue and comes soon, or else what comes next; a thousand shops take no more queries than ten."""
    today = timezone.localdate()
    chosen = {name: request.GET[name] for name in ("who", "charge", "p") if request.GET.get(name)}
    if request.method != "POST":
        return _page(request, chosen, today)
    item = Item.objects.changeable_by(request.user).filter(pk=row_id(request.POST.get("item", ""))).first()
    values = _values(request.POST, item, today) if item else None
    if item is not None and values is None and request.POST.get("do") == "day":
        return _page(request, chosen, today, problem=str(NO_DAY), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if item is None or values is None:
        problem = _("Nothing was changed: that item is not here anymore, or isn't yours to change.")
        return _page(request, chosen, today, problem=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    version = row_id(request.POST.get("version", ""))
    try:
        Item.objects.change(item, values, version=version, by=request.user, at=timezone.now())
    except Stale:
        problem = _("Not changed: someone else changed “%(title)s” while you had this page open.") % {
            "title": item.title
        }
        return _page(request, chosen, today, problem=problem, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Saved: “%(title)s”, %(shop)s.") % {"title": item.title, "shop": item.shop})
    return redirect(f"{reverse('admin:plans')}?{urlencode(chosen)}".rstrip("?"))


def _values(sent: QueryDict, item: Item, today: date) -> dict[str, Any] | None:
    """Return what a button stores; None for a button that there is none of, and for no day."""
    do = sent.get("do", "")
    if do in (Item.State.DOING, Item.State.DONE):
        return {"state": do}
    if do == "day":
        form = DayForm(sent)
        return {"due": form.cleaned_data["due"]} if form.is_valid() else None
    later = min(max(item.due or today, today), date.max - A_WEEK) + A_WEEK
    return {"due": later} if do == "week" else None


def _page(
    request: HttpRequest, chosen: dict[str, str], today: date, *, problem: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    everything = Item.objects.due_until(today + SOON, request.user)
    names = sorted({same(who): who for who in everything.names()}.items())
    due = _filtered(everything, chosen)
    shown = Paginator(due, A_PAGE).get_page(chosen.get("p"))
    items = list(shown.object_list) or _next(request, chosen)
    overdue = due.filter(due__lt=today).count()
    shops = Shop.objects.changeable_by(request.user).filter(pk__in={item.shop_id for item in items})
    context = {
        "title": _("Plans: what's due"),
        "people": by_who(items),
        "changeable": frozenset(shops.values_list("pk", flat=True)),
        "names": [name for _same, name in names if name],
        "consultants": [(str(user.pk), full_name(user)) for user in everything.in_charge()],
        "chosen": chosen,
        "nobody": NOBODY,
        "query": urlencode({name: value for name, value in chosen.items() if name != "p"}),
        "total": shown.paginator.count,
        "overdue": overdue,
        "coming": shown.paginator.count - overdue,
        "page": shown,
        "today": today,
        "soon": SOON.days,
        "problem": problem,
    }
    return render(request, "desk/plans.html", framed(request, **context), status=status)


def _next(request: HttpRequest, chosen: dict[str, str]) -> list[Item]:
    """Return what is due first, however far off it is."""
    return list(_filtered(Item.objects.due_until(date.max, request.user), chosen)[:NEXT])


def _filtered(due: ItemQuerySet, chosen: dict[str, str]) -> ItemQuerySet:
    who, charge = chosen.get("who", ""), chosen.get("charge", "")
    if who:
        due = due.filter(who__in=[""] if who == NOBODY else [name for name in due.names() if same(name) == same(who)])
    if charge == NOBODY:
        return due.filter(shop__in_charge=None)
    return due.filter(shop__in_charge=row_id(charge)) if charge else due


def by_who(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Return the items of each person, however they wrote the name; those of nobody come first."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[same(item.who)].append(item)
    return [(each[0].who, each) for _name, each in sorted(found.items())]
