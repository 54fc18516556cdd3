"""The kept record of a ticket export, next to an assessment: the owner's, or a consultant's until it is shown."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.models.firms import READING, Firm
from clients.models.history import Change, Code
from clients.models.prepared import Prepared
from clients.models.shops import Shop
from clients.viewers import NOBODY, Viewer, held, staff
from evidence.core.kept import Kept, Row
from evidence.keeping import compare_again, is_usable
from evidence.signals import tickets_changed
from questions.core.question import Answer as AnswerValue
from questions.models.assessment import Assessment


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, viewer: Viewer) -> RecordQuerySet:
        """Records of assessments `viewer` may see: an owner's and shown ones, and what their own firm kept for itself.

        What a firm's people kept is the firm's only as long as the shop is its client.
        """
        seen = self.filter(assessment__in=Assessment.objects.visible_to(viewer).values("pk"))
        if staff(viewer) is None:
            return seen.filter(shown=True)
        return seen.filter(models.Q(shown=True) | models.Q(firm=models.F("assessment__shop__firm")))

    def shown_of(self, assessment: Assessment) -> Record | None:
        """Return the record that stands in the owner's report, or None."""
        return next(iter(SHOWN(assessment.pk)), None)

    def to_take_away(self, shop: Shop, viewer: Viewer) -> RecordQuerySet:
        """The records to download with a shop: what is shown, and for a colleague what their firm kept too."""
        firms = Firm.objects.of_member(viewer, READING).filter(pk=shop.firm_id or 0)
        return self.filter(models.Q(shown=True) | models.Q(firm__in=firms), assessment__shop=shop)

    def for_page(self, assessment: Assessment, viewer: Viewer) -> Record | None:
        """Return the record to show this viewer: a firm's own unshown one before the owner's; None without any."""
        found = self.visible_to(viewer).filter(assessment=assessment).select_related("by")
        if assessment.shop_id in held(viewer):
            found = found.filter(shown=True)
        return found.order_by("shown").first()

    @transaction.atomic
    def keep(self, assessment: Assessment, kept: Kept, *, by: User | None, at: datetime) -> Record:
        """Keep this record in place of the earlier one of the owner, or with `by` of the consultant's firm."""
        shown = by is None
        Assessment.objects.select_for_update(of=["self"]).get(pk=assessment.pk)
        self.filter(assessment=assessment, shown=shown).delete()
        record = self.create(
            assessment=assessment,
            by=by,
            firm=assessment.shop.firm if by else None,
            shown=shown,
            at=at,
            differs=len(kept.differing),
            data=kept.as_json(),
        )
        Change.objects.write(Code.TICKETS_KEPT, who=by or NOBODY, shop=assessment.shop)
        if shown:
            tickets_changed.send(sender=Record, assessment=assessment)
        return record

    def carry(self, assessment: Assessment) -> None:
        """Put a record beside the correction of its answers, compared with these; its measures stay as they are."""
        for each in self.filter(assessment=assessment.corrects_id):
            kept = compare_again(each.kept, assessment.questionnaire, assessment.responses)
            each.pk, each.assessment = None, assessment
            each.data, each.differs = kept.as_json(), len(kept.differing)
            each.save(force_insert=True)

    def leave(self, shop: Shop, firm: Firm) -> None:
        """When a shop leaves a firm: what was shown to the owner becomes theirs, the rest is deleted."""
        mine = self.filter(assessment__shop=shop, firm=firm)
        mine.filter(shown=False).delete()
        mine.update(firm=None, by=None)


class Record(models.Model):
    """`data` is what `Kept.as_json` returned; `by` and `firm` are null for an owner's own.

    An unshown one is the firm's alone. `differs` counts the answers that the tickets differ from.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="ticket_records")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, null=True, related_name="+")
    shown = models.BooleanField(default=True)
    at = models.DateTimeField()
    differs = models.PositiveSmallIntegerField(default=0)
    data = models.JSONField()

    objects: ClassVar[models.Manager[Record]] = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of tickets")
        verbose_name_plural = _("records of tickets")
        constraints = [models.UniqueConstraint(fields=["assessment", "shown"], name="one_record_shown_and_one_not")]

    def __str__(self) -> str:
        return str(self.pk)

    @cached_property
    def kept(self) -> Kept:
        return Kept.from_json(self.data)

    def changeable_by(self, viewer: Viewer) -> bool:
        """Whether `viewer` may discard it: an owner what is shown to them, a colleague what their firm kept."""
        if not Assessment.objects.changeable_by(viewer).filter(pk=self.assessment_id).exists():
            return False
        shop = self.assessment.shop
        return self.shown if shop.pk in held(viewer) else self.firm_id is not None and self.firm_id == shop.firm_id

    def usable(self, measure: str) -> Row | None:
        """Return the row whose number the owner may take for an answer; None if the tickets suggest no single one."""
        rows = (each for each in self.kept.rows if each.measure == measure)
        return next((each for each in rows if is_usable(each, self.assessment.questionnaire)), None)

    @property
    def begun(self) -> Assessment | None:
        """The correction of its assessment that is not submitted yet, the latest if there are several."""
        return self.assessment.corrections.filter(submitted=None).order_by("-started", "pk").first()

    @transaction.atomic
    def use(self, measure: str, answer: AnswerValue, *, key: UUID, who: Viewer, at: datetime) -> Assessment:
        """Put the tickets' number into a correction and return it: the one that is open, else a new one with `key`.

        The owner still submits it. Raise ValueError for an answer that the question does not accept.
        """
        Assessment.objects.select_for_update(of=["self"]).get(pk=self.assessment_id)  # two clicks at once begin one
        found = self.begun or self.assessment.correct(key=key, at=at)
        taken = {"value": answer, "from_tickets": date.fromisoformat(self.kept.uploaded)}
        if not found.answers.filter(question=measure, **taken).exists():
            found.record({measure: answer}, at=at)
            found.answers.filter(question=measure).update(from_tickets=taken["from_tickets"])
            title = found.questionnaire.question[measure].text
            Change.objects.write(Code.TICKETS_USED, who=who, shop=found.shop, title=title)
        return found

    @transaction.atomic
    def show(self, *, by: Viewer) -> bool:
        """Show a consultant's record to the owner, in their report too; False if the owner has one of their own."""
        shown = Record.objects.filter(assessment=self.assessment, shown=True).exclude(pk=self.pk)
        if shown.filter(firm=None).exists():
            return False
        shown.delete()
        if Record.objects.filter(pk=self.pk, shown=False).update(shown=True):
            Change.objects.write(Code.TICKETS_SHOWN, who=by, shop=self.assessment.shop)
            tickets_changed.send(sender=Record, assessment=self.assessment)
        return True

    @transaction.atomic
    def discard(self, *, who: Viewer) -> None:
        """Delete it; a second call does nothing."""
        if Record.objects.filter(pk=self.pk).delete()[0]:
            Change.objects.write(Code.TICKETS_DISCARDED, who=who, shop=self.assessment.shop)
            if self.shown:
                tickets_changed.send(sender=Record, assessment=self.assessment)


SHOWN = Prepared(lambda assessment: Record.objects.filter(assessment=assessment, shown=True).order_by("pk")[:1])
