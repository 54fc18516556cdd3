"""Downloads the report as a PDF: at once if it is made, else after a waiting page."""

from __future__ import annotations

from http import HTTPStatus
from typing import IO, Any
from uuid import UUID

from django.db import IntegrityError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clients.viewers import Guest
from questions.browser import viewer_of
from questions.fetch import may_add_to, of_submitted, visible_or_404
from questions.limits import PDF, take
from questions.models.assessment import Assessment
from reports.core.digest import Document
from reports.core.report import Report
from reports.models.composing import pdf_name, report_context, report_of
from reports.models.stored_report import StoredReport
from reports.tasks import ask_for, make_overdue

GONE = (StoredReport.DoesNotExist, IntegrityError)  # the shop was deleted while its report was being made
BLOCK = 2**16  # bytes read and sent at a time; Django's 2**12 would mean fifty for a report


@never_cache
@require_safe
@of_submitted
def pdf(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    waiting_url = reverse("reports:waiting", args=[assessment.pk])
    return pdf_response(request, assessment, waiting_url, opinions=may_add_to(viewer, assessment))


@never_cache
@require_safe
@of_submitted
def annex(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    waiting_url = reverse("reports:annex-waiting", args=[assessment.pk])
    opinions = may_add_to(viewer, assessment)
    return pdf_response(request, assessment, waiting_url, Document.ANNEX, opinions=opinions)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_submitted
def waiting(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    pdf_url, result_url = (reverse(f"reports:{name}", args=[assessment.pk]) for name in ("pdf", "result"))
    addresses = {"pdf_url": pdf_url, "result_url": result_url}
    return waiting_page(request, assessment, addresses, opinions=may_add_to(viewer, assessment))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_submitted
def annex_waiting(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    pdf_url, result_url = (reverse(f"reports:{name}", args=[assessment.pk]) for name in ("annex", "result"))
    addresses, opinions = {"pdf_url": pdf_url, "result_url": result_url}, may_add_to(viewer, assessment)
    return waiting_page(request, assessment, addresses, Document.ANNEX, opinions=opinions)


@never_cache
@require_safe
def version(request: HttpRequest, pk: UUID, key: str) -> FileResponse:
    """Return a version of the report, even a replaced one: the same bytes as were sent then."""
    viewer = viewer_of(request)
    assessment = visible_or_404(request, pk, viewer)
    kept = StoredReport.objects.kept_for(viewer, assessment, opinions=may_add_to(viewer, assessment))
    stored = get_object_or_404(kept, key=key)
    try:
        return attached(stored.file.open(), pdf_name(assessment, stored.document))
    except FileNotFoundError:  # lost, for example with a disk
        raise Http404 from None


def pdf_response(
    request: HttpRequest,
    assessment: Assessment,
    waiting_url: str,
    document: Document = Document.REPORT,
    *,
    opinions: bool = False,
) -> HttpResponseBase:
    """Return the PDF if it is made, else redirect to the waiting page.

    What others said is only in it with `opinions`: they were told who reads it.
    """
    file = StoredReport.objects.present(assessment, report_context(assessment, opinions=opinions), document)
    if file is None:
        stored = _asked_for(request, assessment, report_of(assessment, opinions=opinions), document)
        if not stored.file:
            return redirect(waiting_url)
        file = stored.file.open()
    return attached(file, pdf_name(assessment, document))


def waiting_page(
    request: HttpRequest,
    assessment: Assessment,
    addresses: dict[str, str],
    document: Document = Document.REPORT,
    *,
    opinions: bool = False,
) -> HttpResponseBase:
    """Show how far the PDF is; when asked again, it makes one that no worker has made."""
    report = report_of(assessment, opinions=opinions)
    stored = _asked_for(request, assessment, report, document)
    try:
        if request.method == "POST":
            if stored.failed:
                take(request, PDF)
                stored.reset()
                ask_for(assessment, stored, opinions=opinions)
            return redirect(request.path)
        make_overdue(stored, report)
    except GONE:
        raise Http404 from None
    state = stored.state(timezone.now())
    return polled_page(request, state, {"heading": _heading(state, document), "document": document, **addresses})


def _heading(state: str, document: Document) -> str:
    if document == Document.ANNEX:
        headings = {"ready": _("The annex is ready"), "failed": _("The annex could not be made")}
        return headings.get(state, _("The annex is being made"))
    headings = {"ready": _("Your report is ready"), "failed": _("Your report could not be made")}
    return headings.get(state, _("Your report is being made"))


def polled_page(request: HttpRequest, state: str, context: dict[str, Any]) -> HttpResponse:
    """Return the waiting page, or the answer for its script, which asks every second."""
    polled = "HX-Request" in request.headers
    if polled and request.GET.get("seen") == state:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if polled and state in ("ready", "failed"):
        return HttpResponse(headers={"HX-Refresh": "true"})  # a full page starts the download, or offers to try again
    return render(request, "reports/waiting.html", {"state": state, **context})


def _asked_for(request: HttpRequest, assessment: Assessment, report: Report, document: Document) -> StoredReport:
    try:
        stored = StoredReport.objects.of(assessment, report, document)
        if not (stored.file or stored.asked):
            take(request, PDF)
            ask_for(assessment, stored, opinions=report.opinions is not None)
    except GONE:
        raise Http404 from None
    return stored


def attached(file: IO[bytes], name: str) -> FileResponse:
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    response.block_size = BLOCK
    return response
