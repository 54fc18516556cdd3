"""What one person did to many shops at once, kept for a day, so that it can be undone for ten minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.core.text import same
from clients.models.firms import WORKING, Membership
from clients.models.history import Change, Code
from clients.models.shops import Shop, ShopQuerySet
from clients.models.tags import Tag
from clients.viewers import Viewer, staff

UNDO_WITHIN = timedelta(minutes=10)
KEPT = timedelta(days=1)
Row = list[Any]  # a shop's key, its firm's, and what is needed to put it back


class ActQuerySet(models.QuerySet["Act"]):
    def made_by(self, viewer: Viewer) -> ActQuerySet:
        return self.filter(by=staff(viewer))

    def undoable_by(self, viewer: Viewer, *, at: datetime) -> ActQuerySet:
        return self.made_by(viewer).filter(undone=None, at__gt=at - UNDO_WITHIN)

    def record(self, what: str, rows: list[Row], *, who: Viewer, at: datetime, **detail: Any) -> Act | None:
        """Remember an act; None if it changed nothing, or if nobody is there who could undo it."""
        by = staff(who)
        return self.create(what=what, rows=rows, by=by, at=at, detail=detail) if rows and by else None

    def done_with(self, *, at: datetime) -> ActQuerySet:
        return self.filter(at__lte=at - KEPT)


class Act(models.Model):
    """`rows` has one for each shop that the act really changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    what = models.SlugField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)
    rows = models.JSONField(default=list)
    detail = models.JSONField(default=dict)
    undone = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Act]] = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act on many shops")
        verbose_name_plural = _("acts on many shops")
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.number}"

    @property
    def number(self) -> int:
        return len(self.rows)

    @property
    def until(self) -> datetime:
        return self.at + UNDO_WITHIN

    def claim_undo(self, *, at: datetime) -> bool:
        """Take the right to undo it, once and in time; call it in the transaction that undoes."""
        return bool(Act.objects.filter(pk=self.pk, undone=None, at__gt=at - UNDO_WITHIN).update(undone=at))

    def still_here(self, shops: ShopQuerySet) -> list[Shop]:
        """Those of its shops that `shops` has and that are in the same firm; locked."""
        firms = {row[0]: row[1] for row in self.rows}
        found = shops.select_for_update(of=["self"]).filter(pk__in=firms)
        return [shop for shop in found if shop.firm_id == firms[shop.pk]]

    @property
    def kept(self) -> dict[int, Any]:
        """What the act remembered of each shop."""
        return {row[0]: row[2] for row in self.rows}

    def undo_archive(self, shops: ShopQuerySet, *, who: Viewer) -> int:
        """Take out of the archive what the act put there; return how many. Likewise the others."""
        mine = [shop for shop in self.still_here(shops) if shop.archived == self.at]
        Shop.objects.filter(pk__in=[shop.pk for shop in mine]).update(archived=None)
        return self._write(Code.ARCHIVED, mine, who)

    def undo_restore(self, shops: ShopQuerySet, *, who: Viewer) -> int:
        """Archive again, each since its own day."""
        touched = self._touched_since("archive", "restore")
        mine = [shop for shop in self.still_here(shops) if shop.archived is None and shop.pk not in touched]
        days = self.kept
        for shop in mine:
            shop.archived = datetime.fromisoformat(days[shop.pk])
        Shop.objects.bulk_update(mine, ["archived"])
        return self._write(Code.UNARCHIVED, mine, who)

    def undo_tag(self, shops: ShopQuerySet, *, who: Viewer) -> int:
        """Take off exactly the tags that the act added: one taken off and added again is somebody else's."""
        tagged = Shop.tags.through._default_manager
        here = self.still_here(shops)
        added = tagged.filter(pk__in=[*self.kept.values()], shop__in=here)
        pairs = dict(added.values_list("shop", "tag"))
        mine = [shop for shop in here if shop.pk in pairs]
        added.delete()
        Tag.objects.filter(pk__in={*pairs.values()}, shops=None).delete()
        return self._write(Code.TAGGED, mine, who, tag=self.detail["tag"])

    def undo_untag(self, shops: ShopQuerySet, *, who: Viewer) -> int:
        word, touched = same(self.detail["tag"]), self._touched_since("tag", "untag")
        has = {*Shop.objects.filter(tags__word=word, pk__in=self.kept).values_list("pk", flat=True)}
        mine = [shop for shop in self.still_here(shops) if shop.pk not in has | touched]
        names = {row[1]: row[2] for row in self.rows}
        for firm in {shop.firm_id for shop in mine if shop.firm_id}:
            tag, _made = Tag.objects.get_or_create(firm_id=firm, word=word, defaults={"name": names[firm]})
            tag.shops.add(*(shop for shop in mine if shop.firm_id == firm))
        return self._write(Code.UNTAGGED, mine, who, tag=self.detail["tag"])

    def undo_charge(self, shops: ShopQuerySet, *, who: Viewer) -> int:
        """Put those in charge again who were, where they still work for the firm and nobody was chosen since."""
        kept, person = self.kept, self.detail["person"]
        mine = [shop for shop in self.still_here(shops) if shop.in_charge_id == person]
        theirs = Membership.objects.filter(firm__in={shop.firm_id for shop in mine}, role__in=WORKING)
        works = {*theirs.values_list("firm", "user")}
        mine = [shop for shop in mine if kept[shop.pk] is None or (shop.firm_id, kept[shop.pk]) in works]
        for shop in mine:
            shop.in_charge_id = kept[shop.pk]
        Shop.objects.bulk_update(mine, ["in_charge"])
        return self._write(Code.IN_CHARGE, mine, who, name=self.detail["name"])

    def _write(self, of: Code, shops: list[Shop], who: Viewer, **detail: Any) -> int:
        Change.objects.write_each(Code.UNDONE, who=who, shops=shops, of=of.value, **detail)
        return len(shops)

    def _touched_since(self, *family: str) -> set[int]:
        """Shops that a later act of this family has changed, by whomever."""
        later: Iterable[Act] = Act.objects.filter(what__in=family, at__gt=self.at, undone=None)
        if "tag" in self.detail:
            later = [act for act in later if same(act.detail["tag"]) == same(self.detail["tag"])]
        return {row[0] for act in later for row in act.rows}
