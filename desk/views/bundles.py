"""Pages to request, watch and download reports of many clients as one ZIP."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID, uuid5

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from clients.models.shops import Shop
from desk.filters import Filtered, Moved
from desk.portfolio import Portfolio
from desk.site import framed, page
from desk.views.exports import back_to_list
from questions.forms import page_key
from questions.limits import ZIP, take
from reports.models.bundle import KEEP, MOST, Bundle
from reports.tasks import ask_again_for_bundle, ask_for_bundle


@page("bundles/", "bundles")
@require_http_methods(["GET", "HEAD", "POST"])
def bundles(request: HttpRequest) -> HttpResponseBase:
    """List the user's ZIPs of the last day; a POST starts one with the latest reports of the ticked shops."""
    problem = ""
    if request.method == "POST":
        filtered = Filtered.of(request)
        try:
            shops = filtered.selected(request.POST)
        except Moved as moved:
            return back_to_list(request, filtered, moved)
        found = [each.latest_id for each in shops.clients() if each.latest_id]
        problem = _problem(len(found))
        if not problem:
            # The same user's second click gets the same ZIP; another choice on the same page gets another.
            key = uuid5(page_key(request.POST), repr((request.user.pk, sorted(found))))
            if not Bundle.objects.filter(pk=key).exists():  # else it is that second click
                take(request, ZIP)
            bundle = ask_for_bundle(key, user=request.user, assessments=found)
            return redirect("admin:bundle", bundle.pk)
    mine = Bundle.objects.visible_to(request.user).order_by("-created")
    changed = mine.reports_changed()
    context = framed(
        request,
        title=_("Reports as a ZIP"),
        bundles=[(each, changed.get(each.pk, 0)) for each in mine],
        problem=problem,
        hours=KEEP // timedelta(hours=1),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "desk/bundles.html", context, status=status)


def _problem(number: int) -> str:
    if number > MOST:
        return _("These are %(number)s reports; a ZIP takes %(most)s at most. Choose fewer clients.") % {
            "number": number,
            "most": MOST,
        }
    return "" if number else _("None of the clients you chose has submitted yet, so there is no report to fetch.")


@page("bundles/<uuid:pk>/", "bundle")
@require_http_methods(["GET", "HEAD", "POST"])
def bundle(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Show how far a ZIP is; a POST retries one that no worker is making anymore, or cancels it."""
    found = get_object_or_404(Bundle.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        if "cancel" in request.POST:
            found.delete()  # whoever makes it notices, and stops
            return redirect("admin:bundles")
        if "again" in request.POST:
            return _made_again(request, found)
        if found.stuck:
            ask_again_for_bundle(found)
        return redirect("admin:bundle", pk)
    return _bundle_page(request, found)


def _made_again(request: HttpRequest, found: Bundle) -> HttpResponseBase:
    """Start a ZIP of the latest reports of the same shops, those the user may still see; twice the same is one."""
    shops = Portfolio(Shop).visible_to(request.user).filter(pk__in=found.shops()).with_latest()
    latest = [each.latest_id for each in shops.clients() if each.latest_id]
    if not latest:
        return _bundle_page(request, found, gone=True)
    key = uuid5(found.pk, repr((sorted(latest), found.changes())))
    if not Bundle.objects.filter(pk=key).exists():
        take(request, ZIP)
    return redirect("admin:bundle", ask_for_bundle(key, user=request.user, assessments=latest).pk)


def _bundle_page(request: HttpRequest, found: Bundle, *, gone: bool = False) -> HttpResponse:
    title = ngettext("A ZIP of %(number)s report", "A ZIP of %(number)s reports", found.total) % {"number": found.total}
    changed = found.changes() if found.ready and not gone else 0
    context = framed(request, title=title, bundle=found, gone=gone, changed=changed, hours=KEEP // timedelta(hours=1))
    return render(request, "desk/bundle.html", context, status=HTTPStatus.GONE if gone else HTTPStatus.OK)


@page("bundles/<uuid:pk>/reports.zip", "bundle-zip")
@require_safe
def bundle_zip(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = get_object_or_404(Bundle.objects.visible_to(request.user), pk=pk)
    if not found.ready:
        raise Http404
    if not found.still_allowed():
        # A shop has left the firm since, or was deleted, and its report is in the file.
        return _bundle_page(request, found, gone=True)
    name = f"readiness-reports-{timezone.localdate(found.created).isoformat()}.zip"
    return FileResponse(found.file.open(), as_attachment=True, filename=name, content_type="application/zip")
