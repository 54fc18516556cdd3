"""Keys among the accesses that a browser or a link to read shows: what they open, and how long they live."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.db import models

from clients.tokens import new_token, token_hash
from clients.viewers import NOBODY, Guest
from questions.models.lending import LendingQuerySet

BROWSER_KEEPS = timedelta(days=400)  # from the last use; the longest a browser keeps a cookie
RENEWED_EVERY = timedelta(days=1)

M = TypeVar("M", bound=models.Model)


class BrowserKeyQuerySet(LendingQuerySet[M]):
    def open(self, kind: str, token: str, *, at: datetime) -> Self:
        """Accesses of a kind that this token still opens."""
        return self.filter(
            kind=kind, token_hash=token_hash(token), revoked__isnull=True, used__isnull=True, expires__gt=at
        )

    def guest(self, token: str, *, at: datetime) -> Guest:
        """What the holder of a browser's token may see."""
        if not token:
            return NOBODY
        live = self.open("browser", token, at=at).live()
        rows: list[tuple[int, int | None, datetime]] = list(
            live.values_list("assessment__shop_id", "firm_id", "expires")
        )
        own = frozenset(shop for shop, firm, _expires in rows if firm is None)
        ages = any(firm is None and expires < at + BROWSER_KEEPS - RENEWED_EVERY for _shop, firm, expires in rows)
        return Guest(shops=own, lent=frozenset(shop for shop, firm, _expires in rows if firm) - own, ages=ages)

    def renew(self, token: str, *, at: datetime) -> None:
        """An owner's key lives on from its last use; one that a colleague lent does not."""
        self.open("browser", token, at=at).filter(firm=None).update(expires=at + BROWSER_KEEPS)

    def move(self, token: str, *, at: datetime) -> str:
        """A new token that opens what `token` does; that one keeps its own days, and is given nothing more.

        Whoever planted it knows it; whoever has not yet received the new one still has it.
        """
        new = new_token()
        rows: list[Any] = list(self.open("browser", token, at=at))
        self.bulk_create(
            self.model(
                token_hash=token_hash(new),
                assessment_id=row.assessment_id,
                kind=row.kind,
                expires=row.expires if row.firm_id else at + BROWSER_KEEPS,
                made_by_id=row.made_by_id,
                firm_id=row.firm_id,
            )
            for row in rows
        )
        return new if rows else ""

    def reader(self, token: str, *, at: datetime) -> Guest:
        """What somebody may see who was given a read link."""
        return Guest(assessments=frozenset(self.open("read", token, at=at).values_list("assessment", flat=True)))
