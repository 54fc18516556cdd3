"""The owner's page of the shop itself, which may be filled in at any time."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.models.shops import Shop
from questions.browser import viewer_of
from questions.fetch import owners_only, visible_or_404
from questions.shop_form import ShopForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shop(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Show and change the shop's name and details; afterwards, where it was opened from."""
    viewer = viewer_of(request)
    assessment = visible_or_404(request, pk, viewer)
    owners_only(viewer, assessment)
    form = ShopForm(request.POST or None, instance=Shop.objects.get(pk=assessment.shop_id))
    if request.method == "POST" and form.is_valid():
        if form.told:
            assessment.shop.describe(form.told, who=viewer)
        messages.success(request, _("Saved."))
        return redirect("questions:check" if "check" in request.GET else "questions:hub", pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "questions/shop.html", {"assessment": assessment, "form": form}, status=status)
