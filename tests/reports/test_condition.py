"""How the site is doing, read from the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from reports.condition import Work, migrations_missing, work
from reports.models.heartbeat import Heartbeat

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTE = timedelta(minutes=1)
NOTHING = Work(waiting=0, running=0, failed=0, oldest=timedelta(), workers=0, silent=None)


def task(status: str, *, waited: timedelta = MINUTE, put_off: timedelta | None = None) -> None:
    made = DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        run_after=get_date_max() if put_off is None else NOW + put_off,
    )
    DBTaskResult.objects.filter(pk=made.pk).update(enqueued_at=NOW - waited)


def test_nothing_is_missing_from_a_new_database() -> None:
    assert migrations_missing() == []


def test_what_was_not_applied_is_named() -> None:
    for app, name in (("reports", "0006_heartbeat"), ("clients", "0001_initial")):
        MigrationRecorder(connection).record_unapplied(app, name)
    assert migrations_missing() == ["clients.0001_initial", "reports.0006_heartbeat"]


def test_without_any_work() -> None:
    assert work(NOW) == NOTHING


def test_tasks_are_counted_by_how_far_they_are() -> None:
    task("READY")
    task("READY", waited=3 * MINUTE)
    task("RUNNING", waited=90 * MINUTE)
    for status in ("FAILED", "SUCCESSFUL"):
        task(status, waited=90 * MINUTE)
    assert work(NOW) == Work(waiting=2, running=1, failed=1, oldest=3 * MINUTE, workers=0, silent=None)


def test_a_task_that_is_put_off_waits_since_its_time_came() -> None:
    task("READY", waited=90 * MINUTE, put_off=-2 * MINUTE)
    task("READY", waited=90 * MINUTE, put_off=600 * MINUTE)
    assert (work(NOW).waiting, work(NOW).oldest) == (1, 2 * MINUTE)


def test_workers_that_were_heard_of_lately() -> None:
    for name, silent in (("one", MINUTE), ("two", 1.5 * MINUTE), ("dead", 3 * MINUTE)):
        Heartbeat.objects.beat(name, at=NOW - silent)
    assert (work(NOW).workers, work(NOW).silent) == (2, MINUTE)
