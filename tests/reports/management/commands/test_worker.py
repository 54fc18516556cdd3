"""The worker comes back by itself when its database does, and cleans as it begins."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.management.commands.db_worker import Worker
from pytest_django import Settings

from reports.management.commands import worker
from reports.models.heartbeat import Heartbeat
from reports.worker_clock import WorkerClock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def runs(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What each run of the loop shall end with; an exception is raised."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    wanted: list[Any] = []

    def handle(self: object, *_: object, **__: object) -> None:
        ending = wanted.pop(0)
        if ending:
            raise ending

    monkeypatch.setattr(db_worker.Command, "handle", handle)
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)
    monkeypatch.setattr(worker, "PAUSE", 0)
    monkeypatch.setattr(worker, "handouts", list)
    return wanted


def test_it_waits_for_a_database_that_is_away(runs: list[Any], caplog: pytest.LogCaptureFixture) -> None:
    runs += [OperationalError("server closed the connection"), InterfaceError("closed"), None]
    call_command("worker", worker_id="one")
    assert runs == []
    assert [each for each in caplog.messages if "database" in each] == [
        "The database is away (OperationalError); asking again in 0 seconds",
        "The database is away (InterfaceError); asking again in 0 seconds",
    ]


def test_its_heartbeat_names_its_queue(runs: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    queues: list[str] = []

    class Told(WorkerClock):
        def __init__(self, name: str, *, queue: str, cleaned: datetime) -> None:
            super().__init__(name, queue=queue, cleaned=cleaned)
            queues.append(self.queue)

    monkeypatch.setattr(worker, "WorkerClock", Told)
    runs += [None, None]
    call_command("worker", worker_id="one")
    call_command("worker", worker_id="two", queue_name="bundles")
    assert queues == ["default", "bundles"]


def test_a_batch_ends_with_the_error(runs: list[Any]) -> None:
    runs += [OperationalError("server closed the connection")]
    with pytest.raises(OperationalError):
        call_command("worker", worker_id="one", batch=True)


def test_another_error_ends_it(runs: list[Any]) -> None:
    runs += [ValueError("a mistake")]
    with pytest.raises(ValueError, match="a mistake"):
        call_command("worker", worker_id="one")
    assert not Heartbeat.objects.exists()


def test_it_cleans_as_it_begins(runs: list[Any]) -> None:
    Session.objects.create(session_key="over", session_data="", expire_date=timezone.now() - timedelta(hours=1))
    runs += [None]
    call_command("worker", worker_id="one")
    assert not Session.objects.exists()


def test_two_on_one_machine_have_two_names() -> None:
    names = {worker.own_name() for _ in range(50)}
    assert len(names) == 50
    assert max(map(len, names)) <= worker.NAME
