"""Mails to send and what became of them; a mail is composed when it is sent, so no row holds a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models.history import Change, Code
from clients.signals import mail_queued
from clients.viewers import NOBODY, full_name

# The wait after each failed try; after the last one the mail has failed.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240))
LEASE = timedelta(minutes=5)  # for sending one mail; after that its worker counts as dead
QUIET = timedelta(minutes=2)  # between two mails about the same thing


class Kind(models.TextChoices):
    COLLEAGUE = "colleague", _("invitation of a colleague")
    PASSWORD = "password", _("link to a new password")
    INVITATION = "invitation", _("invitation")
    RESUME = "resume", _("link to go on")
    LENT = "lent", _("link to go on, by a colleague")
    NUDGE = "nudge", _("reminder to answer")
    NOTES = "notes", _("notes to the owner")
    PLAN = "plan", _("link to the plan")
    REMINDER = "reminder", _("reminder of the plan")
    SUBMITTED = "submitted", _("news of the answers")
    PARTING = "parting", _("news of the firm")


class Reason(models.TextChoices):
    """Why a mail has not been sent."""

    UNREACHABLE = "unreachable", _("the mail server could not be reached")
    SIGN_IN = "sign-in", _("the mail server did not let this site sign in")
    ADDRESS = "address", _("the mail server refused the address")
    REFUSED = "refused", _("the mail server refused the mail")
    MANY = "many", _("this address has had as many mails as an hour allows; it goes out later")
    UNSURE = "unsure", _("this site was stopped while sending; it may have arrived")
    OTHER = "other", _("something went wrong here; this site's log says what")


def _firm_of(fields: dict[str, Any]) -> Any:
    """The firm a mail is sent for: the shop's firm at that time."""
    return fields["shop"].firm if fields.get("shop") else None


class MailQuerySet(models.QuerySet["Mail"]):
    def queue(self, kind: Kind, about: object, *, at: datetime, to: User | None = None, **fields: Any) -> None:
        """Queue a mail about this row, in the transaction that causes it.

        A second call sends it again, unless it is being sent or has just gone out.
        """
        values = {"next_try": at, "asked": at, "firm": _firm_of(fields), **fields}
        mail, made = self.get_or_create(kind=kind, about=str(about), to=to, defaults=values)
        if not made:
            just_now = Q(state=Mail.State.SENT, sent__gt=at - QUIET)
            free = self.filter(pk=mail.pk).exclude(Q(state=Mail.State.SENDING) | just_now)
            free.update(**{**AFRESH, **values})
        mail_queued.send(sender=Mail)

    def queue_if_enabled(self, kind: Kind, about: object, *, at: datetime, **fields: Any) -> bool:
        """Do as `queue`; return False and queue nothing if there is no mail server."""
        if settings.MAIL_ENABLED:
            self.queue(kind, about, at=at, **fields)
        return settings.MAIL_ENABLED

    def queue_once(self, kind: Kind, about: object, *, to: Iterable[User], at: datetime, **fields: Any) -> None:
        """Queue a mail to each of these people, unless one about this row was queued before."""
        if not self.filter(kind=kind, about=str(about)).exists():
            values = {"next_try": at, "asked": at, "firm": _firm_of(fields), **fields}
            rows = [Mail(kind=kind, about=str(about), to=user, **values) for user in to]
            if self.bulk_create(rows, ignore_conflicts=True):
                mail_queued.send(sender=Mail)

    def queue_each(self, kind: Kind, shops: Iterable[tuple[object, Any]], *, at: datetime, **fields: Any) -> None:
        """Queue a mail about each of these rows, given with its shop, unless one was queued before."""
        values = {"kind": kind, "next_try": at, "asked": at, **fields}
        rows = [Mail(about=str(about), shop=shop, firm_id=shop.firm_id, **values) for about, shop in shops]
        if self.bulk_create(rows, ignore_conflicts=True):
            mail_queued.send(sender=Mail)

    def about_client(self, shop: Any) -> MailQuerySet:
        """Mails about a shop for its present firm; what went out for an earlier firm stays with that firm."""
        return self.filter(shop=shop, firm=shop.firm_id)

    def lately(self, kind: Kind, about: object, *, at: datetime) -> bool:
        """Whether a mail about this row has just gone out or is on its way."""
        now = Q(state=Mail.State.SENT, sent__gt=at - QUIET) | Q(state__in=[Mail.State.QUEUED, Mail.State.SENDING])
        return self.filter(now, kind=kind, about=str(about)).exists()

    def hurry(self, kind: Kind, about: object, *, at: datetime) -> None:
        """Retry now instead of at the next try, because a user is waiting for the mail."""
        if self.filter(kind=kind, about=str(about), state=Mail.State.QUEUED, next_try__gt=at).update(next_try=at):
            mail_queued.send(sender=Mail)

    def unsent(self, kind: Kind, about: object) -> Mail | None:
        """The mail about this row if its last try failed; else None."""
        return self.filter(kind=kind, about=str(about)).exclude(reason="").first()

    def due(self, at: datetime) -> MailQuerySet:
        return self.filter(state=Mail.State.QUEUED, next_try__lte=at).order_by("next_try", "pk")

    def next_due(self) -> datetime | None:
        """When there is something to do next, a retry or a dead worker's mail; None if nothing waits."""
        waiting = self.filter(state=Mail.State.QUEUED).aggregate(first=models.Min("next_try"))["first"]
        taken = self.filter(state=Mail.State.SENDING).aggregate(first=models.Min("tried"))["first"]
        return min((each for each in (waiting, taken and taken + LEASE) if each), default=None)

    def done_with(self) -> MailQuerySet:
        """Mails about invitations of colleagues that have been removed; those about a shop go with it."""
        invitations = apps.get_model("clients", "Invitation").objects.annotate(key=Cast("pk", models.CharField()))
        there = invitations.filter(key=models.OuterRef("about"))
        return self.filter(~models.Exists(there), kind=Kind.COLLEAGUE)

    def release(self, *, at: datetime) -> None:
        """Take mails from dead workers: unsent ones are queued again, the others fail, since they may have arrived."""
        left = self.filter(state=Mail.State.SENDING, tried__lte=at - LEASE)
        left.filter(sent=None).update(state=Mail.State.QUEUED, next_try=at)
        left.exclude(sent=None).update(state=Mail.State.FAILED, reason=Reason.UNSURE, sent=None)


