"""Queries for keys that came from a colleague's link: they carry the firm's rights and end with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.db import models, transaction

from clients.models.firms import WORKING, Membership
from clients.models.history import Change, Code
from clients.models.shops import Shop
from clients.viewers import Viewer
from questions.models.invitations import InvitationQuerySet

LENT_FOR = timedelta(days=30)  # how long a colleague's link keeps the browser's key, unless it is ended sooner

M = TypeVar("M", bound=models.Model)


class LendingQuerySet(InvitationQuerySet[M]):
    def live(self) -> Self:
        """Leave out keys of colleagues who lost the right behind them, or whose firm lost the shop."""
        works = Membership.objects.filter(
            firm=models.OuterRef("firm"), user=models.OuterRef("made_by"), role__in=WORKING, user__is_active=True
        )
        stands = models.Q(models.Exists(works), assessment__shop__firm=models.F("firm"))
        return self.filter(models.Q(firm=None) | stands)

    def lent(self, shop: Shop, *, at: datetime) -> Self:
        """The keys that colleagues' links gave out and that still open a shop, with the unused links."""
        found = self.filter(assessment__shop=shop, revoked=None, expires__gt=at).exclude(firm=None).live()
        return found.exclude(kind="resume", used__isnull=False).select_related("made_by").order_by("pk")

    @transaction.atomic
    def end_lent(self, shop: Shop, *, at: datetime, who: Viewer | None = None) -> int:
        """Revoke every key that colleagues made to this shop; return how many. With `who`, add it to the history."""
        ended = self.filter(assessment__shop=shop, revoked=None).exclude(firm=None).update(revoked=at)
        if ended and who is not None:
            Change.objects.write(Code.KEYS_ENDED, who=who, shop=shop)
        return ended
