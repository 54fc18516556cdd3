"""PDFs for everyone, each made once and kept; a change of its look makes another."""

from __future__ import annotations

from typing import ClassVar

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.making import Making
from reports.pdf.handouts import Handout


class StoredHandoutQuerySet(models.QuerySet["StoredHandout"]):
    def of(self, handout: Handout) -> StoredHandout:
        """Return the row of this handout, made or not; one whose file is lost is made again."""
        stored, _new = self.get_or_create(path=handout.path)
        if stored.lost:
            stored.reset(file="", made=None)
        return stored


class StoredHandout(Making):
    path = models.CharField(max_length=150, unique=True)

    objects: ClassVar[models.Manager[StoredHandout]] = StoredHandoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("handout")
        verbose_name_plural = _("handouts")

    def __str__(self) -> str:
        return self.path

    def render(self, handout: Handout) -> None:
        """Make the file; a failure is recorded and raised again."""
        with self.noting_failure():
            self.keep(self.path, ContentFile(handout.render()))
