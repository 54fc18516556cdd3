"""Work that nobody should wait for."""

from __future__ import annotations

from django_tasks import task

from questions.models import Assessment
from reports.models import StoredReport


@task()
def render_report(assessment_id: str) -> None:
    """Render a submitted assessment's PDF, so that the first click finds it ready; rendering it twice makes one."""
    assessment = Assessment.objects.select_related("shop").filter(pk=assessment_id).first()
    if assessment is not None:  # it may have been deleted since
        StoredReport.objects.obtain(assessment)
