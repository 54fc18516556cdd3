"""The background worker, which first takes up again what it was at when it was killed."""

from __future__ import annotations

import socket
from argparse import ArgumentParser
from typing import Any

from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from clients.tasks import go_on_sending
from reports.models.stored_handout import StoredHandout
from reports.pdf.handouts import QUESTIONNAIRE, handout, handouts
from reports.tasks import make_handout
from reports.upkeep import take_up_again, tidy


class Command(db_worker.Command):
    help = "Do background work: db_worker under this machine's name, so that it knows what it left unfinished."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(worker_id=socket.gethostname()[:64] or "worker")

    def handle(self, *args: Any, **options: Any) -> None:
        if again := take_up_again(options["worker_id"]):
            self.stderr.write(f"Taking up again what was left unfinished: {again}")
        tidy()
        go_on_sending()
        for each in [] if options["batch"] else handouts():
            stored = StoredHandout.objects.of(handout(each))
            if not stored.file:
                stored.ask(at=timezone.now())
                make_handout.using(priority=1 if each == QUESTIONNAIRE else -1).enqueue(each)
        super().handle(*args, **options)
