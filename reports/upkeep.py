"""What is removed and when: every table and file that can expire, and what a dead worker left behind."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessAttemptExpiration
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import DatabaseError, models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clients.models.acts import KEPT as KEPT_ACTS
from clients.models.acts import Act
from clients.models.allowance import Allowance
from clients.models.firms import Invitation
from clients.models.history import SIGN_INS_KEPT, Change
from clients.models.once import KEPT as KEPT_KEYS
from clients.models.once import Once
from clients.models.outbox import Mail
from clients.models.saved_view import SavedView
from clients.models.set_up import SetUpLink
from clients.tokens import EXPLAINED
from evidence.models.upload import Upload
from evidence.storing import outdated, storage
from opinions.models.opinion import Opinion
from opinions.models.pulse import Link, Pulse
from questions.models.access import Access
from reports.models.bundle import Bundle
from reports.models.heartbeat import Heartbeat
from reports.models.stored_handout import StoredHandout
from reports.retention import abandoned, discard, old_sessions, when_abandoned, when_sessions
from reports.stray_files import REPLACED, lost_bundles, lost_handouts, replaced_handouts, uploads

EVERY = timedelta(hours=1)
SWEEP = timedelta(minutes=1)  # for files of tickets
KEPT = timedelta(days=14)  # how long a finished task can be looked at
LONGEST = timedelta(hours=1)  # the longest a task may take; after that its worker counts as dead
MOST_TRIES = 3
# Without a beat, before what a worker was at is tried again: longer than any lease on what it makes.
DEAD = timedelta(seconds=90)

log = logging.getLogger(__name__)


class NotYet(Exception):  # noqa: N818 -- a state, not a fault
    """What a task is to make is being made by somebody else: the task is over when it exists, and is put back."""

    no_fault = True  # the log of a first start, when every worker wants the same files, needs no tracebacks


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows to remove, along with those of `cascaded`; `due` finds them."""

    what: str
    when: str
    model: type[models.Model]
    due: Callable[[datetime], models.QuerySet[Any]]
    cascaded: tuple[type[models.Model], ...] = ()

    def count(self, at: datetime) -> int:
        return self.due(at).count()

    def clean(self, at: datetime) -> int:
        return self.due(at).delete()[1].get(self.model._meta.label, 0)


