"""Who changed what, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.models.firms import READING, Firm
from clients.viewers import Viewer, staff, superuser


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, viewer: Viewer) -> ChangeQuerySet:
        """What happened in the firms of `viewer`, to shops that are still theirs or to the firm itself.

        A superuser reads what happened to any firm and its colleagues, and of no shop more than a member does.
        """
        of_shops = models.Q(shop__firm=models.F("firm"), firm__in=Firm.objects.of_member(viewer, READING))
        of_firms = (
            models.Q(shop=None) if superuser(viewer) else models.Q(shop=None, firm__in=Firm.objects.visible_to(viewer))
        )
        return self.filter(of_shops | of_firms)

    def write(self, what: str, *, who: Viewer, firm: Firm | None = None, shop: Any = None, **detail: Any) -> None:
        """Add a line; `what` is a code such as "note-shared", `detail` what JSON can hold: before, after, a title."""
        firm_id = firm.pk if firm else shop.firm_id if shop else None
        self.create(firm_id=firm_id, shop=shop, who=staff(who), what=what, detail=detail)

    def write_each(self, what: str, *, who: Viewer, shops: Iterable[Any], **detail: Any) -> None:
        """Add the same line to each of these shops, in one query."""
        user = staff(who)
        self.bulk_create(Change(firm_id=shop.firm_id, shop=shop, who=user, what=what, detail=detail) for shop in shops)


class Change(models.Model):
    """One line of the history; without `who` it was the owner, who has no account."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, null=True, related_name="changes")
    shop = models.ForeignKey("clients.Shop", on_delete=models.CASCADE, null=True, related_name="changes")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    what = models.SlugField(max_length=40)
    detail = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[Change]] = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("history")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what
