"""A worker's clock, separate from its tasks: it beats, does the hourly upkeep, and queues reminders of plans."""

from __future__ import annotations

import logging
from datetime import datetime
from threading import Event, Thread
from types import TracebackType
from typing import Self

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from plans.models.plan import Plan
from plans.models.reminder import Reminder
from reports import upkeep
from reports.models import heartbeat
from reports.models.heartbeat import Heartbeat

log = logging.getLogger(__name__)


class WorkerClock(Thread):
    """A thread, so that neither a long task nor an empty queue stops it."""

    def __init__(self, worker: str, *, queue: str = "", cleaned: datetime) -> None:
        super().__init__(name="worker-clock", daemon=True)
        self.worker, self.queue = worker, queue
        self.cleaned = self.swept = cleaned
        self.over = Event()

    def turn(self, *, at: datetime) -> None:
        """Beat once; a database that is away only causes missed beats."""
        try:
            close_old_connections()
            Heartbeat.objects.beat(self.worker, queue=self.queue, at=at)
            upkeep.take_up_again()
            if at - self.swept >= upkeep.SWEEP:
                self.swept = at
                upkeep.clean(at=at, chores=upkeep.TICKETS)
                Reminder.objects.queue_due(at=at)
            if at - self.cleaned >= upkeep.EVERY:
                self.cleaned = at
                upkeep.clean(at=at)
                Plan.objects.catch_up(at=at)
            close_old_connections()
        except DatabaseError as error:
            log.warning("A heartbeat was missed: %s", type(error).__name__)

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self.turn(at=timezone.now())
                self.over.wait(heartbeat.EVERY.total_seconds())
        finally:
            connections.close_all()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Delete the heartbeat, so that a worker that ends normally is not missed."""
        self.over.set()
        self.join()
        try:
            Heartbeat.objects.filter(worker=self.worker).delete()
        except DatabaseError:
            log.warning("The database could not be told that the worker ends")
