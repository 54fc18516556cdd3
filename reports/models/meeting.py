"""What was agreed at a meeting with an owner: it belongs to the shop, so that no retake and no correction moves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.fields import Line, Text
from clients.models.firms import READING, Firm
from clients.models.history import Change, Code
from clients.models.shops import Shop
from clients.models.versioned import Stale, Versioned
from clients.viewers import Viewer, staff

LONGEST = 4000  # characters


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, viewer: Viewer) -> MeetingQuerySet:
        """The meetings that the firms of `viewer` wrote down, including those with shops that left since."""
        return self.filter(firm__in=Firm.objects.of_member(viewer, READING))

    def of(self, shop: Shop) -> MeetingQuerySet:
        """The present firm's meetings with a shop, the latest first."""
        found = self.filter(shop=shop, firm=shop.firm_id).exclude(firm=None)
        return found.select_related("changed_by").order_by("-day", "-pk")

    def readable_by_owner(self, shop: Shop, *, own: bool) -> MeetingQuerySet:
        """What the present firm shared; with `own`, for the owner, also what firms they left had shared."""
        readable = Q(firm=shop.firm_id)
        if own:
            readable |= Q(kept=True)
        found = self.filter(readable, shop=shop, shared=True).select_related("firm", "changed_by")
        return found.defer("firm__logo").order_by("-day", "-pk")

    def left_behind(self, viewer: Viewer) -> MeetingQuerySet:
        """Meetings of the firms of `viewer` with shops that are no longer theirs, by shop and day."""
        elsewhere = Q(shop__firm=None) | ~Q(shop__firm=F("firm"))
        return self.visible_to(viewer).filter(elsewhere).select_related("changed_by").order_by("about", "-day", "-pk")

    def leave(self, shop: Shop, firm: Firm) -> None:
        """Mark what the firm shared as kept by the owner, who withdraws."""
        self.filter(shop=shop, firm=firm, shared=True).update(kept=True)

    def hidden_from_owner(self, shop: Shop, firm: Firm) -> MeetingQuerySet:
        """What this firm wrote down about the shop and its owner can't read."""
        return self.filter(shop=shop, firm=firm, shared=False, kept=False)

    @transaction.atomic
    def write_down(self, shop: Shop, values: Mapping[str, Any], *, key: UUID, by: Viewer) -> Meeting:
        """Write a meeting down; the same page `key` a second time writes none."""
        author = {"changed_by": staff(by), "about": shop.name, "version": 1}
        found, made = self.get_or_create(key=key, defaults={"shop": shop, "firm": shop.firm, **values, **author})
        if made:
            Change.objects.write(Code.MEETING, who=by, shop=shop, when=found.day.isoformat())
        return found


class Meeting(Versioned):
    """One meeting; `shared` shows it to the owner, `kept` says that they had read it when they left the firm."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, null=True, related_name="meetings")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="meetings")
    about = models.CharField(max_length=120, blank=True)  # the shop's name when written; it may leave
    key = models.UUIDField(unique=True, editable=False)
    day = models.DateField(_("day"))
    there = Line(_("who was there"), max_length=200, blank=True)
    decisions = Text(_("what was said and decided"), max_length=LONGEST)
    shared = models.BooleanField(_("shown to the owner"), default=False)
    kept = models.BooleanField(default=False, editable=False)

    objects: ClassVar[models.Manager[Meeting]] = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return self.day.isoformat()

    @transaction.atomic
    def change(self, values: Mapping[str, Any], *, version: int, by: Viewer) -> None:
        """Store these values; raise Stale if a colleague has changed or removed it since `version`."""
        row = Meeting.objects.select_for_update(of=("self",)).filter(pk=self.pk, version=version).first()
        if row is None:
            raise Stale
        if all(getattr(row, name) == value for name, value in values.items()):
            return
        for name, value in values.items():
            setattr(row, name, value)
        row.version, row.changed_by, row.kept = version + 1, staff(by), False
        row.save()
        Change.objects.write(Code.MEETING, who=by, shop=self.shop, when=row.day.isoformat())

    @transaction.atomic
    def remove(self, *, by: Viewer) -> None:
        """Delete it; a second call does nothing."""
        if Meeting.objects.filter(pk=self.pk).delete()[0]:
            Change.objects.write(Code.MEETING_REMOVED, who=by, shop=self.shop, when=self.day.isoformat())
