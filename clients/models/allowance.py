"""What one visitor has had of things that cost something, in the database, so that every process agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models, transaction
from django.utils.crypto import salted_hmac

NOW = timedelta()


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may be had `within` a time, by each name of a visitor; 0 means no limit."""

    name: str
    within: timedelta
    address: int = 0  # of the network they come from
    key: int = 0  # the cookie of their browser
    account: int = 0  # of who is signed in
    mailbox: int = 0  # that a mail is for
    colleague: int = 0  # whom a mail is for

    @property
    def site(self) -> int:
        """Of all the networks that an IPv6 customer may have, who could else take a new one each time."""
        return 4 * self.address


# So that no letter box is flooded; a consultant gets the news of a workshop's thirty owners at once.
MAILBOX = Limit("mails to", timedelta(hours=1), mailbox=5, colleague=60)


class AllowanceQuerySet(models.QuerySet["Allowance"]):
    def done_with(self, *, at: datetime) -> AllowanceQuerySet:
        """Rows that no longer count."""
        return self.filter(until__lte=at)

    @transaction.atomic
    def take(self, limit: Limit, names: Mapping[str, str], *, at: datetime, cost: int = 1) -> timedelta:
        """Take from the allowance of each of these names, or of none; return how long to wait, zero if it was taken.

        `names` has fields of Limit as keys. Only a keyed hash of each name is kept.
        """
        limited = {kind: name for kind, name in names.items() if getattr(limit, kind)}
        most = {_hashed(limit, kind, name): getattr(limit, kind) for kind, name in limited.items()}
        self.bulk_create([Allowance(key=key, until=at) for key in sorted(most)], ignore_conflicts=True)
        # Another request at the same moment waits here, and then sees what was taken.
        found = list(self.select_for_update().filter(key__in=most).order_by("key"))
        if wait := max((each.wait(limit, most[each.key], cost, at=at) for each in found), default=NOW):
            return wait
        for each in found:
            each.taken.append([at.timestamp(), cost])
            each.until = at + limit.within
        self.bulk_update(found, ["taken", "until"])
        return NOW


def _hashed(limit: Limit, kind: str, name: str) -> str:
    return salted_hmac("clients.allowance", f"{limit.name} {kind} {name}", algorithm="sha256").hexdigest()


class Allowance(models.Model):
    """What one name has had lately of one thing, as pairs of a time and an amount."""

    key = models.CharField(max_length=64, unique=True, editable=False)
    taken = models.JSONField(default=list)
    until = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[Allowance]] = AllowanceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key

    def wait(self, limit: Limit, most: int, cost: int, *, at: datetime) -> timedelta:
        """Return how long until this much more may be had, and forget what no longer counts."""
        self.taken = [[when, much] for when, much in self.taken if when > (at - limit.within).timestamp()]
        over = sum(much for _when, much in self.taken) + cost - most
        for when, much in self.taken:
            if over <= 0:
                break
            over -= much
            if over <= 0:
                return timedelta(seconds=when - at.timestamp()) + limit.within
        return limit.within if over > 0 else NOW
