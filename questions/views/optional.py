"""The choice before a section that needs no answer: take it on, or leave all of it out."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from questions.fetch import visible_or_404
from questions.models.assessment import Assessment
from questions.progress import Progress


@never_cache
@require_safe
def optional(request: HttpRequest, pk: UUID, section_id: str) -> HttpResponseBase:
    """Offer a section without answers; nothing is stored here: leaving it out is going on without it."""
    assessment = visible_or_404(request, pk)
    if section_id not in assessment.questionnaire.section:
        raise Http404
    if assessment.submitted:
        return redirect("reports:result", pk)
    progress = Progress.of(assessment.worded, assessment.responses)
    here = progress.at(section_id)
    if not here.left_out:
        return redirect("questions:section", pk, section_id)
    context = {
        "assessment": assessment,
        "here": here,
        "progress": progress,
        "minutes": assessment.questionnaire.minutes_for(len(here.lines)),
        "without": _after(assessment, here.number),
        "before": _before(assessment, here.number),
    }
    return render(request, "questions/optional.html", context)


def _after(assessment: Assessment, number: int) -> str:
    """Return the address after the section of this number: the next one that may need an answer, or the check."""
    later = assessment.questionnaire.sections[number:]
    if not later:
        return reverse("questions:check", args=[assessment.pk])
    return reverse("questions:optional", args=[assessment.pk, later[0].id])


def _before(assessment: Assessment, number: int) -> str:
    """Return the address of the last question before the section of this number; empty for the first section."""
    if number == 1:
        return ""
    last = assessment.questionnaire.sections[number - 2]
    return reverse("questions:section", args=[assessment.pk, last.id]) + f"#q-{last.questions[-1].id}"
