"""Remembers the keys of pages that did their work, so that a double click does it once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=2)


class OnceQuerySet(models.QuerySet["Once"]):
    def claim(self, key: UUID) -> bool:
        """Take the key; False if it was taken before. Two requests at the same moment wait for each other.

        Call it in the transaction that does the work, so that failed work can be tried again.
        """
        try:
            with transaction.atomic():
                self.create(key=key)
        except IntegrityError:
            return False
        return True

    def claimed(self, key: UUID) -> bool:
        return self.filter(key=key).exists()

    def done_with(self, *, at: datetime) -> OnceQuerySet:
        """Keys so old that nobody has their page open anymore."""
        return self.filter(at__lte=at - KEPT)


class Once(models.Model):
    key = models.UUIDField(primary_key=True, editable=False)
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[Once]] = OnceQuerySet.as_manager()

    class Meta:
        verbose_name = _("page that has done its work")
        verbose_name_plural = _("pages that have done their work")

    def __str__(self) -> str:
        return str(self.key)
