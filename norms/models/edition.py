"""A published edition of the benchmark, which never changes; who was in it is kept to compare later ones with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.models.shops import Shop
from norms.core.telling import EVERYBODY, Group, Member, Members, Split, Told, publish, told_members
from questions.core.questionnaire import Questionnaire
from questions.models.assessment import pinned

MONTHS = 3


class Immutable(Exception):  # noqa: N818 -- a mistake of ours, if it is ever raised
    """An edition was published, and nothing of it changes."""


class EditionQuerySet(models.QuerySet["Edition"]):
    def update(self, **kwargs: Any) -> int:
        raise Immutable

    def of(self, questionnaire: Questionnaire) -> EditionQuerySet:
        """Editions of this version, the newest first."""
        return self.filter(**pinned(questionnaire)).order_by("-published", "-pk")

    def holding(self, shop: Shop) -> list[str]:
        """Return the editions that a shop is counted in, as quarters."""
        quarters = self.filter(inside__shop=shop).order_by("quarter").values_list("quarter", flat=True)
        return list(quarters.distinct())

    @transaction.atomic
    def publish(self, questionnaire: Questionnaire, members: Sequence[Member], *, at: datetime) -> Edition | None:
        """Publish this quarter's edition; None if it is out already, or if it could tell of a few shops."""
        quarter = quarter_of(at)
        if self.filter(quarter=quarter, **pinned(questionnaire)).exists():
            return None
        earlier = [edition.members() for edition in self.of(questionnaire).prefetch_related("inside")]
        told = publish(members, earlier)
        if not told:
            return None
        edition = self.create(quarter=quarter, published=at, data=as_data(told), **pinned(questionnaire))
        Inside.objects.bulk_create(
            Inside(edition=edition, split=split, group=name, shop_id=shop, answers=answers)
            for (split, name), inside in told_members(members, told).items()
            for shop, answers in inside
        )
        return edition


def as_data(told: Mapping[Group, Told]) -> list[dict[str, Any]]:
    """Return what an edition tells as its row keeps it."""
    return [
        {
            "split": split.value,
            "group": name,
            "number": each.number,
            "figures": {measure: [q.low, q.median, q.high] for measure, q in each.figures.items()},
        }
        for (split, name), each in told.items()
    ]


def quarter_of(at: datetime) -> str:
    """Return the quarter of a moment, such as 2026-Q4."""
    return f"{at.year}-Q{(at.month - 1) // MONTHS + 1}"


class Edition(models.Model):
    """`data` has for each group its number and, where there are enough, the quartiles of each measure."""

    slug = models.SlugField(editable=False)
    version = models.CharField(max_length=20, editable=False)
    quarter = models.CharField(max_length=7, editable=False)
    published = models.DateTimeField(editable=False)
    data = models.JSONField(editable=False)

    objects: ClassVar[models.Manager[Edition]] = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of the benchmark")
        verbose_name_plural = _("editions of the benchmark")
        constraints = [models.UniqueConstraint(fields=["slug", "version", "quarter"], name="one_edition_per_quarter")]

    def __str__(self) -> str:
        return f"{self.slug} {self.version} {self.quarter}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Immutable
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Immutable

    def members(self) -> dict[Group, Members]:
        """Return who was in each group; a shop that is deleted is in none."""
        found: dict[Group, set[tuple[int, str]]] = {EVERYBODY: set()}
        for row in self.inside.all():
            found.setdefault((Split(row.split), row.group), set()).add((row.shop_id, row.answers))
        return {group: frozenset(inside) for group, inside in found.items()}


class Inside(models.Model):
    """A shop in a group of an edition. It goes with the shop; then later editions wait for one change more."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="inside")
    split = models.CharField(max_length=5, choices=[(split.value, split.value) for split in Split])
    group = models.CharField(max_length=30, blank=True)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    answers = models.CharField(max_length=36)

    class Meta:
        verbose_name = _("shop in an edition")
        verbose_name_plural = _("shops in editions")

    def __str__(self) -> str:
        return str(self.pk)
