"""Files that take a while to make, with their state in rows, so that every process knows the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.files.base import File
from django.db import models
from django.utils import timezone


class Making(models.Model):
    """A file to be made once; `file` is empty until the whole file is there.

    `begun` is the last sign of life of the process that makes it, a lease that keeps others away. The task queue only
    wakes a worker; whether there is work, and who does it, is in these rows.
    """

    PATIENCE: ClassVar[timedelta] = timedelta(seconds=10)  # for a worker to start
    LEASE: ClassVar[timedelta] = timedelta(seconds=60)  # without a sign of life, its process counts as dead
    # Shorter than the pause before a retry, see reports.upkeep.

    asked = models.DateTimeField(null=True)
    begun = models.DateTimeField(null=True)
    failed = models.DateTimeField(null=True)
    made = models.DateTimeField(null=True)
    file = models.FileField(max_length=200, blank=True)

    lease: datetime | None = None  # this process's last sign of life, while it makes the file

    class Meta:
        abstract = True

    @property
    def ready(self) -> bool:
        return bool(self.file)

    @property
    def lost(self) -> bool:
        """Whether it was made but its file is gone, for example with a disk."""
        return bool(self.file) and not self.file.storage.exists(self.file.name or "")

    def state(self, at: datetime) -> str:
        """Return what to show a waiting user: ready, failed, making, or late."""
        if self.ready or self.failed:
            return "ready" if self.ready else "failed"
        return "late" if self.asked and self.asked < at - self.PATIENCE else "making"

    def overdue(self, at: datetime) -> bool:
        """Whether no worker started in time, or the one that did must be dead."""
        if self.file or self.failed or not self.asked:
            return False
        return self.begun < at - self.LEASE if self.begun else self.asked < at - self.PATIENCE

    def free_from(self) -> datetime | None:
        """Return when another process may take over; None if it is made, or no process makes it."""
        return self.begun + self.LEASE if self.begun and not self.file else None

    def ask(self, *, at: datetime) -> bool:
        """Record that a worker is to make it; False if it was asked for or made already."""
        asked = self._row(asked=None, file="").update(asked=at)
        self.refresh_from_db()
        return bool(asked)

    def reset(self, **fields: Any) -> None:
        """Let it be asked for again."""
        self._row().update(**{"asked": None, "begun": None, "failed": None, **fields})
        self.refresh_from_db()

    def begin(self, *, at: datetime) -> bool:
        """Start making it; False if it is made, or another process makes it."""
        free = models.Q(begun=None) | models.Q(begun__lt=at - self.LEASE)
        taken = self._row(free, file="").update(begun=at, failed=None)
        self.refresh_from_db()
        self.lease = at if taken else None
        return bool(taken)

    def go_on(self, *, at: datetime, **fields: Any) -> bool:
        """Give a sign of life and record the progress; False if another process has taken over."""
        if not self._row(begun=self.lease or at).update(begun=at, **fields):
            return False
        self.lease = at
        return True

    @contextmanager
    def noting_failure(self) -> Iterator[None]:
        """Record a failure, if this process still makes the file, and raise it again."""
        try:
            yield
        except Exception:
            if self.lease:
                self._row(begun=self.lease, file="").update(failed=timezone.now(), begun=None)
            raise

    def keep(self, name: str, content: File[Any], **fields: Any) -> None:
        """Store the file; if another process was first, or the row was deleted, drop this one."""
        storage = self.file.storage
        stored = storage.save(name, content)
        kept = self._row(file="").update(file=stored, made=timezone.now(), failed=None, **fields)
        if not kept:
            storage.delete(stored)
        self.refresh_from_db()

    def render(self, of: Any) -> None:
        """Make the file from `of`; a failure is recorded and raised again."""
        raise NotImplementedError

    def _row(self, *conditions: models.Q, **fields: Any) -> models.QuerySet[Any]:
        return type(self)._default_manager.filter(*conditions, pk=self.pk, **fields)
