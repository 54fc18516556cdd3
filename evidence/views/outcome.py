"""The last step, next to the answers: keep it or discard it; and what was kept."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.viewers import Guest
from evidence.fetch import is_own, of_upload
from evidence.models.kept_record import Record
from evidence.models.upload import Upload
from evidence.views.steps import elsewhere
from questions.browser import on_behalf
from questions.fetch import of_changeable, of_submitted
from questions.models.assessment import Assessment


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_upload
def result(request: HttpRequest, upload: Upload) -> HttpResponseBase:
    """Show what the tickets show; keeping or discarding it deletes the file."""
    kept = upload.kept
    if kept is None or upload.state != Upload.State.READY:
        return elsewhere(request, upload)
    if request.method != "POST":
        context = {"upload": upload, "assessment": upload.assessment, "kept": kept, "key": upload.pk}
        return render(request, "evidence/result.html", context)
    if request.POST.get("do") == "keep":
        upload.keep(at=timezone.now())
        messages.success(request, _("Kept. The file is deleted."))
        return redirect("evidence:kept", upload.assessment_id)
    upload.end()
    messages.success(request, _("Discarded. The file and what we read of it are deleted."))
    return redirect("reports:result", upload.assessment_id)


@never_cache
@require_safe
@of_submitted
def kept(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponse:
    """Show the kept record."""
    record = Record.objects.for_page(assessment, viewer)
    if record is None:
        raise Http404
    context = {
        "assessment": assessment,
        "record": record,
        "kept": record.kept,
        "by": on_behalf(viewer, assessment),
        "may_change": record.changeable_by(viewer),
        "may_use": is_own(viewer, assessment) and record.shown and assessment.replaced_by is None,
    }
    return render(request, "evidence/kept.html", context)


@never_cache
@require_POST
@of_changeable
def change(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Discard the kept record, or show a consultant's to the owner."""
    record = Record.objects.for_page(assessment, viewer)
    if record is None:  # the second click of a double click
        return redirect("reports:result", assessment.pk)
    if not record.changeable_by(viewer):
        raise PermissionDenied
    if request.POST.get("do") == "show":
        if not record.show(by=viewer):
            messages.warning(request, _("The owner kept a file of their own: theirs stands in the report."))
        return redirect("evidence:kept", assessment.pk)
    record.discard(who=viewer)
    messages.success(request, _("Discarded."))
    return redirect("reports:result", assessment.pk)
