"""Which secret key a database is used with, so that a lost one is noticed before anything depends on another."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac

REMEDY = (
    "The secret key is not the one that this database was used with. With another one every session ends, and links in "
    "mails stop working. Bring the key back: into SECRET_KEY or DATA_DIR/secret_key, from where backups keep it. To "
    "change it, set the new one and add the old one to SECRET_KEY_FALLBACKS. If it is lost for good: manage.py newkey"
)


def mark_of(key: str) -> str:
    """By which a key is known again, and which does not tell it."""
    return salted_hmac("reports.key_mark", "", secret=key, algorithm="sha256").hexdigest()


def key_known(mark: str) -> bool:
    """Whether the key, or one of those before it, is the one of this mark."""
    return any(
        constant_time_compare(mark_of(key), mark) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    )


class KeyMarkManager(models.Manager["KeyMark"]):
    def fits(self) -> bool:
        """Whether the key is the one that the database knows, or its successor; the first one is."""
        known = self.first()
        return known is None or key_known(known.mark)

    def keep(self) -> None:
        """From now on it is this one."""
        self.update_or_create(pk=1, defaults={"mark": mark_of(settings.SECRET_KEY)})


class KeyMark(models.Model):
    mark = models.CharField(max_length=64)

    objects: ClassVar[KeyMarkManager] = KeyMarkManager()

    def __str__(self) -> str:
        return self.mark[:8]
