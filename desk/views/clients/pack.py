"""The meeting pack: two pages to take along, as a PDF that is made when it is asked for and never kept."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.site import page
from desk.views.clients.brief import brief
from desk.views.clients.client_page import attempt_or_404
from questions.models.assessment import Assessment
from reports.models.composing import report_of
from reports.pdf.rendering import render_pdf

MOST_ITEMS = 7  # of the plan, as many as fit
MOST_WORDS = 90  # of what was decided last time


@page("clients/<int:pk>/<uuid:attempt>/pack.pdf", "client-pack")
@never_cache
@require_safe
def pack(request: HttpRequest, pk: int, attempt: UUID) -> HttpResponse:
    assessment = attempt_or_404(request, pk, attempt)
    if assessment.submitted is None:
        raise Http404
    name = "-".join(part for part in (_("meeting"), slugify(str(assessment.shop), allow_unicode=True)[:60]) if part)
    found = HttpResponse(render_pdf(pack_html(assessment)), content_type="application/pdf")
    found.headers["Content-Disposition"] = f"inline; filename=\"meeting.pdf\"; filename*=UTF-8''{quote(name)}.pdf"
    return found


def pack_html(assessment: Assessment) -> str:
    """Return the pack as HTML: what to talk about, the last decisions, the plan, and two pictures."""
    report = report_of(assessment)
    found = brief(assessment, report)
    left = [item for item in found["plan"].by_day if item.left]
    context = {
        **found,
        "report": report,
        "assessment": assessment,
        "shop": assessment.shop,
        "today": timezone.localdate(timezone.now(), assessment.shop.zone),
        "items": left[:MOST_ITEMS],
        "more": max(len(left) - MOST_ITEMS, 0),
        "most_words": MOST_WORDS,
    }
    return render_to_string("desk/pack.html", context)
