"""Reports of many shops in one ZIP, made in the background on every core and kept for a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.viewers import Viewer, staff
from questions.models.assessment import Assessment
from reports.models.making import Making

KEEP = timedelta(hours=24)
MOST = 500  # reports in a bundle


class BundleQuerySet(models.QuerySet["Bundle"]):
    def visible_to(self, viewer: Viewer) -> BundleQuerySet:
        """The viewer's own, while they are kept."""
        return self.filter(user=staff(viewer), created__gt=timezone.now() - KEEP)

    def begin(self, *, key: UUID, user: Viewer, assessments: list[UUID]) -> tuple[Bundle, bool]:
        """Return a bundle of these reports and whether it is new; a second call with the same `key` returns it."""
        wanted = {"wanted": [str(each) for each in assessments], "asked": timezone.now()}
        return self.get_or_create(pk=key, user=staff(user), defaults=wanted)

    def done_with(self, *, at: datetime) -> BundleQuerySet:
        """Expired bundles; deleting them deletes their files."""
        return self.filter(created__lte=at - KEEP)


class Bundle(Making):
    """A ZIP that a user asked for: `done` of `wanted` reports are in it."""

    PATIENCE = timedelta(minutes=3)  # the worker may be busy with another one
    LEASE = timedelta(seconds=80)  # below the pause before a retry, see reports.upkeep

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bundles")
    wanted = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    started = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[Bundle]] = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bundle of reports")
        verbose_name_plural = _("bundles of reports")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def total(self) -> int:
        return len(self.wanted)

    @property
    def expires(self) -> datetime:
        return self.created + KEEP

    @property
    def ready(self) -> bool:
        """Whether its file exists, too: a disk may have lost it."""
        return bool(self.file) and not self.lost

    @property
    def minutes_left(self) -> int | None:
        """How many it takes yet, at the pace so far; None while there is none."""
        if not (self.started and self.begun and self.done):
            return None
        left = (self.begun - self.started) / self.done * (self.total - self.done)
        return max(1, round(left / timedelta(minutes=1)))

    @property
    def stuck(self) -> bool:
        """Whether it failed or is lost, or its worker must be dead."""
        return self.lost or bool(self.failed) or self.overdue(timezone.now())

    def still_allowed(self) -> bool:
        """Whether its user may still see every shop in it."""
        return Assessment.objects.visible_to(self.user).filter(pk__in=self.wanted).count() == self.total


@receiver(post_delete, sender=Bundle)
def delete_file(sender: type[Bundle], instance: Bundle, **kwargs: object) -> None:
    if instance.file:
        instance.file.delete(save=False)
