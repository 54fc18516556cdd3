"""Reminders to answer that a colleague mails to owners: each waits ten minutes, and can be called back until then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.fields import Email, Line, Text
from clients.models.firms import WORKING, Firm
from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from clients.tokens import named_token, token_hash
from clients.viewers import NOBODY, Viewer
from questions.models.assessment import Assessment

WAITS = timedelta(minutes=10)  # before its mail goes out; as long as an act on many shops can be undone
APART = timedelta(days=1)  # between two reminders of one shop
WITHIN = timedelta(days=30)  # how long its link leads back
LONGEST = 2000  # characters


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def of_token(self, token: str) -> Nudge | None:
        """Return what a mail's link is about."""
        found = self.filter(token_hash=token_hash(token)).select_related("assessment__shop__firm", "by")
        return found.defer("assessment__shop__firm__logo", "assessment__scorecard").first()

    def lately(self, *, at: datetime) -> models.QuerySet[Nudge, int]:
        """The keys of shops reminded within a day."""
        return self.filter(at__gt=at - APART, recalled=None).values_list("shop", flat=True)

    @transaction.atomic
    def remind(self, attempts: Sequence[Assessment], *, subject: str, text: str, by: User, at: datetime) -> list[Nudge]:
        """Queue a reminder of each of these attempts, to its shop's address, for when the ten minutes are over."""
        made = [
            Nudge(
                assessment=each,
                shop=each.shop,
                firm_id=each.shop.firm_id,
                by=by,
                address=each.shop.email,
                subject=subject,
                text=text,
                at=at,
            )
            for each in attempts
        ]
        for each in made:
            each.token_hash = token_hash(each.token)
        self.bulk_create(made)
        about = [(each.pk, each.shop) for each in made]
        Mail.objects.queue_each(Kind.NUDGE, about, at=at, next_try=at + WAITS, by=by)
        Change.objects.write_each(Code.REMINDED, who=by, shops=[each.shop for each in made])
        return made

    @transaction.atomic
    def call_back(self, keys: Iterable[UUID], *, who: Viewer, at: datetime) -> list[Nudge]:
        """Call back those of these that have not gone out yet, and return them."""
        about = [str(key) for key in keys]
        waiting = Mail.objects.filter(kind=Kind.NUDGE, about__in=about, state=Mail.State.QUEUED, tries=0)
        waiting.update(state=Mail.State.RECALLED, reason="")
        back = Mail.objects.filter(kind=Kind.NUDGE, about__in=about, state=Mail.State.RECALLED)
        those = [UUID(each) for each in back.values_list("about", flat=True)]
        found = list(self.filter(pk__in=those, recalled=None).select_related("shop"))
        self.filter(pk__in=[each.pk for each in found]).update(recalled=at)
        Change.objects.write_each(Code.UNDONE, who=who, shops=[each.shop for each in found], of=Code.REMINDED.value)
        return found


class Nudge(models.Model):
    """`firm` and `address` are those of the shop at that time: it goes to nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="nudges")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="nudges")
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    address = Email()
    subject = Line(_("subject"), max_length=120)
    text = Text(_("text"), max_length=LONGEST)
    at = models.DateTimeField(db_index=True)
    recalled = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, db_index=True)

    objects: ClassVar[models.Manager[Nudge]] = NudgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder to answer")
        verbose_name_plural = _("reminders to answer")
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def token(self) -> str:
        """What its mail's links hold: each try of the mail has the same."""
        return named_token(f"nudge {self.pk}")

    def over(self, *, at: datetime) -> bool:
        """Whether it leads nowhere any more: submitted, stopped being the firm's, another address, or too old."""
        shop = self.assessment.shop
        theirs = self.firm_id == shop.firm_id and self.address.lower() == shop.email.lower()
        works = self.by and Firm.objects.of_member(self.by, WORKING).filter(pk=self.firm_id or 0).exists()
        fresh = self.recalled is None and at < self.at + WITHIN and self.assessment.submitted is None
        return not (theirs and works and fresh)

    @transaction.atomic
    def stop(self, *, at: datetime) -> None:
        """Send this shop's owner no reminder any more, of whichever kind; a second press changes nothing."""
        if self.assessment.shop.stop_mails(at=at):
            Change.objects.write(Code.REMINDERS_STOPPED, who=NOBODY, shop=self.assessment.shop)
