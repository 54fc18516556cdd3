"""Whether a shop has a plan: it begins with its first result, and later ones only offer more."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.models.history import Change, Code
from clients.models.prepared import Prepared
from clients.models.shops import Shop
from clients.tokens import named_token, token_hash
from clients.viewers import NOBODY, Viewer
from plans.models.item import Item
from plans.proposing import proposals_of
from questions.models.assessment import Assessment

log = logging.getLogger(__name__)


def newest_result(shop: Shop) -> tuple[Assessment | None, bool]:
    """Return the result that counts now, of the latest attempt its last correction, and whether the plan has begun."""
    newest = next(iter(NEWEST(shop.pk)), None)
    if newest is None:
        return None, False
    newest.shop = shop
    return newest, bool(newest.planned)


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

    def catch_up(self, *, at: datetime, most: int = 500) -> int:
        """Begin the plans of shops whose results are older than plans are; return how many."""
        shops = Shop.objects.filter(plan=None, assessments__submitted__isnull=False).distinct().order_by("pk")
        begun = 0
        for shop in shops[:most]:
            try:
                self.ensure(shop, at=at)
            except LookupError as error:  # the folder of its questionnaire is gone; the others get theirs
                log.warning("A plan could not begin: %s", error)
            else:
                begun += 1
        return begun

    def of_feed(self, token: str) -> Plan | None:
        """Return the plan that the address of a calendar opens."""
        return self.filter(feed_hash=token_hash(token)).select_related("shop").first()

    def merge(self, shop: Shop, other: Shop) -> None:
        """Keep one for two entries that become one: the shop's own, if it has any."""
        if self.filter(shop=shop).exists():
            self.filter(shop=other).delete()


class Plan(models.Model):
    """A shop's plan; of the address of its calendar only the token's hash is kept, empty without one."""

    shop = models.OneToOneField(Shop, on_delete=models.CASCADE, related_name="plan")
    begun = models.DateTimeField(editable=False)
    feed_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    feed_made = models.DateTimeField(null=True, editable=False)
    feeds_ended = models.PositiveIntegerField(default=0, editable=False)  # addresses of before, which work never again

    objects: ClassVar[models.Manager[Plan]] = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return str(self.shop_id)

    @transaction.atomic
    def make_feed(self, page: UUID, *, at: datetime) -> str:
        """Return the token of a new address for the calendar, which takes the earlier one's place.

        The second press of a double click, with the key of the same `page`, returns the first one's.
        """
        row = Plan.objects.select_for_update().get(pk=self.pk)
        token = named_token(f"calendar {row.pk} {row.feeds_ended} {page}")
        if row.feed_hash != token_hash(token):
            Plan.objects.filter(pk=self.pk).update(feed_hash=token_hash(token), feed_made=at)
            Change.objects.write(Code.CALENDAR_MADE, who=NOBODY, shop=self.shop)
        return token

    @transaction.atomic
    def end_feed(self) -> None:
        """Let the address of the calendar work no more; a second call changes nothing."""
        ended = {"feed_hash": "", "feed_made": None, "feeds_ended": models.F("feeds_ended") + 1}
        if Plan.objects.filter(pk=self.pk).exclude(feed_hash="").update(**ended):
            Change.objects.write(Code.CALENDAR_ENDED, who=NOBODY, shop=self.shop)


def _newest(shop: int) -> models.QuerySet[Assessment, Assessment]:
    found = Assessment.objects.filter(shop=shop, submitted__isnull=False)
    found = found.annotate(planned=models.Exists(Plan.objects.filter(shop=shop)))
    return found.order_by("-begun", "-attempt", "-submitted", "-pk")[:1]


NEWEST = Prepared(_newest)
