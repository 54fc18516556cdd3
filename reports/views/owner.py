"""What an owner does with a result: preview it, try an answer, compare, share, download, delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clients.models.shops import Shop
from clients.sign_in.factors import ask_again
from clients.viewers import NOBODY, Guest, held
from questions.browser import on_behalf, viewer_of
from questions.core.every_level import QUICK
from questions.fetch import may_add_to, of_submitted, of_submitted_for_owner, owners_only, visible_or_404
from questions.forms import page_key
from questions.models.access import READ_WITHIN, Access
from questions.models.assessment import Assessment
from questions.progress import Progress
from reports.core.comparison import compare
from reports.core.digest import Document
from reports.core.quick_look import quick_look
from reports.lately import Lately
from reports.models.composing import report_of
from reports.takeaway import everything
from reports.trying import try_out
from reports.views.downloads import pdf_response, waiting_page


@never_cache
@require_safe
def so_far(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Show a provisional result, with its intervals and what is still open."""
    assessment = visible_or_404(request, pk)
    if assessment.submitted:
        return redirect("reports:result", pk)
    context = {
        "report": report_of(assessment),
        "assessment": assessment,
        "unanswered": assessment.unanswered,
        "next": Progress.of(assessment.questionnaire, assessment.responses).next,
    }
    return render(request, "reports/so_far.html", context)


