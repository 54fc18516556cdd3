"""A firm's own steps: everyone who works there reads them, and who manages the firm keeps, changes and removes them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clients.models.firms import MANAGING, Firm
from clients.models.versioned import Stale
from desk.forms import FirmStepForm
from desk.site import framed, page, row_id
from plans.models.firm_step import MOST_STEPS, FirmStep, TooManySteps
from questions.forms import page_key


@page("steps/", "steps")
@never_cache
@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    """List the steps of every firm that one works for."""
    found = list(FirmStep.objects.visible_to(request.user).select_related("firm").defer("firm__logo"))
    context = {
        "title": _("Your firm's own steps"),
        "steps": found,
        "several": len({each.firm_id for each in found}) > 1,
        "managed": {firm.pk for firm in _managed(request)},
    }
    return render(request, "desk/steps/list.html", framed(request, **context))


@page("steps/new/", "step-new")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Keep a step; a double click keeps one, thanks to the page's key."""
    firms = _managed(request)
    if not firms:
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, FirmStepForm(firms=firms), key=uuid4())
    form, key, problem = FirmStepForm(request.POST, firms=firms), page_key(request.POST), ""
    if form.is_valid():
        try:
            kept = FirmStep.objects.keep(form.firm, form.values, key=key, by=request.user)
        except TooManySteps:
            problem = _("Not kept: these are %(most)d steps already. Remove one first.") % {"most": MOST_STEPS}
        else:
            messages.success(request, _("Kept: “%(step)s”.") % {"step": kept})
            return redirect("admin:steps")
    return _page(request, form, key=key, problem=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@page("steps/<int:pk>/", "step")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change or remove a step, never over what a colleague changed meanwhile; no plan changes with it."""
    row = get_object_or_404(FirmStep.objects.visible_to(request.user).select_related("firm"), pk=pk)
    if not FirmStep.objects.changeable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    if request.method != "POST":
        initial = {name: getattr(row, name) for name in ("what", "first", "done", "days")}
        return _page(request, FirmStepForm(initial=initial), step=row, version=row.version)
    if request.POST.get("do") == "remove":
        row.remove(by=request.user)
        messages.success(request, _("Removed: “%(step)s”. What it was used for stays in the plans.") % {"step": row})
        return redirect("admin:steps")
    form, version = FirmStepForm(request.POST), row_id(request.POST.get("version", ""))
    if not form.is_valid():
        return _page(request, form, step=row, version=version, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        row.change(form.values, version=version, by=request.user)
    except Stale:
        return _page(request, form, step=row, version=row.version, conflict=True, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Saved: “%(step)s”.") % {"step": form.values["what"]})
    return redirect("admin:steps")


def _managed(request: HttpRequest) -> list[Firm]:
    return list(Firm.objects.of_member(request.user, MANAGING).defer("logo"))


def _page(request: HttpRequest, form: FirmStepForm, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    title = _("Change this step") if "step" in more else _("A step of your firm's own")
    context = framed(request, title=title, form=form, refused=form if form.errors else None, **more)
    return render(request, "desk/steps/step.html", context, status=status)
