"""Adds a step to a client's plan: in one's own words, or filled in from one of the firm's own steps."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.models.shops import Shop
from desk.site import framed, page, row_id
from desk.views.clients.client_page import may_change, shop_or_404
from plans.forms import OwnItemForm
from plans.models.board import today_at
from plans.models.firm_step import FirmStep
from plans.models.item import MOST_OWN, Item, TooManyOwn
from plans.models.plan import Plan, newest_result
from questions.forms import page_key


@page("clients/<int:pk>/plan/add/", "client-plan-add")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Add an item to a plan that has begun; a GET with `?step=` shows the form filled in with a step of the firm's."""
    shop = shop_or_404(request, pk)
    if not may_change(request, shop):
        raise PermissionDenied
    if newest_result(shop)[0] is None:
        raise Http404
    if request.method != "POST":
        return _empty(request, shop)
    form, key, problem = OwnItemForm(request.POST), page_key(request.POST), ""
    if form.is_valid():
        Plan.objects.ensure(shop, at=timezone.now())
        try:
            item = Item.objects.add(shop, form.cleaned_data, page=key, by=request.user)
        except TooManyOwn:
            problem = _("Not added: this plan has %(most)s added steps already, which is all that fit.") % {
                "most": MOST_OWN
            }
        else:
            messages.success(request, _("Added to the plan: “%(title)s”.") % {"title": item.title})
            return redirect(f"{reverse('admin:client', args=[shop.pk])}?tab=plan#action-{item.key}")
    return _page(request, shop, form, key=key, problem=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _empty(request: HttpRequest, shop: Shop) -> HttpResponse:
    """Show the form as it is before anything is typed; a step that is gone is said."""
    asked = request.GET.get("step", "")
    if not asked:
        return _page(request, shop, OwnItemForm(), key=uuid4())
    step = FirmStep.objects.of(shop, request.user).filter(pk=row_id(asked)).first()
    if step is None:
        gone = _("That step isn't here anymore. Choose another, or write your own.")
        return _page(request, shop, OwnItemForm(), key=uuid4(), problem=gone, status=HTTPStatus.NOT_FOUND)
    filled_in = OwnItemForm(initial=step.filled_in(today_at(shop, timezone.now())))
    return _page(request, shop, filled_in, key=uuid4(), chosen=step.pk)


def _page(
    request: HttpRequest, shop: Shop, form: OwnItemForm, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    context = {
        "title": _("Add a step"),
        "shop": shop,
        "form": form,
        "refused": form if form.errors else None,
        "steps": FirmStep.objects.of(shop, request.user),
        **more,
    }
    return render(request, "desk/steps/add.html", framed(request, **context), status=status)
