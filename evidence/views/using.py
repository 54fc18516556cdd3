"""Taking the tickets' number for an answer: asks what it is to become, and begins a correction with it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients.viewers import Guest
from evidence.fetch import of_owned
from evidence.forms.using import UseForm
from evidence.models.kept_record import Record
from questions.forms import page_key
from questions.limits import STARTING, take
from questions.models.assessment import Assessment
from questions.wording import written


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_owned
def use(request: HttpRequest, assessment: Assessment, viewer: Guest, question_id: str) -> HttpResponseBase:
    """Ask what the answer is to become; then show it in the correction, which the owner submits."""
    record = Record.objects.shown_of(assessment)
    row = record.usable(question_id) if record else None
    if record is None or row is None:
        raise Http404
    if assessment.replaced_by:
        messages.info(request, _("You corrected these answers since. This is what stands now."))
        return redirect("evidence:kept", assessment.replaced_by.pk)
    question = assessment.worded.question[question_id]
    form = UseForm(row, question, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"assessment": assessment, "kept": record.kept, "row": row, "form": form, "begun": record.begun}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return render(request, "evidence/use.html", context, status=status)
    try:
        if record.begun is None:
            take(request, STARTING)
        key, now = page_key(request.POST), timezone.now()
        found = record.use(question_id, form.answer, key=key, who=viewer, at=now)
    except IntegrityError:  # the key is another shop's assessment; no page of ours gave it out
        raise Http404 from None
    said = _("Your answer is “%(answer)s” in this correction. Look through it and submit it when it is right.")
    messages.success(request, said % {"answer": written(question, form.answer)})
    return redirect(reverse("questions:check", args=[found.pk]) + f"#a-{question_id}")
