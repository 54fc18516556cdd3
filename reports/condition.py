"""The site's condition, for the health page, the metrics and the doctor."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Case, Min, When
from django_tasks_db.models import DBTaskResult

from reports.models.heartbeat import Heartbeat

LEAST_FREE, LEAST_SHARE = 200, 0.05  # MB, and part of the disk, whichever is more
DOCTOR = "doctor"  # salt of the doctor's signed requests; only they are told the address they seem to come from


def migrations_missing() -> list[str]:
    """Return migrations that the program has and the database lacks; raise DatabaseError without a database."""
    connection.ensure_connection()
    missing = _known() - MigrationRecorder(connection).applied_migrations().keys()
    return sorted(f"{app}.{name}" for app, name in missing)


@cache
def _known() -> frozenset[tuple[str, str]]:
    """Return every migration on disk; they do not change while the process runs."""
    return frozenset(MigrationLoader(None).graph.nodes)


@dataclass(frozen=True, slots=True)
class Work:
    """Tasks by state, the wait of the oldest, and the time since any worker was heard of (None if never)."""

    waiting: int
    running: int
    failed: int
    oldest: timedelta
    workers: int
    silent: timedelta | None


@dataclass(frozen=True, slots=True)
class Room:
    """What is left on the disk of the data, in MB."""

    free: int
    total: int

    @property
    def scarce(self) -> bool:
        return self.free < max(LEAST_FREE, self.total * LEAST_SHARE)


def room() -> Room:
    """Early enough to do something: a full disk takes no answer, and no report."""
    found = shutil.disk_usage(settings.DATA_DIR)
    return Room(free=found.free // 1024**2, total=found.total // 1024**2)


def work(at: datetime) -> Work:
    tasks = DBTaskResult.objects
    last = Heartbeat.objects.last_beat()
    # A postponed task waits since its time came; any other has a time far in the future.
    since = Case(When(run_after__gt=at, then="enqueued_at"), default="run_after")
    oldest = tasks.ready().aggregate(oldest=Min(since))["oldest"]
    return Work(
        waiting=tasks.ready().count(),
        running=tasks.running().count(),
        failed=tasks.failed().count(),
        oldest=at - oldest if oldest else timedelta(),
        workers=Heartbeat.objects.alive(at=at).count(),
        silent=at - last if last else None,
    )
