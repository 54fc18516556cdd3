"""The owner answers twelve questions again, without the first answers before their eyes, and then sees both."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.viewers import Guest
from opinions.core.retest import FIRST_DAY, LAST_DAY, asked_again
from opinions.models.retest import Retest, window
from questions.core.questionnaire import Section
from questions.fetch import of_changeable
from questions.forms import SectionForm
from questions.models.assessment import Assessment
from questions.progress import counted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_changeable
def retest(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Ask, in the days for it; before and after, say when it was or will be. Only the owner answers."""
    own = assessment.shop_id in viewer.shops
    if request.method == "POST" and not own:
        raise PermissionDenied
    found, now = Retest.objects.of(assessment), timezone.now()
    begins, ends = window(assessment)
    if found or not begins <= now < ends:
        return _page(request, assessment, own=own, retest=found, lost=request.method == "POST" and not found)
    section = Section("again", "", "", 0, asked_again(assessment.questionnaire))
    numbers = counted(section.questions)
    form = SectionForm(section, {}, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, assessment, own=own, form=form, numbers=numbers)
    given = {name: value for name, value in form.changes.items() if value is not None} if form.is_valid() else {}
    if not given:
        said = {"own": own, "form": form, "numbers": numbers, "none": not form.errors}
        return _page(request, assessment, status=HTTPStatus.UNPROCESSABLE_ENTITY, **said)
    Retest.objects.give(assessment, given, at=now)
    return redirect("opinions:retest", assessment.pk)


def _page(request: HttpRequest, assessment: Assessment, *, status: int = 200, **context: Any) -> HttpResponse:
    begins, ends = window(assessment)
    context |= {
        "assessment": assessment,
        "begins": begins,
        "ends": ends,
        "early": timezone.now() < begins,
        "first_day": FIRST_DAY,
        "last_day": LAST_DAY,
    }
    return render(request, "opinions/retest.html", context, status=status)
