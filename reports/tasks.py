"""Work that nobody should wait for."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from questions.models import Assessment
from reports.bundles import Bundle
from reports.bundling import make
from reports.models import StoredReport


@task()
def render_report(assessment_id: str) -> None:
    """Render a submitted assessment's PDF, so that the first click finds it ready; rendering it twice makes one."""
    assessment = Assessment.objects.select_related("shop").filter(pk=assessment_id).first()
    if assessment is not None:  # it may have been deleted since
        StoredReport.objects.obtain(assessment)


@task()
def make_bundle(bundle_id: str) -> None:
    """Make a ZIP of reports; one that was finished or deleted meanwhile is left alone."""
    Bundle.objects.expire(at=timezone.now())
    bundle = Bundle.objects.filter(pk=bundle_id, finished=None).select_related("user").first()
    if bundle is not None:
        make(bundle)
