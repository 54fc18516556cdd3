"""What an owner said about the shop beside a file of tickets, offered next time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.models.shops import Shop

# Replies that are true of the shop, not of one file.
OF_THE_SHOP = ("zone", "hours", "country", "region", "types_while_helping", "planned_logged")


class UsualQuerySet(models.QuerySet["Usual"]):
    def of(self, shop: Shop) -> dict[str, Any]:
        """Return the replies of last time; empty the first time."""
        found = self.filter(shop=shop).values_list("replies", flat=True).first()
        return dict(found or {})

    def remember(self, shop: Shop, replies: Mapping[str, Any]) -> None:
        """Keep those of the replies that are true of the shop."""
        mine = {name: value for name, value in replies.items() if name in OF_THE_SHOP}
        self.update_or_create(shop=shop, defaults={"replies": mine})

    def merge(self, shop: Shop, other: Shop) -> None:
        """Keep one for two entries that become one: the shop's own, if it has any."""
        if self.filter(shop=shop).exists():
            self.filter(shop=other).delete()


class Usual(models.Model):
    shop = models.OneToOneField(Shop, on_delete=models.CASCADE, related_name="usual_replies")
    replies = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[Usual]] = UsualQuerySet.as_manager()

    class Meta:
        verbose_name = _("replies about tickets")
        verbose_name_plural = _("replies about tickets")

    def __str__(self) -> str:
        return str(self.pk)
