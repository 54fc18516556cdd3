"""Queries for invitations: which is the latest, the state of each, and the mails that carry them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from clients.models.outbox import Kind, Mail
from questions.models.underway import state_of

# What became of an invitation's link; "made" is one that no mail has carried.
LINKS = {
    "made": _("not sent by mail"),
    "waiting": _("on its way"),
    "failed": _("mail failed"),
    "sent": _("sent"),
    "used": _("used"),
    "expired": _("expired"),
    "revoked": _("taken back"),
}


REMINDED = {"nudge_state": "state", "nudge_why": "reason", "nudge_at": "asked"}  # of the last reminder's mail
M = TypeVar("M", bound=models.Model)


class InvitedQuerySet(models.QuerySet[M]):
    def mail_invitations(self, made: Sequence[Any], *, at: datetime) -> None:
        """Queue a mail for each of these that goes by mail; a second call queues none."""
        to_send = [(each.pk, each.assessment.shop) for each in made if each.by_mail]
        Mail.objects.queue_each(Kind.INVITATION, to_send, at=at)

    def invitations(self) -> Self:
        """The latest invitation to each assessment, with its shop and who made it."""
        # By the newest key, not by "none is newer": without statistics, as after a long list was pasted into a new
        # database, PostgreSQL would compare every row with every row for that, again and again.
        rows = self.model._default_manager.filter(kind="invite", assessment=models.OuterRef("assessment"))
        found = self.filter(pk=models.Subquery(rows.order_by("-pk").values("pk")[:1]), kind="invite")
        found = found.select_related("assessment__shop__firm", "made_by")
        return found.defer("assessment__shop__firm__logo", "assessment__scorecard")

    def with_state(self, *, at: datetime) -> models.QuerySet[Any]:
        """Annotate invitations with the `state` of their attempt, `link`, one of LINKS, and `why` no mail went out."""
        mails = Mail.objects.filter(
            kind=Kind.INVITATION, about=Cast(models.OuterRef("pk"), models.CharField()), to=None
        )
        nudges = Mail.objects.filter(kind=Kind.NUDGE, shop=models.OuterRef("assessment__shop")).order_by(
            "-asked", "-pk"
        )
        reminded = {name: models.Subquery(nudges.values(of)[:1]) for name, of in REMINDED.items()}
        return self.annotate(**reminded, mail_state=models.Subquery(mails.values("state")[:1])).annotate(
            why=models.Subquery(mails.values("reason")[:1]),
            state=state_of(at=at, attempt="assessment__", key="assessment_id"),
            link=models.Case(
                models.When(used__isnull=False, then=models.Value("used")),
                models.When(revoked__isnull=False, then=models.Value("revoked")),
                models.When(expires__lte=at, then=models.Value("expired")),
                models.When(sent__isnull=False, then=models.Value("sent")),
                models.When(mail_state=Mail.State.FAILED, then=models.Value("failed")),
                models.When(mail_state__in=[Mail.State.QUEUED, Mail.State.SENDING], then=models.Value("waiting")),
                default=models.Value("made"),
                output_field=models.CharField(),
            ),
        )
