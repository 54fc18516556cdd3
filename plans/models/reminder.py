"""Mails about a plan that its owner asked for: a link now, reminders later; none holds an answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.fields import Email
from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop
from clients.tokens import named_token, token_hash
from clients.viewers import NOBODY, Viewer

AFTER = (30, 90)  # days after which an owner may be reminded
AT_ONCE = 0


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(shop__in=Shop.objects.visible_to(viewer))

    def of_token(self, token: str) -> Reminder | None:
        """Return what a mail's link is about."""
        return self.filter(token_hash=token_hash(token)).select_related("shop__firm").defer("shop__firm__logo").first()

    def waiting(self) -> Self:
        """Reminders that go out once their day has come: neither stopped nor sent, nor the shop withdrawn since."""
        here = Q(shop__withdrawn=None) | Q(shop__withdrawn__lt=F("asked"))
        return (
            self.filter(here, stopped=None, shop__mails_stopped=None, queued=None)
            .exclude(days=AT_ONCE)
            .order_by("due", "pk")
        )

    @transaction.atomic
    def ask(self, shop: Shop, days: Iterable[int], *, address: str, at: datetime) -> None:
        """Remind the owner after so many days, in place of what they asked for before."""
        shop.email = shop.own_email = address
        shop.mails_stopped = None  # who asks for reminders wants some
        shop.save(update_fields=["email", "own_email", "mails_stopped"])
        self.filter(shop=shop, queued=None, stopped=None).exclude(days=AT_ONCE).delete()
        for after in (wanted := sorted({*days})):
            self._make(shop, after, address=address, at=at)
        if wanted:
            Change.objects.write(Code.REMINDERS_ASKED, who=NOBODY, shop=shop, when=", ".join(map(str, wanted)))

    @transaction.atomic
    def mail_link(self, shop: Shop, *, address: str, at: datetime) -> None:
        """Mail the owner a link that leads back to the plan, at once."""
        shop.email = shop.own_email = address
        shop.save(update_fields=["email", "own_email"])
        row = self.filter(shop=shop, days=AT_ONCE, address=address).first()
        row = row or self._make(shop, AT_ONCE, address=address, at=at)
        Mail.objects.queue(Kind.PLAN, row.pk, at=at, shop=shop, address=address)

    def _make(self, shop: Shop, days: int, *, address: str, at: datetime) -> Reminder:
        row = self.create(shop=shop, days=days, address=address, asked=at, due=at + timedelta(days=days))
        row.token_hash = token_hash(row.token)
        row.save(update_fields=["token_hash"])
        return row

    def queue_due(self, *, at: datetime) -> int:
        """Queue the mails of which the day has come, each once, whichever worker does it; return how many."""
        due = self.waiting().filter(due__lte=at).select_related("shop") if settings.MAIL_ENABLED else []
        return sum(row.queue(at=at) for row in due)

    @transaction.atomic
    def stop(self, shop: Shop, *, at: datetime) -> int:
        """Send this shop's owner no reminder of any kind, unless they ask again; return how many were waiting."""
        stopped = self.filter(shop=shop, stopped=None).exclude(days=AT_ONCE).update(stopped=at)
        if shop.stop_mails(at=at) or stopped:
            Change.objects.write(Code.REMINDERS_STOPPED, who=NOBODY, shop=shop)
        return stopped

    @transaction.atomic
    def end(self, shop: Shop, *, at: datetime) -> int:
        """Stop what waits, for an owner who leaves the firm; what another firm may send is not their wish."""
        stopped = self.filter(shop=shop, stopped=None).exclude(days=AT_ONCE).update(stopped=at)
        if stopped:
            Change.objects.write(Code.REMINDERS_STOPPED, who=NOBODY, shop=shop)
        return stopped


class Reminder(models.Model):
    """A mail to `address`, `days` after it was asked for; its link is made when it is sent, and only a hash is kept."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="plan_reminders")
    days = models.PositiveSmallIntegerField()
    address = Email()
    asked = models.DateTimeField()
    due = models.DateTimeField(db_index=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    queued = models.DateTimeField(null=True, editable=False)
    stopped = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[models.Manager[Reminder]] = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder of a plan")
        verbose_name_plural = _("reminders of plans")

    def __str__(self) -> str:
        return f"{self.days} {self.shop_id}"

    @property
    def token(self) -> str:
        """What its mail's links hold: each try of the mail has the same."""
        return named_token(f"plan {self.pk} {self.asked.isoformat()}")

    @property
    def still_theirs(self) -> bool:
        """Whether it went to the address at which the owner is reached today."""
        return self.address.lower() == self.shop.own_email.lower()

    @property
    def over(self) -> bool:
        """Whether no mail may go out any more: it was stopped, the shop withdrew since, or its address is another."""
        withdrawn = self.shop.withdrawn
        left = withdrawn is not None and withdrawn >= self.asked and self.days != AT_ONCE
        stopped = self.stopped or (self.shop.mails_stopped if self.days != AT_ONCE else None)
        return stopped is not None or left or not self.still_theirs

    @transaction.atomic
    def queue(self, *, at: datetime) -> bool:
        """Queue its mail; False if another worker did, or it was stopped meanwhile."""
        if not Reminder.objects.waiting().filter(pk=self.pk).update(queued=at):
            return False
        Mail.objects.queue(Kind.REMINDER, self.pk, at=at, shop=self.shop, address=self.address)
        return True
