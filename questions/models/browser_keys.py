"""Queries for the keys in a browser's cookie or a read link: what they open, and how long they live."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models, transaction

from clients.models.history import Change, Code
from clients.models.prepared import Prepared
from clients.tokens import new_token, token_hash
from clients.viewers import NOBODY, Guest, Viewer
from questions.models.assessment import Assessment
from questions.models.lending import LendingQuerySet

BROWSER_KEEPS = timedelta(days=400)  # from the last use; the longest a browser keeps a cookie
RENEWED_EVERY = timedelta(days=1)

M = TypeVar("M", bound=models.Model)


class BrowserKeyQuerySet(LendingQuerySet[M]):
    def open(self, kind: str, token: str, *, at: datetime) -> Self:
        """Accesses of this kind that the token still opens."""
        return self.open_by(kind, token_hash(token), at=at)

    def open_by(self, kind: str, hashed: str, *, at: datetime) -> Self:
        return self.filter(kind=kind, token_hash=hashed, revoked__isnull=True, used__isnull=True, expires__gt=at)

    def guest(self, token: str, *, at: datetime) -> Guest:
        """Return what the browser with this token may see; NOBODY without a token."""
        if not token:
            return NOBODY
        rows: list[tuple[int, int | None, datetime]] = OPENED(token_hash(token), at)
        if any(firm for _shop, firm, _expires in rows):  # an owner's page, the usual one, needs no second query
            keys = self.open("browser", token, at=at).order_by().live()
            rows = list(keys.values_list("assessment__shop_id", "firm_id", "expires"))
        own = frozenset(shop for shop, firm, _expires in rows if firm is None)
        ages = any(firm is None and expires < at + BROWSER_KEEPS - RENEWED_EVERY for _shop, firm, expires in rows)
        return Guest(shops=own, lent=frozenset(shop for shop, firm, _expires in rows if firm) - own, ages=ages)

    def renew(self, token: str, *, at: datetime) -> None:
        """Extend an owner's key from its last use; a lent one keeps its end."""
        self.open("browser", token, at=at).filter(firm=None).update(expires=at + BROWSER_KEEPS)

    def move(self, token: str, *, at: datetime) -> str:
        """Return a new token that opens the same, or an empty one; the old token keeps its end and gets nothing more.

        It may be known to the person who planted it, but a browser that has not received the new token still needs it.
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

    @transaction.atomic
    def end_reading(self, assessment: Assessment, *, at: datetime, who: Viewer) -> int:
        """Revoke every link to read this result; return how many there were."""
        ended = self.filter(kind="read", assessment=assessment, revoked=None, expires__gt=at).update(revoked=at)
        if ended:
            Change.objects.write(Code.READ_LINKS_ENDED, who=who, shop=assessment.shop)
        return ended

    def reader(self, token: str, *, at: datetime) -> Guest:
        """Return what the holder of a read link may see."""
        return Guest(assessments=frozenset(self.open("read", token, at=at).values_list("assessment", flat=True)))


def _opened(hashed: str, at: datetime) -> models.QuerySet[Any, Any]:
    keys = apps.get_model("questions", "Access")._default_manager.open_by("browser", hashed, at=at)
    return keys.order_by().values_list("assessment__shop_id", "firm_id", "expires")


OPENED = Prepared(_opened)
