"""The owner's plan: tick an item, change it, add one; never over what a consultant changed meanwhile."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.models.versioned import Stale
from plans.fetch import Planned, of_item, of_plan
from plans.forms import ItemForm, OwnItemForm, StateForm
from plans.models.board import Board, today_at
from plans.models.item import MOST_OWN, Item, TooManyOwn
from questions.forms import page_key


@never_cache
@require_safe
@of_plan
def plan(request: HttpRequest, found: Planned) -> HttpResponseBase:
    """Show the whole plan, and a form for an item of the shop's own."""
    return _plan_page(request, found)


@never_cache
@require_POST
@of_plan
def add(request: HttpRequest, found: Planned) -> HttpResponseBase:
    """Add an item of the shop's own; a double click adds one, thanks to the page's key."""
    form, page, problem = OwnItemForm(request.POST), page_key(request.POST), ""
    if form.is_valid():
        try:
            item = Item.objects.add(found.shop, form.cleaned_data, page=page, by=found.by)
            return redirect(_place(found, item.key))
        except TooManyOwn:
            problem = _("Not added: you have %(most)s of your own already, which is all that fit.") % {"most": MOST_OWN}
    context = {"form": form, "problem": problem, "key": page}
    return _plan_page(request, found, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@never_cache
@require_POST
@of_item
def tick(request: HttpRequest, found: Planned, item: Item) -> HttpResponseBase:
    """Change the state of an item, and go back to where it was ticked."""
    form = StateForm(request.POST)
    if not form.is_valid():
        return _item_page(request, found, item, {"lost": True}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    values = {"state": form.cleaned_data["state"]}
    if not _stored(found, item, values, version=form.cleaned_data["version"]):
        return _conflict(request, found, item, values)
    page = "reports:result" if request.POST.get("back") == "result" else "plans:plan"
    return redirect(_place(found, item.key, page))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_item
def change(request: HttpRequest, found: Planned, item: Item) -> HttpResponseBase:
    """Show one item with everything about it, and store what is changed there."""
    if request.method != "POST":
        return _item_page(request, found, item)
    form = ItemForm(request.POST)
    if not form.is_valid():
        return _item_page(request, found, item, {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not _stored(found, item, form.values, version=form.cleaned_data["version"]):
        return _conflict(request, found, item, form.values)
    return redirect(_place(found, item.key))


def _stored(found: Planned, item: Item, values: dict[str, Any], *, version: int) -> bool:
    """Store it; return False if somebody changed it since this version."""
    try:
        Item.objects.change(item, values, version=version, by=found.by, at=timezone.now())
    except Stale:
        return False
    return True


def _conflict(request: HttpRequest, found: Planned, item: Item, values: dict[str, Any]) -> HttpResponse:
    """Show what was typed beside what somebody stored meanwhile; sent once more, it is stored over that."""
    board = Board.of(found.assessment)
    now = board.named[item.key]
    typed = {**_initial(now), **values, "version": now.version}
    theirs = [ItemForm.base_fields[name].label for name, value in values.items() if getattr(now, name) != value]
    context = {"form": ItemForm(typed), "conflict": True, "theirs": theirs}
    return _item_page(request, found, now, context, status=HTTPStatus.CONFLICT)


def _item_page(
    request: HttpRequest, found: Planned, item: Item, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    shown = {
        "assessment": found.assessment,
        "item": item,
        "form": ItemForm(initial=_initial(item)),
        "may_change": found.may_change,
        **(context or {}),
    }
    return render(request, "plans/item.html", shown, status=status)


def _initial(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ItemForm.field_order}


def _plan_page(
    request: HttpRequest, found: Planned, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    shown = {
        "assessment": found.assessment,
        "plan": found.board,
        "today": today_at(found.shop, timezone.now()),
        "may_change": found.may_change,
        "own": found.own,
        "mail": settings.MAIL_ENABLED,
        "form": OwnItemForm(),
        "key": uuid4(),
        **(context or {}),
    }
    return render(request, "plans/plan.html", shown, status=status)


def _place(found: Planned, key: str, page: str = "plans:plan") -> str:
    return f"{reverse(page, args=[found.assessment.pk])}#plan-{key}"
