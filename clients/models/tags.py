"""A firm's own words for some of its shops."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.core.text import same
from clients.fields import Folded, Found, Line
from clients.models.firms import READING, Firm
from clients.viewers import Viewer


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, viewer: Viewer) -> TagQuerySet:
        return self.filter(firm__in=Firm.objects.of_member(viewer, READING))

    def words(self) -> list[str]:
        """Each tag's name once, even if several firms have it."""
        found = self.order_by("folded", "pk").values_list("word", "name").distinct()
        return list(dict(found).values())


class Tag(Found):
    """A firm's own word for some of its shops; capitals do not make another tag."""

    firm = models.ForeignKey(Firm, verbose_name=_("firm"), on_delete=models.CASCADE, related_name="tags")
    name = Line(_("name"), max_length=40)
    folded = Folded(of=("name",))
    word = Folded(of=("name",), by=same)

    objects: ClassVar[models.Manager[Tag]] = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["folded", "pk"]
        constraints = [models.UniqueConstraint(fields=["firm", "word"], name="one_tag_per_word")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a name that another tag of the firm has; no form has the column by which they are the same."""
        others = Tag.objects.filter(firm=self.firm_id, word=same(self.name)).exclude(pk=self.pk)
        if self.name and others.exists():
            raise ValidationError({"name": _("There is a tag of this name already.")})
