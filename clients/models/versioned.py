"""Rows that two colleagues cannot overwrite silently."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.viewers import Viewer, staff


class Stale(Exception):  # noqa: N818 -- a state, not an error
    """Another user has changed the row since it was read."""


class Versioned(models.Model):
    """A row that two colleagues cannot overwrite silently: each change names the version it was made from."""

    version = models.PositiveIntegerField(default=0, editable=False)
    changed = models.DateTimeField(_("last change"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    @classmethod
    def write(cls, key: dict[str, Any], values: dict[str, Any], *, version: int, by: Viewer) -> Any:
        """Store `values` in the row of this `key`, created for version 0; raise Stale if it has another version."""
        with transaction.atomic():
            row, _made = cls._default_manager.select_for_update().get_or_create(**key)
            if row.version != version:
                raise Stale
            for field, value in values.items():
                setattr(row, field, value)
            row.version, row.changed_by = version + 1, staff(by)
            row.save()
        return row

    @classmethod
    def write_if_changed(
        cls, key: dict[str, Any], values: dict[str, Any], *, version: int, by: Viewer
    ) -> dict[str, Any] | None:
        """Do as `write`, but return the earlier values; None if nothing differs, as after a double click."""
        row = cls._default_manager.filter(**key).first() or cls(**key)
        before = {field: getattr(row, field) for field in values}
        if before == values:
            return None
        cls.write(key, values, version=version, by=by)
        return before
