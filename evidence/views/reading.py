"""Reading an upload, here or in the background, and the page that shows how far it is."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evidence.fetch import of_upload
from evidence.models.upload import Upload
from evidence.tasks import read_upload
from evidence.wording import refusal


def read(upload: Upload) -> None:
    """Read a small upload now, and let a worker read a large one."""
    if not upload.in_request:
        upload.wait(at=timezone.now())
        read_upload.enqueue(str(upload.pk))
        upload.refresh_from_db()
    elif upload.take(at=timezone.now()):
        upload.examine()


def go_on(upload: Upload) -> str:
    """Return the address of the page to go on with."""
    step = "progress" if upload.busy or upload.state == Upload.State.REFUSED else upload.step
    return reverse(f"evidence:{step}", args=[upload.assessment_id, upload.pk])


@never_cache
@require_safe
@of_upload
def progress(request: HttpRequest, upload: Upload) -> HttpResponseBase:
    """Show how far the reading is; if no worker reads it, read it here."""
    now = timezone.now()
    if upload.overdue(now) and upload.take(at=now):
        upload.examine()
    polled = "HX-Request" in request.headers
    if upload.busy:
        context = {"upload": upload, "assessment": upload.assessment}
        return render(request, "evidence/progress.html", context)
    if polled:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if upload.state == Upload.State.REFUSED:
        said = refusal(upload.refusal())
        refused = {"upload": upload, "assessment": upload.assessment, "said": said}
        return render(request, "evidence/progress.html", refused, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(go_on(upload))
