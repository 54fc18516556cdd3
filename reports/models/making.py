"""Files that take a while: asked for, begun, and made or failed, in rows, so that every process knows the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.files.base import File
from django.db import models
from django.utils import timezone


class Making(models.Model):
    """A file that is to be made once; it stays empty until it is, and is then there whole.

    `begun` is the last sign of life of whoever makes it: the lease by which others leave it alone. The queue of tasks
    only wakes a worker up; whether there is anything to do, and who does it, stands here.
    """

    PATIENCE: ClassVar[timedelta] = timedelta(seconds=10)  # for a worker to take it up
    LEASE: ClassVar[timedelta] = timedelta(seconds=60)  # without a sign of life, before its maker is taken for dead

    asked = models.DateTimeField(null=True)
    begun = models.DateTimeField(null=True)
    failed = models.DateTimeField(null=True)
    made = models.DateTimeField(null=True)
    file = models.FileField(max_length=200, blank=True)

    lease: datetime | None = None  # the sign of life that this process gave last, while it is the one that makes it

    class Meta:
        abstract = True

    @property
    def ready(self) -> bool:
        return bool(self.file)

    @property
    def lost(self) -> bool:
        """Whether it was made and its file is gone, with a disk perhaps."""
        return bool(self.file) and not self.file.storage.exists(self.file.name or "")

    def state(self, at: datetime) -> str:
        """What to tell whoever waits: ready, failed, making, or late."""
        if self.ready or self.failed:
            return "ready" if self.ready else "failed"
        return "late" if self.asked and self.asked < at - self.PATIENCE else "making"

    def overdue(self, at: datetime) -> bool:
        """Whether no worker has taken it up in time, or the one that did must be dead."""
        if self.file or self.failed or not self.asked:
            return False
        return self.begun < at - self.LEASE if self.begun else self.asked < at - self.PATIENCE

    def free_from(self) -> datetime | None:
        """When somebody else may take it up; None if it is made, or nobody is at it."""
        return self.begun + self.LEASE if self.begun and not self.file else None

    def ask(self, *, at: datetime) -> bool:
        """Note that a worker is to make it; False if it has been asked for, or made, already."""
        asked = self._row(asked=None, file="").update(asked=at)
        self.refresh_from_db()
        return bool(asked)

    def reset(self, **fields: Any) -> None:
        """Let it be asked for again."""
        self._row().update(**{"asked": None, "begun": None, "failed": None, **fields})
        self.refresh_from_db()

    def begin(self, *, at: datetime) -> bool:
        """Take up the making; False if it is made, or somebody else is at it."""
        free = models.Q(begun=None) | models.Q(begun__lt=at - self.LEASE)
        taken = self._row(free, file="").update(begun=at, failed=None)
        self.refresh_from_db()
        self.lease = at if taken else None
        return bool(taken)

    def go_on(self, *, at: datetime, **fields: Any) -> bool:
        """Give a sign of life, and say how far it is; False if somebody else has taken it over."""
        if not self._row(begun=self.lease or at).update(begun=at, **fields):
            return False
        self.lease = at
        return True

    @contextmanager
    def noting_failure(self) -> Iterator[None]:
        """A failure is noted, if it is still this process that makes it, and raised again."""
        try:
            yield
        except Exception:
            if self.lease:
                self._row(begun=self.lease, file="").update(failed=timezone.now(), begun=None)
            raise

    def keep(self, name: str, content: File[Any], **fields: Any) -> None:
        """Store what was made; where somebody else has, or all was deleted meanwhile, theirs stays."""
        storage = self.file.storage
        stored = storage.save(name, content)
        kept = self._row(file="").update(file=stored, made=timezone.now(), failed=None, **fields)
        if not kept:
            storage.delete(stored)
        self.refresh_from_db()

    def render(self, of: Any) -> None:
        """Make it of this; a failure is noted and raised again."""
        raise NotImplementedError

    def _row(self, *conditions: models.Q, **fields: Any) -> models.QuerySet[Any]:
        return type(self)._default_manager.filter(*conditions, pk=self.pk, **fields)
