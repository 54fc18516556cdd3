"""Merges two entries of the same owner, after a page that shows both."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clients.models.shops import Shop, TwoOwners
from desk.site import framed, page, row_id


@page("shops/merge/", "merge")
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Show the two shops in `?shop=1&shop=2`; a POST names the one to keep and confirms that both are one owner's."""
    named = {row_id(each) for each in request.GET.getlist("shop")} - {0}
    shops = [
        *Shop.objects.changeable_by(request.user).filter(pk__in=named).annotate(Count("assessments", distinct=True))
    ]
    if len(named) != len(shops) or len(shops) != 2:  # noqa: PLR2004 -- a merge is of two
        raise Http404
    keep = next((shop for shop in shops if str(shop.pk) == request.POST.get("keep")), None)
    problem = ""
    if shops[0].firm_id != shops[1].firm_id:
        problem = _("These belong to different firms, and stay two.")
    elif request.method == "POST" and keep is None:
        problem = _("Please pick the entry to keep.")
    elif request.method == "POST" and request.POST.get("sure") != "yes":
        problem = _("Please check the box if both are the same owner's.")
    if request.method == "POST" and keep and not problem:
        (other,) = (shop for shop in shops if shop != keep)
        try:
            keep.merge(other, by=request.user)
        except TwoOwners:
            problem = _(
                "Each of these has an owner in a browser of their own. If it's the same person, ask them to open one "
                "on the device that has the other (“Continue on another device”); then both can be merged."
            )
        else:
            messages.success(request, _("Merged: everything is in one entry now."))
            return redirect("admin:clients_shop_change", keep.pk)
    context = framed(request, title=_("Merge two entries"), opts=Shop._meta, shops=shops, keep=keep, problem=problem)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "desk/merge.html", context, status=status)