@never_cache
@require_safe
def quick(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Show what the quick check tells, without a stage, a band or a number."""
    assessment = visible_or_404(request, pk)
    if assessment.submitted:
        return redirect("reports:result", pk)
    if not assessment.questionnaire.quick:
        return redirect("questions:hub", pk)
    progress = Progress.of(assessment.worded, assessment.responses)
    context = {
        "assessment": assessment,
        "look": quick_look(assessment.worded, assessment.responses),
        "asked": len(assessment.questionnaire.quick),
        "unasked": [each for each in assessment.worded.quick_questions if each.id not in assessment.responses],
        "quick": QUICK,
        "progress": progress,
        "left": progress.needed - progress.answered,
    }
    return render(request, "reports/quick.html", context)


@never_cache
@require_safe
@of_submitted
def what_if(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Show the score with some answers changed; it is computed here and stored nowhere."""
    report = report_of(assessment)
    trial = try_out(assessment, report, request.GET.getlist("question"), request.GET.getlist("answer"))
    context = {"assessment": assessment, "report": report, "trial": trial, "changed": trial.changed}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if trial.wrong else HTTPStatus.OK
    return render(request, "reports/what_if.html", context, status=status)


@never_cache
@require_safe
@of_submitted
def changes(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Show what changed since the attempt before, and the trend over all attempts."""
    if not assessment.earlier:
        raise Http404
    before, attempts = assessment.earlier[-1], Assessment.objects.attempts(assessment.shop)
    comparison = compare(report_of(before), report_of(assessment), before.questionnaire, assessment.questionnaire)
    context = {"assessment": assessment, "comparison": comparison, "attempts": attempts}
    return render(request, "reports/changes.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_submitted_for_owner
def share(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Make a read link for this result, or revoke all of them."""
    now = timezone.now()
    links = assessment.accesses.filter(kind=Access.Kind.READ, revoked__isnull=True, expires__gt=now)
    context: dict[str, Any] = {"assessment": assessment, "key": uuid4(), "days": READ_WITHIN.days}
    if request.method == "POST" and request.POST.get("do") == "revoke":
        context["revoked"] = Access.objects.end_reading(assessment, at=now, who=on_behalf(viewer, assessment) or NOBODY)
    elif request.method == "POST":
        key, by = page_key(request.POST), on_behalf(viewer, assessment)
        token = Access.objects.hand_out(assessment, Access.Kind.READ, at=now, within=READ_WITHIN, key=key, by=by)
        context["link"] = settings.SITE_URL + reverse("reports:read", args=[token])
    return render(request, "reports/share.html", {**context, "links": links.all()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def counted(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Let the owner, and nobody for them, decide whether this result counts in anonymous statistics."""
    viewer = viewer_of(request)
    assessment = visible_or_404(request, pk, viewer)
    if request.method == "POST" and assessment.shop_id not in viewer.shops:
        raise PermissionDenied
    if not assessment.submitted:
        return redirect("questions:hub", pk)
    if request.method == "POST":
        assessment.count(agreed=request.POST.get("do") == "agree", at=timezone.now())
    return redirect(reverse("reports:result", args=[assessment.pk]) + "#counted")


def _of_link(
    view: Callable[[HttpRequest, Assessment, str], HttpResponseBase],
) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """Decorate a view of the result that a read link opens; a link that no longer works gets a 410 page."""

    @wraps(view)
    def fetched(request: HttpRequest, token: str) -> HttpResponseBase:
        guest = Access.objects.reader(token, at=timezone.now())
        seen = Assessment.objects.visible_to(guest).select_related("shop__firm", "previous").defer("shop__firm__logo")
        found = seen.filter(submitted__isnull=False).first()
        if found is None:
            return render(request, "reports/read_gone.html", {"days": READ_WITHIN.days}, status=HTTPStatus.GONE)
        return view(request, found, token)

    return fetched


@never_cache
@require_safe
@_of_link
def read(request: HttpRequest, assessment: Assessment, token: str) -> HttpResponse:
    """Show the result to the holder of a read link, to look at, not to change."""
    lately, links = (
        Lately(assessment),
        {name: reverse(f"reports:read-{name}", args=[token]) for name in ("pdf", "annex")},
    )
    context = {
        "report": SimpleLazyObject(lambda: lately.report),
        "firm": assessment.shop.firm,
        "pdf_url": links["pdf"],
        "annex_url": links["annex"],
        "reading": True,
        "content": (lately.digest, *links.values()),
    }
    return render(request, "reports/result.html", context)


@never_cache
@require_safe
@_of_link
def read_pdf(request: HttpRequest, assessment: Assessment, token: str) -> HttpResponseBase:
    return pdf_response(request, assessment, reverse("reports:read-waiting", args=[token]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_of_link
def read_waiting(request: HttpRequest, assessment: Assessment, token: str) -> HttpResponseBase:
    pdf_url, result_url = (reverse(f"reports:{name}", args=[token]) for name in ("read-pdf", "read"))
    return waiting_page(request, assessment, {"pdf_url": pdf_url, "result_url": result_url})


@never_cache
@require_safe
@_of_link
def read_annex(request: HttpRequest, assessment: Assessment, token: str) -> HttpResponseBase:
    return pdf_response(request, assessment, reverse("reports:read-annex-waiting", args=[token]), Document.ANNEX)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_of_link
def read_annex_waiting(request: HttpRequest, assessment: Assessment, token: str) -> HttpResponseBase:
    pdf_url, result_url = (reverse(f"reports:{name}", args=[token]) for name in ("read-annex", "read"))
    return waiting_page(request, assessment, {"pdf_url": pdf_url, "result_url": result_url}, Document.ANNEX)


@never_cache
@require_safe
def data(request: HttpRequest, pk: UUID) -> JsonResponse:
    """Download everything stored about the shop."""
    viewer = viewer_of(request)
    assessment = visible_or_404(request, pk, viewer)
    own, opinions = assessment.shop_id in viewer.shops, may_add_to(viewer, assessment)
    taken = everything(assessment.shop, own=own, opinions=opinions, viewer=viewer)
    response = JsonResponse(taken, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="is-it-working.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete the shop with everything about it, after a page that says what that is."""
    viewer = viewer_of(request)
    try:
        assessment = visible_or_404(request, pk, viewer)
    except Http404:
        if request.method != "POST":
            raise
        # Probably the second press of a double click.
        return render(request, "reports/deleted.html", status=HTTPStatus.NOT_FOUND)
    owners_only(viewer, assessment)
    context = {"assessment": assessment, "attempts": assessment.shop.assessments.count()}
    if request.method != "POST":
        return render(request, "reports/delete.html", context)
    if not Shop.objects.deletable_by(viewer).filter(pk=assessment.shop_id).exists():
        raise PermissionDenied
    if request.POST.get("sure") != "yes":
        return render(
            request, "reports/delete.html", {**context, "error": True}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    if assessment.shop_id not in held(viewer):
        ask_again(request)
    assessment.shop.delete()
    return render(request, "reports/deleted.html", {"shop": assessment.shop})
