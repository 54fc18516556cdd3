"""A firm's own steps: what its consultants propose again and again, in the firm's words, to put into clients' plans."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.fields import Folded, Line
from clients.models.firms import MANAGING, READING, Firm
from clients.models.history import Change, Code
from clients.models.shops import Shop
from clients.models.versioned import Stale, Versioned
from clients.viewers import Viewer, staff
from plans.models.item import LONGEST_WORDING

MOST_STEPS = 100  # that a firm keeps
LONGEST_LINE = 300  # characters of "first" and "done"
MOST_DAYS = 365


class TooManySteps(Exception):  # noqa: N818 -- a state, not an error
    """The firm keeps as many steps as fit."""


class FirmStepQuerySet(models.QuerySet["FirmStep"]):
    def visible_to(self, viewer: Viewer) -> FirmStepQuerySet:
        """Those of the firms one works for; a superuser needs a membership, too."""
        return self.filter(firm__in=Firm.objects.of_member(viewer, READING))

    def changeable_by(self, viewer: Viewer) -> FirmStepQuerySet:
        return self.filter(firm__in=Firm.objects.of_member(viewer, MANAGING))

    def of(self, shop: Shop, viewer: Viewer) -> FirmStepQuerySet:
        """Those of the shop's firm, if `viewer` works for it."""
        return self.visible_to(viewer).filter(firm=shop.firm_id)

    @transaction.atomic
    def keep(self, firm: Firm, values: Mapping[str, Any], *, key: UUID, by: Viewer) -> FirmStep:
        """Keep a step; the same page `key` again keeps none. Raise TooManySteps where no more fit."""
        Firm.objects.select_for_update().get(pk=firm.pk)  # of two at once the second counts the first's
        if found := self.filter(firm=firm, key=key).first():
            return found
        if self.filter(firm=firm).count() >= MOST_STEPS:
            raise TooManySteps
        made = self.create(firm=firm, key=key, version=1, changed_by=staff(by), **values)
        Change.objects.write(Code.STEP_KEPT, who=by, firm=firm, title=made.what)
        return made


class FirmStep(Versioned):
    """One step; `days` is how long it usually takes, `key` is of the page that kept it.

    An item made from it is a copy: neither a change nor removing it reaches any plan.
    """

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="steps")
    key = models.UUIDField(editable=False)
    what = Line(gettext_lazy("what to do"), max_length=LONGEST_WORDING)
    folded = Folded(of=("what",))
    first = Line(gettext_lazy("first 15 minutes"), max_length=LONGEST_LINE, blank=True)
    done = Line(gettext_lazy("done when"), max_length=LONGEST_LINE, blank=True)
    days = models.PositiveSmallIntegerField(gettext_lazy("days until it is due"), null=True, blank=True)

    objects: ClassVar[models.Manager[FirmStep]] = FirmStepQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("firm's own step")
        verbose_name_plural = gettext_lazy("firm's own steps")
        ordering = ["folded", "pk"]
        constraints = [models.UniqueConstraint(fields=["firm", "key"], name="one_firm_step_per_page")]

    def __str__(self) -> str:
        return self.what

    def filled_in(self, today: date) -> dict[str, Any]:
        """Return what a form for an item of a plan is filled in with."""
        lines = [_("First 15 minutes: %s") % self.first] if self.first else []
        lines += [_("Done when: %s") % self.done] if self.done else []
        due = None if self.days is None else today + timedelta(days=self.days)
        return {"wording": self.what, "due": due, "note": "\n".join(lines)}

    @transaction.atomic
    def change(self, values: Mapping[str, Any], *, version: int, by: Viewer) -> None:
        """Store these values; raise Stale if somebody changed or removed it since `version`."""
        row = FirmStep.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
        if row and all(getattr(row, name) == value for name, value in values.items()):
            return
        if row is None or row.version != version:
            raise Stale
        for name, value in values.items():
            setattr(row, name, value)
        row.version, row.changed_by = version + 1, staff(by)
        row.save()
        Change.objects.write(Code.STEP_CHANGED, who=by, firm=self.firm, title=row.what)

    @transaction.atomic
    def remove(self, *, by: Viewer) -> None:
        """Delete it; a second call does nothing."""
        if FirmStep.objects.filter(pk=self.pk).delete()[0]:
            Change.objects.write(Code.STEP_REMOVED, who=by, firm=self.firm, title=self.what)
