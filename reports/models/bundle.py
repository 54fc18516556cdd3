"""Reports of many shops in one ZIP, made in the background on every core and kept for a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.viewers import Viewer, staff
from evidence.models.kept_record import Record
from opinions.models.opinion import Opinion
from questions.models.assessment import Assessment
from reports.models.making import Making
from reports.models.review import Note, Review

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

    def reports_changed(self) -> dict[UUID, int]:
        """Return how many of its reports have changed since each of these was begun, in a few queries for all.

        A report changes with a later attempt, with what is shared of notes and tickets, and with second opinions.
        """
        bundles = list(self)
        keys = {key for each in bundles for key in each.wanted}
        last: dict[str, datetime] = {}
        changes: tuple[tuple[str, models.QuerySet[Any], str], ...] = (
            ("pk", Assessment.objects.filter(pk__in=keys), "shop__assessments__submitted"),
            ("assessment", Note.objects.filter(assessment__in=keys, shared=True), "changed"),
            ("assessment", Review.objects.filter(assessment__in=keys), "changed"),
            ("assessment", Record.objects.filter(assessment__in=keys, shown=True), "at"),
            ("assessment", Opinion.objects.filter(assessment__in=keys, answered__isnull=False), "answered"),
        )
        for of, rows, moment in changes if keys else ():
            for key, at in rows.order_by().values_list(of).annotate(last=models.Max(moment)):
                last[str(key)] = max(at, last.get(str(key), at))
        return {
            each.pk: sum(1 for key in each.wanted if (at := last.get(key)) and at > each.created) for each in bundles
        }

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

    def changes(self) -> int:
        """How many of its reports have changed since it was begun."""
        return Bundle.objects.filter(pk=self.pk).reports_changed().get(self.pk, 0)

    def shops(self) -> models.QuerySet[Assessment, Any]:
        """The keys of the shops in it."""
        return Assessment.objects.filter(pk__in=self.wanted).values("shop")

    def still_allowed(self) -> bool:
        """Whether its user may still see every shop in it."""
        return Assessment.objects.visible_to(self.user).filter(pk__in=self.wanted).count() == self.total


@receiver(post_delete, sender=Bundle)
def delete_file(sender: type[Bundle], instance: Bundle, **kwargs: object) -> None:
    if instance.file:
        instance.file.delete(save=False)
