"""Keeps the queue of background work in order: what a dead worker left behind, and what was done long ago."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

KEPT = 14  # days that a finished task can be looked at
LONGEST = timedelta(hours=1)  # that a task may take, before its worker is taken for dead
MOST_TRIES = 3

log = logging.getLogger(__name__)


def take_up_again(worker: str = "") -> int:
    """Put back what ran too long, and what `worker`, which is about to begin, was at when it died.

    Every task may be done twice: it looks first whether there is anything left to do. One that killed its worker
    again and again has failed.
    """
    now, again = timezone.now(), 0
    for task in DBTaskResult.objects.running().only("pk", "status", "started_at", "enqueued_at", "worker_ids"):
        if (task.started_at or task.enqueued_at) > now - LONGEST and task.worker_ids[-1:] != [worker]:
            continue
        over = len(task.worker_ids) >= MOST_TRIES
        changes = {"status": "FAILED", "finished_at": now} if over else {"status": "READY"}
        again += DBTaskResult.objects.running().filter(pk=task.pk).update(**changes) * (not over)
    return again


def tidy() -> None:
    """After each task; it must not fail, or the task would be taken for failed."""
    try:
        take_up_again()
        call_command("prune_db_task_results", queue_name="*", min_age_days=KEPT, verbosity=0)
    except DatabaseError:
        log.exception("The queue could not be tidied")
