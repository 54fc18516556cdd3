"""Filling in the questionnaire together with an owner: asked first, and discarded where it came to nothing."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.models.shops import Shop
from clients.viewers import staff
from desk.site import framed, page
from desk.views.clients.client_page import may_change, shop_or_404
from questions.models.assessment import Assessment
from questions.models.together import discard, discardable, fill_in_together


@page("together/<int:pk>/", "together")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say what it does, then open the owner's own pages for a shop, marked as answered with this consultant.

    What was begun so can be discarded; if it holds answers, only after a tick.
    """
    shop, by = shop_or_404(request, pk), staff(request.user)
    if by is None or not may_change(request, shop):
        raise PermissionDenied
    begun = shop.assessments.filter(corrects=None, submitted=None).first()
    if request.method != "POST":
        return _page(request, shop, begun)
    if request.POST.get("do") != "discard":
        return redirect("questions:hub", fill_in_together(shop, by=by).pk)
    if begun is not None and begun.answers.exists() and request.POST.get("sure") != "yes":
        problem = _("Please check the box: what was answered is deleted for good.")
        return _page(request, shop, begun, problem=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if begun is not None and discard(begun, by=by):
        messages.success(request, _("Discarded. The last result stands as before."))
    else:
        messages.warning(request, _("Not discarded: there is nothing that was started here and is only yours."))
    return redirect("admin:client", shop.pk)


def _page(
    request: HttpRequest, shop: Shop, begun: Assessment | None, *, problem: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "title": _("Answer together"),
        "shop": shop,
        "begun": begun,
        "answered": begun.answers.count() if begun else 0,
        "may_discard": begun is not None and discardable(begun),
        "submitted": shop.assessments.exclude(submitted=None).exists(),
        "problem": problem,
    }
    return render(request, "desk/together.html", framed(request, **context), status=status)
