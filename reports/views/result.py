"""The result page, for those who may see the assessment, and the examples for everyone."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clients.viewers import Guest
from plans.fetch import may_change
from plans.models.board import Board
from questions.core.personas import examples
from questions.fetch import is_lent, may_add_to, of_submitted
from questions.models.assessment import Assessment
from reports import proposed_steps
from reports.core.digest import Document, document_key
from reports.models.composing import report_of
from reports.models.stored_report import StoredReport
from reports.pdf.document import example


@never_cache
@require_safe
@of_submitted
def result(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    may_bring = may_add_to(viewer, assessment)
    report = report_of(assessment, opinions=may_bring)
    key = document_key(report, Document.REPORT)
    versions = StoredReport.objects.versions(assessment, viewer, opinions=may_bring)
    context = {
        "report": report,
        "pdf_url": reverse("reports:pdf", args=[assessment.pk]),
        "annex_url": reverse("reports:annex", args=[assessment.pk]),
        "versions": [each for each in versions if each.stored.key != key],
        "assessment": assessment,
        "lent": is_lent(viewer, assessment),
        "may_bring": may_bring,
        "own": assessment.shop_id in viewer.shops,
        "has_earlier": bool(assessment.earlier),
        "replaced_by": assessment.replaced_by,
        "plan": Board.of(assessment, proposed_steps.of_report(report)),
        "may_change": may_change(viewer, assessment.shop),
        "mail": settings.MAIL_ENABLED,
    }
    return render(request, "reports/result.html", context)


@require_safe
def example_result(request: HttpRequest, name: str) -> HttpResponse:
    if name not in examples():
        raise Http404
    pdf_url, annex_url = (reverse(f"reports:{each}", args=[name]) for each in ("example-pdf", "example-annex"))
    context = {"report": example(name), "pdf_url": pdf_url, "annex_url": annex_url, "is_example": True}
    return render(request, "reports/result.html", context)
