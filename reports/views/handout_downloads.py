"""PDFs for everybody to download: at once where they are made, otherwise after a page to wait at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.models.stored_report import LONGEST, PATIENCE
from reports.pdf.handouts import QUESTIONNAIRE, Handout, handout
from reports.tasks import make_handout
from reports.views.downloads import attached, polled_page


@require_safe
def download(request: HttpRequest, name: str = QUESTIONNAIRE) -> HttpResponseBase:
    asked = _handout_or_404(name)
    if not asked.made:
        _asked_at(name, asked)
        if not asked.made:
            return redirect(_waiting_url(name))
    return attached(default_storage.open(asked.path), asked.name)


@never_cache
@require_safe
def waiting(request: HttpRequest, name: str = QUESTIONNAIRE) -> HttpResponseBase:
    """Asked again and again, it makes what no worker does."""
    asked = _handout_or_404(name)
    late = not asked.made and _asked_at(name, asked) < timezone.now() - PATIENCE
    if late and cache.add(f"making:{asked.path}", True, timeout=LONGEST.seconds):
        asked.make()
    state = "ready" if asked.made else "late" if late else "making"
    return polled_page(request, state, _words(name, ready=state == "ready"))


def _words(name: str, *, ready: bool) -> dict[str, Any]:
    if name == QUESTIONNAIRE:
        heading = _("The questionnaire is ready") if ready else _("The questionnaire is being made")
        return {"heading": heading, "pdf_url": reverse("reports:blank"), "blank": True}
    heading = _("The example's report is ready") if ready else _("The example's report is being made")
    pdf_url, result_url = (reverse(f"reports:{view}", args=[name]) for view in ("example-pdf", "example"))
    return {"heading": heading, "pdf_url": pdf_url, "result_url": result_url}


def _waiting_url(name: str) -> str:
    return reverse("reports:example-waiting", args=[name]) if name else reverse("reports:blank-waiting")


def _handout_or_404(name: str) -> Handout:
    try:
        return handout(name)
    except KeyError:
        raise Http404 from None


def _asked_at(name: str, asked: Handout) -> datetime:
    """When this process had a worker make it."""
    now, key = timezone.now(), f"asked:{asked.path}"
    if cache.add(key, now, timeout=None):
        make_handout.enqueue(name)
    at: datetime = cache.get(key, now)
    return at
