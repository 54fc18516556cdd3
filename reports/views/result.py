"""The result page, for those who may see the assessment, and the examples for everyone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clients.viewers import Guest
from plans.fetch import may_change
from plans.models.board import Board
from questions.core.personas import examples
from questions.fetch import is_lent, may_add_to, of_submitted
from questions.models.assessment import Assessment
from questions.whole_page import look_of, whole_page
from reports.lately import Lately
from reports.models.meeting import Meeting
from reports.models.stored_report import StoredReport
from reports.pdf.document import example


@never_cache
@require_safe
@of_submitted
def result(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    may_bring = may_add_to(viewer, assessment)
    lately = Lately(assessment, opinions=may_bring)
    versions = StoredReport.objects.versions(assessment, viewer, opinions=may_bring)
    newest = None if lately.beside.others else (assessment, lately.beside.planned)
    context: dict[str, Any] = {
        "report": SimpleLazyObject(lambda: lately.report),
        "pdf_url": reverse("reports:pdf", args=[assessment.pk]),
        "annex_url": reverse("reports:annex", args=[assessment.pk]),
        "versions": [each for each in versions if each.stored.key != lately.gist.key],
        "assessment": assessment,
        "lent": is_lent(viewer, assessment),
        "may_bring": may_bring,
        "own": assessment.shop_id in viewer.shops,
        "has_earlier": lately.beside.others and bool(assessment.earlier),
        "replaced_by": assessment.replaced_by if lately.beside.others else None,
        "plan": Board.of(assessment, lately.gist.steps, newest=newest),
        "may_change": may_change(viewer, assessment.shop),
        "mail": settings.MAIL_ENABLED,
    }
    near = context["own"] or context["may_change"]
    if near and (assessment.shop.firm_id or assessment.shop.withdrawn):
        context["meetings"] = list(Meeting.objects.readable_by_owner(assessment.shop, own=bool(context["own"])))
    context["content"] = (lately.digest, *_beside(context, assessment))
    depends = (context["content"], look_of(assessment.shop.firm))
    return whole_page(request, "reports/result.html", context, depends=depends)


def _beside(context: Mapping[str, Any], assessment: Assessment) -> tuple[object, ...]:
    """Return all that the page shows beside its report, as values that tell two pages apart."""
    flags = ("lent", "may_bring", "own", "has_earlier", "may_change", "mail", "pdf_url", "annex_url")
    replaced: Assessment | None = context["replaced_by"]
    return (
        *(context[name] for name in flags),
        replaced and (replaced.pk, replaced.submitted),
        tuple(
            (each.stored.key, each.stored.made, each.why, each.annex and each.annex.key) for each in context["versions"]
        ),
        context["plan"].fingerprint,
        tuple((each.pk, each.version) for each in context.get("meetings", ())),
        (assessment.pk, assessment.counted is not None, assessment.shop.time_zone),
    )


@require_safe
def example_result(request: HttpRequest, name: str) -> HttpResponse:
    if name not in examples():
        raise Http404
    pdf_url, annex_url = (reverse(f"reports:{each}", args=[name]) for each in ("example-pdf", "example-annex"))
    context = {"report": example(name), "pdf_url": pdf_url, "annex_url": annex_url, "is_example": True, "content": name}
    site = context["site"] = settings.SITE_URL
    return whole_page(request, "reports/result.html", context, depends=(name, site))
