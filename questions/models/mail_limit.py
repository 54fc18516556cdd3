"""Counts the mails an address got within the hour, in the database, where every worker sees them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.crypto import salted_hmac

HOUR = timedelta(hours=1)
MOST_AN_HOUR = 5  # so that nobody's mailbox can be flooded


class MailedQuerySet(models.QuerySet["Mailed"]):
    def done_with(self, *, at: datetime) -> MailedQuerySet:
        """Mails that no longer count."""
        return self.filter(at__lte=at - HOUR)

    def allow(self, email: str, *, at: datetime) -> bool:
        """Count a mail to this address; False if it already got as many as an hour allows.

        It is counted first, so that two workers at once never send one too many.
        """
        self.done_with(at=at).delete()
        address = salted_hmac("questions.mailed", email.lower(), algorithm="sha256").hexdigest()
        mine = self.create(address=address, at=at)
        allowed = self.filter(address=address).count() <= MOST_AN_HOUR
        if not allowed:
            mine.delete()
        return allowed


class Mailed(models.Model):
    """A mail sent within the hour, to an address of which only a keyed hash is kept.

    It is not counted by shop, because an address may since belong to many shops, or to none.
    """

    address = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[Mailed]] = MailedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.address
