"""The shops whose owners answer; every other row is seen by resting on who may see its shop."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.viewers import Guest, Viewer


class ShopQuerySet(models.QuerySet["Shop"]):
    def visible_to(self, viewer: Viewer) -> ShopQuerySet:
        """Shops that `viewer` may see: staff all, a guest those of their own browser, anybody else none."""
        if isinstance(viewer, Guest):
            return self.filter(pk__in=viewer.shops)
        return self if viewer.is_active and viewer.is_staff else self.none()


class Shop(models.Model):
    """A repair shop; `example` names the persona an example shop was made from, empty for a real one."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    people = models.PositiveSmallIntegerField(_("people"), null=True, blank=True)
    example = models.SlugField(_("example"), blank=True, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[models.Manager[Shop]] = ShopQuerySet.as_manager()

    class Meta:
        verbose_name = _("shop")
        verbose_name_plural = _("shops")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["example"], condition=~models.Q(example=""), name="one_shop_per_example"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("A shop without a name"))
