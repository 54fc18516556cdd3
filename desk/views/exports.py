"""Exports the clients list, filtered or ticked, as CSV or as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from desk.export_rows import one_row_each, one_row_per_answer
from desk.filters import Filtered, Moved
from desk.portfolio import Portfolio
from desk.site import page
from desk.spreadsheets import Sheet, as_csv, write_xlsx
from questions.models.assessment import Assessment, AssessmentQuerySet

ROWS: Mapping[str, Callable[[AssessmentQuerySet, Portfolio], Sheet]] = {
    "assessments": one_row_each,
    "answers": lambda found, _shops: one_row_per_answer(found),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("export/", "export")
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """Export a table; `format` is assessments or answers, then .csv or .xlsx, and assessments.xlsx by default.

    Of assessments there is a row for each shop, also for one that has submitted nothing. `attempts=all` includes
    earlier and open attempts. A POST changes nothing: it can name more shops than fit into an address.
    """
    sent = request.POST if request.method == "POST" else request.GET
    rows, _, kind = sent.get("format", "assessments.xlsx").partition(".")
    if rows not in ROWS or kind not in ("csv", "xlsx"):
        raise Http404
    filtered = Filtered.of(request)
    try:
        shops = filtered.selected(request.POST) if request.method == "POST" else filtered.queryset()
    except Moved as moved:
        return back_to_list(request, filtered, moved)
    if sent.get("attempts") == "all":
        found = Assessment.objects.filter(shop__in=shops.order_by().values("pk"))
    else:
        found = Assessment.objects.filter(pk__in=shops.latest_keys())
    sheet = ROWS[rows](found.order_by("shop__folded", "shop_id", "started", "pk"), shops)
    return as_file(sheet, f"{rows}-{timezone.localdate().isoformat()}.{kind}")


def as_file(sheet: Sheet, name: str) -> HttpResponseBase:
    """Return a download, as a workbook or as CSV by the name's ending."""
    return _xlsx(sheet, name) if name.endswith(".xlsx") else _csv(sheet, name)


def back_to_list(request: HttpRequest, filtered: Filtered, moved: Moved) -> HttpResponseBase:
    """Redirect to the list as it is now, with a message about what has changed."""
    messages.error(request, str(moved))
    return redirect(f"{reverse('admin:clients')}?{filtered.query()}".rstrip("?"))


def _csv(sheet: Sheet, name: str) -> HttpResponseBase:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(as_csv(sheet), content_type="text/csv; charset=utf-8", headers=headers)


def _xlsx(sheet: Sheet, name: str) -> HttpResponseBase:
    file = TemporaryFile()  # noqa: SIM115 -- closed by the response
    write_xlsx(sheet, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