@dataclass(frozen=True, slots=True)
class Files:
    """Files to remove; `due` finds their names."""

    what: str
    when: str
    due: Callable[[datetime], Sequence[str]]
    delete: Callable[[str], None]

    def count(self, at: datetime) -> int:
        return len(self.due(at))

    def clean(self, at: datetime) -> int:
        names = self.due(at)
        for name in names:
            self.delete(name)
        return len(names)


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to remove, only if a setting says so."""

    what: str
    when: str

    def count(self, at: datetime) -> int:
        return abandoned(at).count()

    def clean(self, at: datetime) -> int:
        return discard(abandoned(at))


def _delete_stored(name: str) -> None:
    default_storage.delete(name)


def _delete_tickets(name: str) -> None:
    storage().delete(name)


def _unlink(name: str) -> None:
    Path(name).unlink(missing_ok=True)


# Looked for every minute, because pages promise that a file of tickets is gone after 60.
TICKETS = (
    Rows(
        "uploads of tickets", "after 60 minutes, with their files", Upload, lambda at: Upload.objects.done_with(at=at)
    ),
    Files("files of tickets nobody knows of", "after 60 minutes", outdated, _delete_tickets),
)

# Everything that is removed, and when. A report's file is not: it stays as long as its assessment, even without a row.
CHORES: tuple[Rows | Files | Answers, ...] = (
    Rows("sessions", when_sessions(), Session, old_sessions),
    Answers("abandoned answers", when_abandoned()),
    Rows(
        "list of signed-in browsers",
        "with their sessions",
        UserSession,
        lambda at: UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")),
    ),
    Rows(
        "keys and links of owners",
        f"when they expire; an invitation nobody took {EXPLAINED.days} days later",
        Access,
        lambda at: Access.objects.done_with(at=at),
    ),
    Rows(
        "links for second opinions without answers",
        f"{EXPLAINED.days} days after they expire",
        Opinion,
        lambda at: Opinion.objects.done_with(at=at),
    ),
    Rows(
        "links for customers and techs",
        f"{EXPLAINED.days} days after their pulse ends",
        Link,
        lambda at: Link.objects.done_with(at=at),
    ),
    Rows(
        "pulses whose replies were deleted",
        f"{EXPLAINED.days} days after they would have ended",
        Pulse,
        lambda at: Pulse.objects.done_with(at=at),
    ),
    Rows(
        "invitations of colleagues",
        f"{EXPLAINED.days} days after they expire",
        Invitation,
        lambda at: Invitation.objects.done_with(at=at),
    ),
    Rows("mails to colleagues", "with the invitation they were about", Mail, lambda _at: Mail.objects.done_with()),
    Rows(
        "views nobody sees", "with the account of who kept them", SavedView, lambda _at: SavedView.objects.done_with()
    ),
    Rows("links to set the site up", "after a day", SetUpLink, lambda at: SetUpLink.objects.done_with(at=at)),
    Rows(
        "failed sign-ins",
        f"when they no longer count, after {settings.AXES_COOLOFF_TIME // timedelta(minutes=1)} minutes",
        AccessAttempt,
        lambda at: AccessAttempt.objects.filter(attempt_time__lte=at - settings.AXES_COOLOFF_TIME),
        (AccessAttemptExpiration,),
    ),
    Rows(
        "what visitors have had",
        "when they no longer count, within a day",
        Allowance,
        lambda at: Allowance.objects.done_with(at=at),
    ),
    Rows(
        "sign-ins in the history",
        f"after {SIGN_INS_KEPT.days} days",
        Change,
        lambda at: Change.objects.old_sign_ins(at=at),
    ),
    Rows("keys of pages", f"{KEPT_KEYS.days} days after their click", Once, lambda at: Once.objects.done_with(at=at)),
    Rows("acts on many shops", f"{KEPT_ACTS.days} day later", Act, lambda at: Act.objects.done_with(at=at)),
    Rows("bundles of reports", "after a day, with their files", Bundle, lambda at: Bundle.objects.done_with(at=at)),
    Rows(
        "finished tasks",
        f"after {KEPT.days} days",
        DBTaskResult,
        lambda at: DBTaskResult.objects.finished().filter(finished_at__lte=at - KEPT),
    ),
    Rows("heartbeats of workers", "a day after the last", Heartbeat, lambda at: Heartbeat.objects.done_with(at=at)),
    Rows("replaced handouts", f"{REPLACED.days} days after they were asked for", StoredHandout, replaced_handouts),
    Files("handouts nobody knows of", "after an hour", lost_handouts, _delete_stored),
    Files("bundles nobody knows of", "after a day", lost_bundles, _delete_stored),
    Files("unfinished uploads", "after a day", uploads, _unlink),
    *TICKETS,
)


def clean(*, at: datetime, chores: Sequence[Rows | Files] | None = None) -> dict[str, int]:
    """Remove what is due and return how many of each kind; log what fails, and go on with the rest."""
    gone = {}
    for chore in CHORES if chores is None else chores:
        try:
            gone[chore.what] = chore.clean(at)
        except (DatabaseError, OSError):
            log.exception("Upkeep: %s could not be cleaned", chore.what)
    return gone


def take_up_again() -> int:
    """Requeue what dead workers were doing, what ran too long, and what waits for another process; return how many.

    Every task may run twice: it first checks whether anything is left to do. One that keeps killing its worker is
    marked as failed.
    """
    now, again = timezone.now(), put_back()
    dead = set(Heartbeat.objects.filter(at__lte=now - DEAD).values_list("worker", flat=True))
    for task in DBTaskResult.objects.running().only("pk", "status", "started_at", "enqueued_at", "worker_ids"):
        if (task.started_at or task.enqueued_at) > now - LONGEST and dead.isdisjoint(task.worker_ids[-1:]):
            continue
        over = len(task.worker_ids) >= MOST_TRIES
        changes = {"status": "FAILED", "finished_at": now} if over else {"status": "READY"}
        again += DBTaskResult.objects.running().filter(pk=task.pk).update(**changes) * (not over)
    return again


def let_go(worker: str) -> int:
    """Requeue what this worker was at when its database went away, which is no fault of the task; return how many."""
    left = DBTaskResult.objects.running().only("pk", "status", "worker_ids")
    mine = [task for task in left if task.worker_ids[-1:] == [worker]]
    for task in mine:
        DBTaskResult.objects.running().filter(pk=task.pk).update(status="READY", worker_ids=task.worker_ids[:-1])
    return len(mine)


def put_back() -> int:
    """Tasks that found somebody else at it: none has failed, and each looks again after a while."""
    waiting = DBTaskResult.objects.filter(status="FAILED", exception_class_path=f"{__name__}.{NotYet.__qualname__}")
    again = {"status": "READY", "run_after": timezone.now() + DEAD, "finished_at": None, "worker_ids": []}
    return waiting.update(**again, exception_class_path="", traceback="")


def tidy() -> None:
    """Requeue dead workers' tasks after each task; it must not raise, or the task would count as failed."""
    try:
        take_up_again()
    except DatabaseError:
        log.exception("The queue could not be tidied")
