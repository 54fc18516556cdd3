"""Lets a superuser look at a shop of another firm for some hours, for a reason that the shop's owner can read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.fields import Line
from clients.models.history import Change, Code
from clients.models.shops import Shop

OPEN_FOR = timedelta(hours=8)


class OpeningQuerySet(models.QuerySet["Opening"]):
    @transaction.atomic
    def open(self, shop: Shop, *, by: User, reason: str, at: datetime) -> Opening:
        """Let `by` read the shop until OPEN_FOR has passed; a second call before that changes nothing."""
        Shop.objects.select_for_update().get(pk=shop.pk)  # a double click opens it once
        found = self.filter(shop=shop, user=by, until__gt=at).first()
        if found is not None:
            return found
        Change.objects.write(Code.OPENED, who=by, shop=shop, reason=reason)
        return self.create(shop=shop, user=by, reason=reason, at=at, until=at + OPEN_FOR)


class Opening(models.Model):
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = Line(_("reason"), max_length=300)
    at = models.DateTimeField()
    until = models.DateTimeField()

    objects: ClassVar[models.Manager[Opening]] = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening of a shop")
        verbose_name_plural = _("openings of shops")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.reason
