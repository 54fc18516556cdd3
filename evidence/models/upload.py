"""An uploaded file on its way through the steps: bound to who uploaded it, and gone within the hour."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import File
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models.shops import local
from clients.viewers import Viewer
from evidence import storing
from evidence.core.kept import Kept
from evidence.core.refusal import RefusedError, Why
from evidence.examination import Facts, look
from evidence.models.kept_record import Record
from questions.models.assessment import Assessment

IN_REQUEST = 5 * 1000 * 1000  # bytes; a larger upload is read in the background
PATIENCE = timedelta(seconds=10)  # for a worker to begin
LEASE = timedelta(seconds=60)  # without progress, its reader counts as dead
SECRET_BYTES = 32
EACH_PERCENT = 5  # progress is written in such steps
PASSES = 3  # through the file in one reading

log = logging.getLogger(__name__)


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, viewer: Viewer, holder: str) -> UploadQuerySet:
        """The open uploads of this very browser or colleague, for shops they may still change."""
        allowed = Assessment.objects.changeable_by(viewer).values("pk")
        return self.filter(assessment__in=allowed, holder=holder).exclude(state=Upload.State.OVER)

    def begin(
        self, assessment: Assessment, *, holder: str, by: User | None, replies: Mapping[str, Any], at: datetime
    ) -> Upload:
        """Create an upload; an earlier one of the same holder for this assessment ends, with its files."""
        for each in self.filter(assessment=assessment, holder=holder).exclude(state=Upload.State.OVER):
            each.end()
        return self.create(assessment=assessment, holder=holder, by=by, replies=dict(replies), created=at)

    def done_with(self, *, at: datetime) -> UploadQuerySet:
        """Uploads whose hour is over; deleting them deletes their files."""
        return self.filter(created__lte=at - storing.KEPT_FOR)


class Upload(models.Model):
    """One or two files and the replies about them; `found` is the record that would be kept, with no cell in it.

    `holder` names the browser or the colleague that uploaded it. `secret` keys the hashes of its texts. `step` is the
    page to go on with.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        READING = "reading"
        READY = "ready"
        REFUSED = "refused"
        OVER = "over"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="ticket_uploads")
    holder = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    created = models.DateTimeField(db_index=True)
    secret = models.BinaryField(default=b"")
    size = models.PositiveIntegerField(default=0)
    has_entries = models.BooleanField(default=False)
    replies = models.JSONField(default=dict)
    previous = models.JSONField(default=dict)  # replies that it was read with, should the new ones not do
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked = models.DateTimeField(null=True)
    begun = models.DateTimeField(null=True)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=12, default="understood")
    why = models.CharField(max_length=20, blank=True)
    line = models.PositiveIntegerField(null=True)
    found = models.JSONField(null=True)

    objects: ClassVar[models.Manager[Upload]] = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload of tickets")
        verbose_name_plural = _("uploads of tickets")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def kept(self) -> Kept | None:
        """The record that would be kept; None until the file is read."""
        return Kept.from_json(self.found) if self.found else None

    @property
    def pages(self) -> Any:
        """What the steps show; None if its files are gone."""
        return storing.read_pages(self.pk)

    @property
    def in_request(self) -> bool:
        """Whether it is small enough to be read while its sender waits."""
        return self.size <= IN_REQUEST

    @property
    def busy(self) -> bool:
        return self.state in (self.State.WAITING, self.State.READING)

    def overdue(self, at: datetime) -> bool:
        """Whether no worker began in time, or the one that did must be dead."""
        if self.state == self.State.READING:
            return self.begun is None or self.begun < at - LEASE
        return self.state == self.State.WAITING and (self.asked is None or self.asked < at - PATIENCE)

    def receive(self, tickets: File[Any], entries: File[Any] | None) -> None:
        """Store its files; if that fails, none of them stays."""
        try:
            storing.save(self.pk, storing.TICKETS, tickets)
            if entries is not None:
                storing.save(self.pk, storing.ENTRIES, entries)
        except BaseException:
            self.end()
            raise
        self.size = tickets.size + (entries.size if entries is not None else 0)
        self.has_entries = entries is not None
        self.secret = token_bytes(SECRET_BYTES)
        self.save(update_fields=["size", "has_entries", "secret"])

    def reply(self, step: str, replies: Mapping[str, Any], *, at: datetime) -> None:
        """Take replies, and wait to be read again; `step` is the page to go on with."""
        changes = {"replies": {**self.replies, **replies}, "previous": self.replies, "step": step}
        waits = {"state": self.State.WAITING, "asked": at, "begun": None, "progress": 0}
        self._note(**changes, **waits, why="", line=None)

    def wait(self, *, at: datetime) -> None:
        """Wait for a worker."""
        self._note(state=self.State.WAITING, asked=at)

    def go_to(self, step: str) -> None:
        """Go on with another page, without reading it again."""
        self._note(step=step, why="", line=None)

    def take(self, *, at: datetime) -> bool:
        """Begin to read it; False if it is read, over, or another process reads it."""
        free = models.Q(begun=None) | models.Q(begun__lt=at - LEASE)
        waiting = models.Q(state__in=[self.State.WAITING, self.State.READING])
        taken = self._row().filter(free, waiting).update(state=self.State.READING, begun=at, progress=0)
        self.refresh_from_db()
        return bool(taken)

    def examine(self) -> None:
        """Read the files: it is ready then, or refused and without files.

        Nothing of a cell gets into the log, and a process that is stopped on the way leaves no file.
        """
        try:
            pages, kept = look(*self._sources(), self.replies, self._facts(), bytes(self.secret))
            storing.save_pages(self.pk, pages)
        except RefusedError as error:
            self._refuse(error)
        except Exception as error:
            log.error("A file of tickets stopped its reading: %s", type(error).__name__)
            self._refuse(RefusedError(Why.STOPPED))
        except BaseException:
            self.end()
            raise
        else:
            if not self._note(state=self.State.READY, found=kept.as_json(), progress=100):
                storing.delete(self.pk)  # it was discarded meanwhile, or its shop deleted

    @transaction.atomic
    def keep(self, *, at: datetime) -> None:
        """Keep its record, and delete the files; a second call does nothing."""
        if self.kept is not None and self._note(state=self.State.OVER):
            Record.objects.keep(self.assessment, self.kept, by=self.by, at=at)
            self._forget()

    def end(self) -> None:
        """Delete its files and all that was read; only the fact that there was an upload stays, for an hour."""
        self._forget()
        self.state = self.State.OVER

    def _forget(self) -> None:
        nothing: dict[str, Any] = {"replies": {}, "previous": {}, "secret": b"", "found": None, "why": "", "line": None}
        Upload.objects.filter(pk=self.pk).update(state=self.State.OVER, **nothing)
        storing.delete(self.pk)

    def _refuse(self, error: RefusedError) -> None:
        """Delete the files and note why, with the one cell that the message quotes among the pages.

        If it is only a reply that does not do, such as another column, all goes back to how it was before.
        """
        if self.found is not None and (pages := self.pages) is not None:
            storing.save_pages(self.pk, {**pages, "count": error.count, "example": error.example})
            back = {"state": self.State.READY, "replies": self.previous, "why": error.why.value, "line": error.line}
            if self._note(**back, progress=100):
                return
        storing.delete(self.pk)
        if error.example is not None:
            storing.save_pages(self.pk, {"count": error.count, "example": error.example})
        changes = {"state": self.State.REFUSED, "why": error.why.value, "line": error.line}
        if not self._note(**changes, secret=b"", found=None):
            storing.delete(self.pk)

    def refusal(self) -> RefusedError | None:
        """Return why it, or the last reply about it, was refused; None if it was not."""
        if not self.why:
            return None
        told = self.pages or {}
        return RefusedError(Why(self.why), line=self.line, count=told.get("count"), example=told.get("example"))

    def _sources(self) -> tuple[Any, Any]:
        progress = None if self.in_request else _Progress(self)
        tickets = storing.opener(self.pk, storing.TICKETS, progress)
        return tickets, storing.opener(self.pk, storing.ENTRIES, progress) if self.has_entries else None

    def _facts(self) -> Facts:
        assessment = self.assessment
        first = assessment.first.submitted or assessment.submitted or self.created
        return Facts(
            questionnaire=assessment.questionnaire,
            answers=assessment.responses,
            zone=assessment.shop.zone,
            uploaded=self.created,
            submitted=local(first, assessment.shop),
            one_person=assessment.questionnaire.works_alone(assessment.responses, assessment.shop.people),
        )

    def _note(self, **changes: Any) -> bool:
        """Write to the row; False if it is over or gone."""
        written = bool(self._row().update(**changes))
        for name, value in changes.items():
            setattr(self, name, value)
        return written

    def _row(self) -> models.QuerySet[Upload]:
        return Upload.objects.filter(pk=self.pk).exclude(state=self.State.OVER)


class _Progress:
    """Writes how far the reading is, and with it that its process lives."""

    def __init__(self, upload: Upload) -> None:
        self.upload, self.read, self.shown = upload, 0, 0

    def __call__(self, size: int) -> None:
        self.read += size
        percent = min(99, 100 * self.read // (PASSES * max(self.upload.size, 1)))
        if percent >= self.shown + EACH_PERCENT:
            self.shown = percent
            rows = Upload.objects.filter(pk=self.upload.pk, state=Upload.State.READING)
            if not rows.update(progress=percent, begun=timezone.now()):
                raise Gone


class Gone(Exception):  # noqa: N818 -- a state, not an error
    """It was discarded while it was read."""


@receiver(post_delete, sender=Upload)
def delete_files(sender: type[Upload], instance: Upload, **kwargs: object) -> None:
    """Delete the files of a deleted upload, of a deleted shop too, after the deletion is committed."""
    key: UUID = instance.pk
    transaction.on_commit(lambda: storing.delete(key))