class Mail(models.Model):
    """A mail about the row with the key `about`, to the colleague `to`, or else `address`, or else the shop's address.

    `sent` is set before the mail server gets it, `confirmed` when the server has accepted it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("on its way")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("not needed any more")
        RECALLED = "recalled", _("called back")

    kind = models.CharField(max_length=10, choices=Kind)
    about = models.CharField(max_length=36)
    firm = models.ForeignKey("clients.Firm", on_delete=models.SET_NULL, null=True, related_name="mails")
    shop = models.ForeignKey("clients.Shop", on_delete=models.CASCADE, null=True, related_name="mails")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    address = models.EmailField(blank=True)  # that asked for it, even if the shop's address changes meanwhile
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    asked = models.DateTimeField(default=timezone.now)
    next_try = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    tried = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)
    confirmed = models.DateTimeField(null=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)

    objects: ClassVar[models.Manager[Mail]] = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.UniqueConstraint(fields=["kind", "about", "to"], name="one_mail_per_colleague"),
            # SQL counts two rows with `to` null as different.
            models.UniqueConstraint(fields=["kind", "about"], condition=models.Q(to=None), name="one_mail_per_row"),
        ]
        indexes = [models.Index(fields=["state", "next_try"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    @property
    def waits(self) -> bool:
        """Whether it is still going to be sent."""
        return self.state in (Mail.State.QUEUED, Mail.State.SENDING)

    @property
    def why(self) -> str:
        """Why the last try failed, in words; empty if it did not fail."""
        return str(self.get_reason_display()) if self.reason else ""

    def claim(self, *, at: datetime) -> bool:
        """Take it for sending; False if it is not due or another worker has it."""
        free = Mail.objects.due(at).filter(pk=self.pk)
        taken = free.update(state=Mail.State.SENDING, tried=at, tries=F("tries") + 1, sent=None, confirmed=None)
        self.refresh_from_db()
        return bool(taken)

    def hand_over(self, *, at: datetime) -> bool:
        """Set `sent` just before the mail server gets it; False if this try was taken for dead.

        A worker killed after this may have sent it.
        """
        return bool(self._mine().update(sent=at))

    def confirm(self, *, at: datetime) -> None:
        """Record that the mail server accepted it, in the history too for news and notes."""
        taken = self._mine().update(state=Mail.State.SENT, confirmed=at, reason="")
        if taken and self.shop and self.kind in HISTORY_CODES:
            who, to = self.by or NOBODY, full_name(self.to)
            Change.objects.write(HISTORY_CODES[self.kind], who=who, shop=self.shop, assessment=self.about, to=to)

    def postpone(self, reason: Reason, *, at: datetime, for_good: bool = False) -> None:
        """Record a failed try: retry after a pause, or fail if the tries are used up or it is `for_good`."""
        over = for_good or self.tries > len(PAUSES)
        state, pause = (Mail.State.FAILED, timedelta()) if over else (Mail.State.QUEUED, PAUSES[self.tries - 1])
        self._mine().update(state=state, next_try=at + pause, reason=reason, sent=None)

    def put_off(self, wait: timedelta, *, at: datetime) -> None:
        """Send it later, because its receiver has had as many as an hour allows; this was no try."""
        later = {"state": Mail.State.QUEUED, "next_try": at + wait, "reason": Reason.MANY}
        self._mine().update(**later, tries=F("tries") - 1, sent=None)

    def drop(self) -> None:
        """Mark it as no longer needed."""
        self._mine().update(state=Mail.State.DROPPED, reason="")

    def send_again(self, *, at: datetime) -> bool:
        """Queue a failed mail again from the start; False if it has not failed."""
        failed = Mail.objects.filter(pk=self.pk, state=Mail.State.FAILED)
        again = failed.update(**AFRESH, next_try=at, asked=at)
        if again:
            mail_queued.send(sender=Mail)
        return bool(again)

    def _mine(self) -> models.QuerySet[Mail]:
        """The row while this try owns it: a worker taken for dead changes nothing anymore."""
        return Mail.objects.filter(pk=self.pk, state=Mail.State.SENDING, tried=self.tried)


HISTORY_CODES: dict[str, Code] = {Kind.SUBMITTED: Code.MAILED_SUBMITTED, Kind.NOTES: Code.MAILED_NOTES}
AFRESH: dict[str, Any] = {
    "state": Mail.State.QUEUED,
    "tries": 0,
    "tried": None,
    "sent": None,
    "confirmed": None,
    "reason": "",
}
