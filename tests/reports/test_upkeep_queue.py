"""The worker: what a killed one left unfinished is done after all."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from questions.models.assessment import Assessment
from reports import upkeep
from reports.core.report import Report
from reports.models.heartbeat import Heartbeat
from reports.models.stored_report import StoredReport
from reports.tasks import render_report
from reports.upkeep import DEAD, LONGEST, take_up_again, tidy
from tests.makers import make_submitted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _queue(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)


def enqueue(assessment: Assessment) -> str:
    """The id of a new task, to render this report."""
    return render_report.enqueue(str(assessment.pk)).id


@pytest.fixture
def assessment() -> Assessment:
    """Handed in, without the task that handing in has begun."""
    made = make_submitted()
    DBTaskResult.objects.all().delete()
    return made


def left_running(assessment: Assessment, *workers: str, minutes: int = 1) -> DBTaskResult:  # type: ignore[type-arg]  # of no matter what
    """A task that these took up one after the other, the last so many minutes ago, and none has finished."""
    task = DBTaskResult.objects.filter(pk=enqueue(assessment))
    task.update(status="RUNNING", started_at=timezone.now() - timedelta(minutes=minutes), worker_ids=[*workers])
    return task.get()


def work(name: str) -> str:
    """Start a worker of this name, let it do what there is, and return what it said."""
    said = StringIO()
    call_command("worker", worker_id=name, batch=True, startup_delay=False, verbosity=0, stderr=said)
    return said.getvalue()


def test_what_a_dead_one_was_at_is_done(assessment: Assessment, rendered: list[Report]) -> None:
    task = left_running(assessment, "dead")
    Heartbeat.objects.beat("dead", at=timezone.now() - DEAD - timedelta(seconds=1))
    assert work("this one") == "Taking up again what was left unfinished: 1\n"
    task.refresh_from_db()
    assert (task.status, task.worker_ids) == ("SUCCESSFUL", ["dead", "this one"])
    assert len(rendered) == StoredReport.objects.exclude(file="").count() == 1


def test_what_another_worker_is_at_is_left_to_it(assessment: Assessment, rendered: list[Report]) -> None:
    task = left_running(assessment, "another")
    Heartbeat.objects.beat("another", at=timezone.now())
    assert work("this one") == ""
    task.refresh_from_db()
    assert (task.status, rendered) == ("RUNNING", [])


def test_what_the_database_went_away_under_is_done_by_the_same_worker_when_it_is_back(
    assessment: Assessment, rendered: list[Report]
) -> None:
    """However often: it is no fault of the task, and its worker lives, so nobody else would take it."""
    task = left_running(assessment, "one", "two", "this one")
    Heartbeat.objects.beat("this one", at=timezone.now())
    assert work("this one") == "Taking up again what was left unfinished: 1\n"
    task.refresh_from_db()
    assert (task.status, task.worker_ids, len(rendered)) == ("SUCCESSFUL", ["one", "two", "this one"], 1)


def test_what_runs_too_long_is_taken_from_its_worker(assessment: Assessment) -> None:
    task = left_running(assessment, "another", minutes=LONGEST.seconds // 60 + 1)
    assert take_up_again() == 1
    task.refresh_from_db()
    assert task.status == "READY"


def test_task_that_kills_its_worker_each_time_has_failed(assessment: Assessment) -> None:
    task = left_running(assessment, "one", "two", "dead")
    Heartbeat.objects.beat("dead", at=timezone.now() - DEAD - timedelta(seconds=1))
    assert take_up_again() == 0
    task.refresh_from_db()
    assert task.status == "FAILED"
    assert task.finished_at is not None


def test_each_finished_task_looks_for_what_another_left(assessment: Assessment, rendered: list[Report]) -> None:
    left, done = left_running(assessment, "another", minutes=61), enqueue(assessment)
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id="this one",
        excluded_queue_names=[],
    ).run()
    assert {str(task.pk): task.status for task in DBTaskResult.objects.all()} == {
        str(left.pk): "READY",
        done: "SUCCESSFUL",
    }


def test_queue_that_cannot_be_tidied_is_no_fault_of_the_task(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked() -> int:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(upkeep, "take_up_again", locked)
    tidy()
    assert "database is locked" in caplog.text
