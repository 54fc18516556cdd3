"""The background worker, which first resumes what dead workers were doing, and does the upkeep."""

from __future__ import annotations

import logging
import secrets
import time
from argparse import ArgumentParser
from contextlib import nullcontext
from socket import gethostname
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from clients.tasks import go_on_sending
from plans.models.plan import Plan
from plans.models.reminder import Reminder
from reports.models.stored_handout import StoredHandout
from reports.pdf.handouts import QUESTIONNAIRE, handout, handouts
from reports.tasks import make_handout
from reports.upkeep import clean, let_go, take_up_again
from reports.worker_clock import WorkerClock

NAME = 64  # letters that the table of tasks has for a name
LOOKS = 0.5  # seconds between two looks for a task, of which an owner who waits for a report spends half on average
PAUSE = 5  # seconds before it asks again for a database that was away

log = logging.getLogger(__name__)


def own_name() -> str:
    """Where it runs, for people, and what nobody else is called: two on a machine, or in two containers, are two."""
    return f"{gethostname()[: NAME - 10]}-{secrets.token_hex(4)}"


class Command(db_worker.Command):
    help = "Do background work. A worker names itself; what one was at when it was killed, another takes up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(worker_id=own_name(), interval=LOOKS)

    def handle(self, *args: Any, **options: Any) -> None:
        batch, name = options["batch"], options["worker_id"]
        with nullcontext() if batch else WorkerClock(name, queue=options["queue_name"], cleaned=timezone.now()):
            while True:
                try:
                    self._begin(name, batch=batch)
                    return super().handle(*args, **options)
                except (OperationalError, InterfaceError) as error:
                    if batch:
                        raise
                    log.warning("The database is away (%s); asking again in %s seconds", type(error).__name__, PAUSE)
                    close_old_connections()
                    time.sleep(PAUSE)

    def _begin(self, name: str, *, batch: bool) -> None:
        if again := let_go(name) + take_up_again():
            self.stderr.write(f"Taking up again what was left unfinished: {again}")
        clean(at=timezone.now())
        Plan.objects.catch_up(at=timezone.now())
        Reminder.objects.queue_due(at=timezone.now())
        go_on_sending()
        for each in [] if batch else handouts():
            stored = StoredHandout.objects.of(handout(each))
            if not stored.file:
                stored.ask(at=timezone.now())
                make_handout.using(priority=1 if each == QUESTIONNAIRE else -1).enqueue(each)
