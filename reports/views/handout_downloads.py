"""Downloads PDFs for everyone: at once if they are made, else after a waiting page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from questions.limits import PDF, take
from reports.core.digest import Document
from reports.models.stored_handout import StoredHandout
from reports.pdf.handouts import ANNEX, QUESTIONNAIRE, Handout, handout
from reports.tasks import ask_for_handout, make_overdue
from reports.views.downloads import attached, polled_page


@require_safe
def download(request: HttpRequest, name: str = QUESTIONNAIRE) -> HttpResponseBase:
    asked = _handout_or_404(name)
    stored = StoredHandout.objects.of(asked)
    ask_for_handout(name, stored)
    return attached(stored.file.open(), asked.name) if stored.file else redirect(_waiting_url(name))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, name: str = QUESTIONNAIRE) -> HttpResponseBase:
    """Show how far the PDF is; when asked again, make one that no worker has made. A POST retries a failed one."""
    asked = _handout_or_404(name)
    stored = StoredHandout.objects.of(asked)
    if request.method == "POST":
        if stored.failed:
            take(request, PDF)
            stored.reset()
            ask_for_handout(name, stored)
        return redirect(request.path)
    ask_for_handout(name, stored)
    make_overdue(stored, asked)
    state = stored.state(timezone.now())
    return polled_page(request, state, {**_words(name, state), "handout": True})


@require_safe
def annex(request: HttpRequest, name: str) -> HttpResponseBase:
    return download(request, name + ANNEX)


def annex_waiting(request: HttpRequest, name: str) -> HttpResponseBase:
    return waiting(request, name + ANNEX)


def _words(name: str, state: str) -> dict[str, Any]:
    if name.endswith(ANNEX):
        shop = name.removesuffix(ANNEX)
        headings = {"ready": _("The annex is ready"), "failed": _("The annex could not be made")}
        pdf_url, result_url = (reverse(f"reports:{view}", args=[shop]) for view in ("example-annex", "example"))
        heading = headings.get(state, _("The annex is being made"))
        return {"heading": heading, "document": Document.ANNEX, "pdf_url": pdf_url, "result_url": result_url}
    if name == QUESTIONNAIRE:
        headings = {
            "ready": _("The questionnaire is ready"),
            "failed": _("The questionnaire could not be made"),
        }
        heading = headings.get(state, _("The questionnaire is being made"))
        return {"heading": heading, "pdf_url": reverse("reports:blank"), "blank": True}
    headings = {
        "ready": _("The example's report is ready"),
        "failed": _("The example's report could not be made"),
    }
    heading = headings.get(state, _("The example's report is being made"))
    pdf_url, result_url = (reverse(f"reports:{view}", args=[name]) for view in ("example-pdf", "example"))
    return {"heading": heading, "pdf_url": pdf_url, "result_url": result_url}


def _waiting_url(name: str) -> str:
    if name.endswith(ANNEX):
        return reverse("reports:example-annex-waiting", args=[name.removesuffix(ANNEX)])
    return reverse("reports:example-waiting", args=[name]) if name else reverse("reports:blank-waiting")


def _handout_or_404(name: str) -> Handout:
    try:
        return handout(name)
    except KeyError:
        raise Http404 from None
