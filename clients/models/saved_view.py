"""A list of clients under a name: its filters, search and order as an address, one's own or shared in a firm."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.core.text import same
from clients.fields import Folded, Found, Line
from clients.models.firms import MANAGING, READING, WORKING, Firm
from clients.viewers import Viewer, staff

MOST_VIEWS = 50  # that one person keeps for themselves, or a firm shares
LONGEST_QUERY = 2000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, viewer: Viewer) -> SavedViewQuerySet:
        """One's own, and those shared in the firms one works for."""
        user = staff(viewer)
        if user is None:
            return self.none()
        return self.filter(Q(firm=None, by=user) | Q(firm__in=Firm.objects.of_member(viewer, READING)))

    def changeable_by(self, viewer: Viewer) -> SavedViewQuerySet:
        """One's own, those one shared with a firm one still works for, and all of a firm that one manages."""
        user = staff(viewer)
        if user is None:
            return self.none()
        shared = Q(by=user, firm__in=Firm.objects.of_member(viewer, WORKING))
        return self.filter(Q(firm=None, by=user) | shared | Q(firm__in=Firm.objects.of_member(viewer, MANAGING)))

    def done_with(self) -> SavedViewQuerySet:
        """Those of accounts that are gone, which nobody sees; what they shared stays with their firm."""
        return self.filter(by=None, firm=None)


class SavedView(Found):
    """`query` is the list's address; `firm` is whom it is shared with, None for one's own."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, null=True, blank=True, related_name="saved_views")
    name = Line(_("name"), max_length=60)
    folded = Folded(of=("name",))
    word = Folded(of=("name",), by=same)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)

    objects: ClassVar[models.Manager[SavedView]] = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["folded", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["firm", "word"], name="one_view_per_word_of_firm"),
            models.UniqueConstraint(fields=["by", "word"], condition=Q(firm=None), name="one_own_view_per_word"),
        ]

    def __str__(self) -> str:
        return self.name

    def keep(self) -> None:
        """Save it; raise ValidationError if there is one of its name already, or if there are too many."""
        others = SavedView.objects.exclude(pk=self.pk)
        others = others.filter(firm=self.firm) if self.firm_id else others.filter(firm=None, by=self.by)
        if self._state.adding and others.count() >= MOST_VIEWS:
            raise ValidationError(_("These are %(most)d views already. Delete one first."), params={"most": MOST_VIEWS})
        taken = ValidationError(_("There is a view of this name already. Choose another name."))
        if others.filter(word=same(self.name)).exists():
            raise taken
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError:  # somebody else saved one of this name at the same moment
            raise taken from None
