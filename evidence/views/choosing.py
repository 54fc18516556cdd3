"""The first step: choose a file. Its body is read only for who may bring one."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from clients.viewers import Guest
from evidence.core.refusal import RefusedError, Why
from evidence.fetch import holder_of
from evidence.models.kept_record import Record
from evidence.models.upload import Upload
from evidence.models.usual import Usual
from evidence.receiving import Receive
from evidence.views.reading import go_on, read
from evidence.wording import refusal
from questions.browser import on_behalf
from questions.fetch import of_changeable
from questions.limits import FILE, take
from questions.models.assessment import Assessment


@csrf_exempt  # `_receive` checks it, once the handler that takes the files is in place
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_changeable
def choose(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    if request.method != "POST":
        return choose_page(request, assessment, viewer)
    take(request, FILE)  # before any of it is read
    request.upload_handlers = [Receive(request)]
    try:
        return _receive(request, assessment, viewer)
    except RequestDataTooBig:
        said = refusal(RefusedError(Why.TOO_BIG))
        return choose_page(request, assessment, viewer, said=said, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@csrf_protect
def _receive(request: HttpRequest, assessment: Assessment, viewer: Guest) -> HttpResponseBase:
    """Store the files and read them, a large one in the background; what cannot be read is said at once."""
    tickets, entries = (request.FILES.get(name) for name in ("tickets", "entries"))
    handler = request.upload_handlers[0]
    if isinstance(handler, Receive) and handler.too_big:
        return _refused(request, assessment, viewer, refusal(RefusedError(Why.TOO_BIG)))
    if tickets is None:
        return _refused(request, assessment, viewer, _("Choose the file with your tickets first."))
    upload = Upload.objects.begin(
        assessment,
        holder=holder_of(request, assessment, viewer),
        by=on_behalf(viewer, assessment),
        replies=Usual.objects.of(assessment.shop),
        at=timezone.now(),
    )
    upload.receive(tickets, entries)
    read(upload)
    if upload.state == Upload.State.REFUSED:
        said = refusal(upload.refusal())
        upload.end()
        return _refused(request, assessment, viewer, said)
    return redirect(go_on(upload))


def _refused(request: HttpRequest, assessment: Assessment, viewer: Guest, said: str) -> HttpResponse:
    return choose_page(request, assessment, viewer, said=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def choose_page(
    request: HttpRequest, assessment: Assessment, viewer: Guest, *, said: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "by": on_behalf(viewer, assessment),
        "record": Record.objects.for_page(assessment, viewer),
        "said": said,
    }
    return render(request, "evidence/choose.html", context, status=status)
