"""Rendering as soon as an assessment is handed in, so that nobody waits for it."""

from uuid import uuid4

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from reports.core.report import Report
from reports.models.stored_report import StoredReport
from reports.tasks import ask_for_bundle, render_report
from tests.makers import AT, answers_of, make_assessment, make_firm, make_member, make_submitted

pytestmark = pytest.mark.django_db


def test_task_renders_once_however_often_it_runs(rendered: list[Report]) -> None:
    assessment = make_submitted()
    for _ in range(2):
        render_report.call(str(assessment.pk))
    assert len(rendered) == StoredReport.objects.count() == 1


def test_task_for_an_assessment_that_is_gone_does_nothing(rendered: list[Report]) -> None:
    render_report.call(str(uuid4()))
    assert rendered == []


def test_handing_in_leaves_the_task_to_the_worker(
    settings: Settings, rendered: list[Report], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    assessment = make_assessment(answers_of("bob-breakfix"))
    with django_capture_on_commit_callbacks(execute=True):
        assessment.submit(at=AT)
    waiting = DBTaskResult.objects.get()
    assert (waiting.task_path, waiting.args_kwargs["args"]) == ("reports.tasks.render_report", [str(assessment.pk)])
    assert rendered == []


@pytest.mark.django_db(transaction=True)
def test_task_is_there_with_its_cause_or_not_at_all(settings: Settings) -> None:
    """Nothing is left to do between the two, so no kill can come between them."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    assessment = make_assessment(answers_of("bob-breakfix"))
    with transaction.atomic():
        assessment.submit(at=AT)
        assert DBTaskResult.objects.filter(task_path="reports.tasks.render_report").exists()
        transaction.set_rollback(True)  # as a kill would
    assert not DBTaskResult.objects.exists()
    assessment.refresh_from_db()
    assert assessment.submitted is None


def test_a_zip_waits_in_a_queue_of_its_own(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    user, key = make_member(make_firm()), uuid4()
    for _ in range(2):
        ask_for_bundle(key, user=user, assessments=[uuid4()])
    assert [task.queue_name for task in DBTaskResult.objects.all()] == ["bundles"]
