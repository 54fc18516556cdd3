"""Whether a shop has a plan: it begins with its first result, and later ones only offer more."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.models.shops import Shop
from clients.viewers import Viewer
from plans.models.item import Item
from plans.proposing import proposals_of
from questions.models.assessment import Assessment


def newest_result(shop: Shop) -> tuple[Assessment | None, bool]:
    """Return the result that counts now, of the latest attempt its last correction, and whether the plan has begun."""
    found = Assessment.objects.filter(shop=shop, submitted__isnull=False)
    found = found.annotate(planned=models.Exists(Plan.objects.filter(shop=shop)))
    newest = found.order_by("-begun", "-attempt", "-submitted", "-pk").first()
    if newest is None:
        return None, False
    newest.shop = shop
    return newest, bool(newest.planned)  # type: ignore[attr-defined]  # annotated just now


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, viewer: Viewer) -> PlanQuerySet:
        return self.filter(shop__in=Shop.objects.visible_to(viewer))

    @transaction.atomic
    def begin(self, assessment: Assessment, *, at: datetime) -> None:
        """Make the steps of a result the shop's plan, if it has none yet; else let it keep what it has."""
        _plan, made = self.get_or_create(shop=assessment.shop, defaults={"begun": at})
        proposals = proposals_of(assessment)
        if made:
            Item.objects.take_on(assessment, proposals)
        else:
            Item.objects.reword(assessment, proposals)

    def ensure(self, shop: Shop, *, at: datetime) -> None:
        """Begin the plan of a shop whose results are older than plans are."""
        newest, begun = newest_result(shop)
        if newest and not begun:
            self.begin(newest, at=at)

    def merge(self, shop: Shop, other: Shop) -> None:
        """Keep one for two entries that become one: the shop's own, if it has any."""
        if self.filter(shop=shop).exists():
            self.filter(shop=other).delete()


class Plan(models.Model):
    shop = models.OneToOneField(Shop, on_delete=models.CASCADE, related_name="plan")
    begun = models.DateTimeField(editable=False)

    objects: ClassVar[models.Manager[Plan]] = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return str(self.shop_id)
