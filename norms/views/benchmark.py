"""A result on an edition of the benchmark that its owner chooses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clients.viewers import Guest
from norms.core.telling import LEAST
from norms.examples import invented_edition
from norms.members import size_of
from norms.models.edition import Edition
from norms.placing import places
from questions.fetch import of_submitted
from questions.models.assessment import Assessment


@never_cache
@require_safe
@of_submitted
def benchmark(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponse:
    """Show the owner's numbers beside the middle half of the shops in an edition, the newest unless one is named."""
    invented = invented_edition(assessment)
    editions = [invented] if invented else list(Edition.objects.of(assessment.questionnaire))
    asked = request.GET.get("edition", "")
    chosen = next((each for each in editions if each.quarter == asked), editions[0] if editions else None)
    context = {
        "assessment": assessment,
        "invented": invented is not None,
        "editions": editions,
        "chosen": chosen,
        "groups": places(chosen, assessment, size_of(assessment.shop.people)) if chosen else [],
        "least": LEAST,
    }
    return render(request, "norms/benchmark.html", context)
