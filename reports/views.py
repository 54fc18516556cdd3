"""The result on a page and as a PDF, for those who may see the assessment, and the examples for anybody."""

from __future__ import annotations

from io import BytesIO
from typing import IO
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from questions.models import Assessment
from questions.personas import examples
from questions.views import visible_or_404
from reports.document import example, example_pdf, file_name
from reports.models import StoredReport, report_of


@never_cache
@require_safe
def result(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    assessment = visible_or_404(request, pk)
    if not assessment.submitted:
        return redirect("questions:hub", pk)
    context = {
        "report": report_of(assessment),
        "pdf_url": reverse("reports:pdf", args=[pk]),
        "assessment": assessment,
        "has_earlier": bool(assessment.earlier),
        "replaced_by": assessment.replaced_by,
    }
    return render(request, "reports/result.html", context)


@never_cache
@require_safe
def pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    assessment = visible_or_404(request, pk)
    if not assessment.submitted:
        return redirect("questions:hub", pk)
    return pdf_response(assessment)


def pdf_response(assessment: Assessment) -> FileResponse:
    try:
        stored = StoredReport.objects.obtain(assessment)
    except StoredReport.DoesNotExist:  # the shop was deleted while its report was being rendered
        raise Http404 from None
    return _attached(stored.file.open(), file_name(report_of(assessment)))


@require_safe
def example_result(request: HttpRequest, name: str) -> HttpResponse:
    _known(name)
    context = {"report": example(name), "pdf_url": reverse("reports:example-pdf", args=[name]), "is_example": True}
    return render(request, "reports/result.html", context)


@require_safe
def example_report(request: HttpRequest, name: str) -> FileResponse:
    _known(name)
    return _attached(BytesIO(example_pdf(name)), file_name(example(name)))


def _attached(file: IO[bytes], name: str) -> FileResponse:
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


def _known(name: str) -> None:
    if name not in examples():
        raise Http404
