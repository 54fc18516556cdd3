"""What is written down of a meeting with a client: for the firm, and for the owner where it is shared."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.models.shops import Shop
from clients.models.versioned import Stale
from desk.forms import MeetingForm
from desk.site import framed, page, row_id
from desk.views.clients.client_page import may_change, shop_or_404
from plans.models.board import today_at
from questions.forms import page_key
from reports.models.meeting import Meeting


@page("clients/<int:pk>/meetings/new/", "client-meeting-new")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write a meeting down; a double click writes one, thanks to the page's key."""
    shop = _changeable_or_403(request, pk)
    if request.method != "POST":
        initial = {"day": today_at(shop, timezone.now()), "there": shop.owner, "review_due": shop.review_due}
        return _page(request, shop, MeetingForm(initial=initial), key=uuid4())
    form, key = MeetingForm(request.POST), page_key(request.POST)
    if not form.is_valid():
        return _page(request, shop, form, key=key, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    Meeting.objects.write_down(shop, form.values, key=key, by=request.user)
    return _back(request, shop, form)


@page("clients/<int:pk>/meetings/<int:meeting>/", "client-meeting")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, meeting: int) -> HttpResponseBase:
    """Change or delete what was written down, never over what a colleague changed meanwhile."""
    shop = _changeable_or_403(request, pk)
    row = get_object_or_404(Meeting.objects.of(shop), pk=meeting)
    row.shop = shop
    if request.method != "POST":
        initial = {name: getattr(row, name) for name in ("day", "there", "decisions", "shared")}
        form = MeetingForm(initial={**initial, "review_due": shop.review_due})
        return _page(request, shop, form, meeting=row)
    if request.POST.get("do") == "remove":
        row.remove(by=request.user)
        messages.success(request, _("Deleted."))
        return redirect(_notes(shop))
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return _page(request, shop, form, meeting=row, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        row.change(form.values, version=row_id(request.POST.get("version", "")), by=request.user)
    except Stale:
        return _page(request, shop, form, meeting=row, conflict=True, status=HTTPStatus.CONFLICT)
    return _back(request, shop, form)


def _changeable_or_403(request: HttpRequest, pk: int) -> Shop:
    shop = shop_or_404(request, pk)
    if not may_change(request, shop):
        raise PermissionDenied
    return shop


def _back(request: HttpRequest, shop: Shop, form: MeetingForm) -> HttpResponseBase:
    due = form.cleaned_data["review_due"]
    if due != shop.review_due:
        shop.describe({"review_due": due}, who=request.user)
    messages.success(request, _("Written down."))
    return redirect(_notes(shop))


def _notes(shop: Shop) -> str:
    return f"{reverse('admin:client', args=[shop.pk])}?tab=notes#meetings"


def _page(
    request: HttpRequest, shop: Shop, form: MeetingForm, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    title = _("Meeting") if more.get("meeting") else _("Write down a meeting")
    context = framed(request, title=title, shop=shop, form=form, refused=form if form.errors else None, **more)
    return render(request, "desk/meeting.html", context, status=status)
