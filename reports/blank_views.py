"""The blank questionnaire to download: at once where it is made, otherwise after a page to wait at."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports import blank
from reports.downloads import attached, polled_page
from reports.models import LONGEST, PATIENCE
from reports.tasks import make_blank


@require_safe
def download(request: HttpRequest) -> HttpResponseBase:
    if not blank.made():
        _asked_at()
        if not blank.made():
            return redirect("reports:blank-waiting")
    return attached(default_storage.open(blank.path()), blank.name())


@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponseBase:
    """Asked again and again, it makes what no worker does."""
    late = not blank.made() and _asked_at() < timezone.now() - PATIENCE
    if late and cache.add(f"making:{blank.path()}", True, timeout=LONGEST.seconds):
        blank.make()
    state = "ready" if blank.made() else "late" if late else "making"
    heading = _("The questionnaire is ready") if state == "ready" else _("The questionnaire is being made")
    context = {"heading": heading, "pdf_url": reverse("reports:blank"), "blank": True}
    return polled_page(request, state, context)


def _asked_at() -> datetime:
    """When this process had a worker make it."""
    now, key = timezone.now(), f"asked:{blank.path()}"
    if cache.add(key, now, timeout=None):
        make_blank.enqueue()
    asked: datetime = cache.get(key, now)
    return asked
