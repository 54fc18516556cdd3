"""Tasks that render in the background."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from clients.viewers import Viewer
from questions.models.assessment import Assessment
from reports.bundle_zip import TakenOver, make
from reports.core.digest import Document
from reports.models.bundle import Bundle
from reports.models.composing import report_of
from reports.models.making import Making
from reports.models.stored_handout import StoredHandout
from reports.models.stored_report import StoredReport
from reports.pdf.handouts import handout
from reports.upkeep import NotYet

BUNDLES = "bundles"  # a queue with a worker of its own: no report waits for hundreds of others

log = logging.getLogger(__name__)


@task()
def render_report(assessment_id: str, document: str = Document.REPORT, *, opinions: bool = True) -> None:
    """Render a document of a submitted assessment before the first click; a second run makes no second one."""
    assessment = Assessment.objects.select_related("shop__firm").filter(pk=assessment_id).first()
    if assessment is not None:  # it may have been deleted since
        report = report_of(assessment, opinions=opinions)
        stored = StoredReport.objects.of(assessment, report, Document(document))
        if stored.begin(at=timezone.now()):
            stored.render(report)
        else:
            _not_yet(render_report, stored)


@transaction.atomic
def ask_for(assessment: Assessment, stored: StoredReport, *, opinions: bool) -> None:
    """Let a worker make it, with or without what others said; a second call does nothing."""
    if stored.ask(at=timezone.now()):
        render_report.enqueue(str(assessment.pk), stored.document, opinions=opinions)
        stored.refresh_from_db()


def make_overdue(stored: Making, of: Any) -> None:
    """Make it in this process if no worker did; a failure is logged, and recorded in the row for the waiting user."""
    now = timezone.now()
    if stored.overdue(now) and stored.begin(at=now):
        try:
            stored.render(of)
        except Exception:
            log.exception("A PDF could not be made")
            stored.refresh_from_db()


@task(priority=1)
def make_handout(of: str) -> None:
    """Make a PDF for everyone, ahead of reports, because a user is waiting."""
    asked = handout(of)
    stored = StoredHandout.objects.of(asked)
    if stored.begin(at=timezone.now()):
        stored.render(asked)
    else:
        _not_yet(make_handout, stored)


@transaction.atomic
def ask_for_handout(of: str, stored: StoredHandout) -> None:
    """Let a worker make it; a second call does nothing."""
    if stored.ask(at=timezone.now()):
        make_handout.enqueue(of)
        stored.refresh_from_db()


@task(queue_name=BUNDLES)
def make_bundle(bundle_id: str) -> None:
    """Make a ZIP of reports; do nothing if it was made or deleted meanwhile."""
    Bundle.objects.done_with(at=timezone.now()).delete()
    bundle = Bundle.objects.filter(pk=bundle_id, file="").select_related("user").first()
    if bundle is not None and bundle.begin(at=timezone.now()):
        with suppress(TakenOver, Bundle.DoesNotExist):  # or canceled at the very end
            make(bundle)
    elif bundle is not None:
        _not_yet(make_bundle, bundle)


@transaction.atomic
def ask_for_bundle(key: UUID, *, user: Viewer, assessments: list[UUID]) -> Bundle:
    """Have a worker make it, once; the same key twice is one."""
    bundle, new = Bundle.objects.begin(key=key, user=user, assessments=assessments)
    if new:
        make_bundle.enqueue(str(bundle.pk))
        bundle.refresh_from_db()
    return bundle


@transaction.atomic
def ask_again_for_bundle(bundle: Bundle) -> None:
    """Let a worker make one again that no worker is making anymore."""
    bundle.reset(asked=timezone.now(), made=None, file="")
    make_bundle.enqueue(str(bundle.pk))


def _not_yet(what: Task[..., None], stored: Making) -> None:
    """Retry when the process that makes it must be dead; otherwise a killed worker would keep it forever."""
    if stored.free_from() and what.get_backend().supports_defer:
        raise NotYet
