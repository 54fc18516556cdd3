"""Heartbeats: each worker has a row that it updates every few seconds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

EVERY = timedelta(seconds=15)
SILENT = timedelta(minutes=2)  # without a beat, a worker counts as dead
LONGEST_QUEUE = 64  # letters of the queues that one worker serves
REMEMBERED = timedelta(days=1)  # so that people can read when it was last there


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def beat(self, worker: str, *, queue: str = "", at: datetime) -> None:
        self.update_or_create(worker=worker, defaults={"at": at, "queue": queue[:LONGEST_QUEUE]})

    def alive(self, *, at: datetime) -> HeartbeatQuerySet:
        return self.filter(at__gt=at - SILENT)

    def last_beat(self) -> datetime | None:
        """Return when any worker was last there; None if none ever was, or all ended normally."""
        return self.order_by("-at").values_list("at", flat=True).first()

    def done_with(self, *, at: datetime) -> HeartbeatQuerySet:
        return self.filter(at__lte=at - REMEMBERED)


class Heartbeat(models.Model):
    """`queue` is what the worker was told to serve: names with commas between them, or a star for every one."""

    worker = models.CharField(max_length=64, primary_key=True)
    queue = models.CharField(max_length=LONGEST_QUEUE, default="")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Heartbeat]] = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.worker

    def serves(self, queue: str) -> bool:
        """Whether it takes up tasks of this queue; one of a version that didn't say is taken to."""
        return self.queue in ("", "*") or queue in self.queue.split(",")
