"""Queries for keys that came from a colleague's link: they carry the firm's rights and end with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models.functions import Cast

from clients.models.allowance import MAILBOX, NOW, Allowance
from clients.models.firms import WORKING, Membership
from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail
from clients.models.shops import Shop, TwoOwners
from clients.tokens import token_hash
from clients.viewers import Viewer
from questions.models.invitations import InvitedQuerySet

LENT_FOR = timedelta(days=30)  # how long a colleague's link keeps the browser's key, unless it is ended sooner

M = TypeVar("M", bound=models.Model)


def _maker_works(firm: str) -> models.Exists:
    """Whether the maker of a key still works in the firm at this path of it."""
    works = Membership.objects.filter(
        firm=models.OuterRef(firm), user=models.OuterRef("made_by"), role__in=WORKING, user__is_active=True
    )
    return models.Exists(works)


class LendingQuerySet(InvitedQuerySet[M]):
    def live(self) -> Self:
        """Leave out keys of colleagues who lost the right behind them, or whose firm lost the shop."""
        stands = models.Q(_maker_works("firm"), assessment__shop__firm=models.F("firm"))
        return self.filter(models.Q(firm=None) | stands)

    def backed(self) -> Self:
        """Invitations whose link no colleague has seen, since it went out by mail, or whose maker still works there."""
        about = Cast(models.OuterRef("pk"), models.CharField())
        mailed = Mail.objects.filter(kind=Kind.INVITATION, about=about, to=None)
        return self.filter(_maker_works("assessment__shop__firm") | models.Exists(mailed))

    @transaction.atomic
    def mail_link(self, assessment: Any, *, at: datetime, email: str = "", by: User | None = None) -> bool:
        """Queue a mail with a link to continue, to the shop's address, which becomes `email` if that is given.

        A colleague's request is a mail of its own: it lends the firm's rights, and the owner's link goes only to the
        owner's own address, never to one that a colleague entered. False if there is no address, or it had as many
        mails as an hour allows.
        """
        kind = Kind.LENT if by else Kind.RESUME
        shop = assessment.shop
        if email:
            shop.email = email
            shop.own_email = shop.own_email if by else email
            shop.save(update_fields=["email", "own_email"])
        address = shop.email if by else shop.own_email
        if not address:
            return False
        if Mail.objects.lately(kind, assessment.pk, at=at):
            Mail.objects.hurry(kind, assessment.pk, at=at)
            return True
        if Allowance.objects.take(MAILBOX, {"mailbox": address.lower()}, at=at) > NOW:
            return False
        if by:
            Change.objects.write(Code.LINK_MAILED, who=by, shop=shop)
        Mail.objects.queue(kind, assessment.pk, at=at, shop=shop, by=by, address=address)
        return True

    def lent(self, shop: Shop, *, at: datetime) -> Self:
        """The keys that colleagues' links gave out and that still open a shop, with the unused links."""
        found = self.filter(assessment__shop=shop, revoked=None, expires__gt=at).exclude(firm=None).live()
        return found.exclude(kind="resume", used__isnull=False).select_related("made_by").order_by("pk")

    @transaction.atomic
    def end_lent(self, shop: Shop, *, at: datetime, who: Viewer | None = None) -> int:
        """Revoke every key that colleagues made to this shop; return how many. With `who`, add it to the history."""
        ended = self.filter(assessment__shop=shop, revoked=None).exclude(firm=None).update(revoked=at)
        if ended and who is not None:
            Change.objects.write(Code.KEYS_ENDED, who=who, shop=shop)
        return ended

    def bring_together(self, shop: Shop, other: Shop, *, at: datetime) -> None:
        """Before two entries become one: what colleagues' links lent ends, and no owner's key opens another's answers.

        Where each has an owner only the keys of a browser that holds both live on; without such a one raises TwoOwners.
        """
        own = self.filter(firm=None, revoked=None, used=None, expires__gt=at, kind__in=["browser", "resume"])
        entries = (shop, other)
        mine, theirs = ({*own.filter(assessment__shop=each).values_list("token_hash", flat=True)} for each in entries)
        if (mine or shop.own_email) and (theirs or other.own_email):
            if not mine & theirs:
                raise TwoOwners
            own.filter(assessment__shop__in=entries).exclude(token_hash__in=mine & theirs).update(revoked=at)
            Mail.objects.filter(shop__in=entries, kind=Kind.RESUME, state=Mail.State.QUEUED).update(
                state=Mail.State.DROPPED
            )
            if shop.own_email.lower() != other.own_email.lower():
                shop.own_email = other.own_email = ""  # nobody knows whose either is
        for each in entries:
            self.end_lent(each, at=at)

    def end_with(self, membership: Membership, *, at: datetime) -> None:
        """Revoke the keys that a colleague who goes made to the firm's shops, used or not; invitations stay."""
        made = self.filter(made_by=membership.user_id, assessment__shop__firm=membership.firm_id, revoked=None)
        made.exclude(kind="invite").filter(sent=None).update(revoked=at)
        made.exclude(firm=None).update(revoked=at)

    def cut_off(self, shop: Shop, *, at: datetime, keep: str) -> None:
        """Revoke every key to a shop but that of the browser whose token is `keep`."""
        others = self.filter(assessment__shop=shop, revoked=None).exclude(kind="browser", token_hash=token_hash(keep))
        others.update(revoked=at)
