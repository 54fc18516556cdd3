"""Work that nobody should wait for."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from questions.models.assessment import Assessment
from reports.bundle_zip import make
from reports.core.report import Report
from reports.models.bundle import Bundle
from reports.models.composing import report_of
from reports.models.stored_report import StoredReport
from reports.pdf.handouts import handout

log = logging.getLogger(__name__)


@task()
def render_report(assessment_id: str) -> None:
    """Render a submitted assessment's PDF, so that the first click finds it ready; rendering it twice makes one."""
    assessment = Assessment.objects.select_related("shop__firm").filter(pk=assessment_id).first()
    if assessment is not None:  # it may have been deleted since
        report = report_of(assessment)
        stored = StoredReport.objects.of(assessment, report)
        if stored.begin(at=timezone.now()):
            stored.render(report)


@transaction.atomic
def ask_for(assessment: Assessment, stored: StoredReport) -> None:
    """Have a worker make it, once."""
    if stored.ask(at=timezone.now()):
        render_report.enqueue(str(assessment.pk))
        stored.refresh_from_db()


def make_overdue(stored: StoredReport, report: Report) -> None:
    """Make what no worker does; a failure is logged, and kept in the row for whoever waits."""
    now = timezone.now()
    if stored.overdue(now) and stored.begin(at=now):
        try:
            stored.render(report)
        except Exception:
            log.exception("A report could not be made")
            stored.refresh_from_db()


@task(priority=1)
def make_handout(of: str) -> None:
    """Have a PDF for everybody ready, before reports: somebody waits for it."""
    handout(of).make()


@task()
def make_bundle(bundle_id: str) -> None:
    """Make a ZIP of reports; one that was finished or deleted meanwhile is left alone."""
    Bundle.objects.done_with(at=timezone.now()).delete()
    bundle = Bundle.objects.filter(pk=bundle_id, finished=None).select_related("user").first()
    if bundle is not None:
        make(bundle)
