"""A firm ends its work with a client, hands it to another firm if the owner agrees, or erases what it wrote.

No answer, result or plan of the owner ever goes with it. The rows are what the owner reads about it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clients.fields import Line
from clients.models.firms import Firm
from clients.models.history import Change, Code
from clients.models.outbox import Kind, Mail
from clients.models.shops import OF_FIRM, Shop
from clients.tokens import new_token, token_hash, why_over
from clients.viewers import NOBODY, Viewer
from questions.models.access import Access
from questions.signals import erased, withdrawn

ANSWER_WITHIN = timedelta(days=30)


class Settled(Exception):  # noqa: N818 -- a state, not an error
    """Nothing was changed: the client is no longer the firm's, or the owner has answered."""


class PartingQuerySet(models.QuerySet["Parting"]):
    def told_to(self, shop: Shop) -> PartingQuerySet:
        """What the shop's owner reads, the latest first."""
        return self.filter(shop=shop).select_related("to", "by").defer("to__logo").order_by("-at", "-pk")

    def waiting(self, shop: Shop, *, at: datetime) -> PartingQuerySet:
        """The question that its owner has not answered yet, if it is still the firm's to ask."""
        open_ones = self.filter(shop=shop, what=Parting.What.HAND_OVER, answered=None, until__gt=at)
        return open_ones.filter(firm=shop.firm_id).exclude(firm=None).exclude(to=None)

    @transaction.atomic
    def end(self, shop: Shop, *, erases: bool, by: User, at: datetime) -> Parting:
        """The firm no longer sees the shop, which is its owner's alone; raise Settled."""
        firm = _locked(shop)
        made = self._make(Parting.What.END, shop, firm, erases=erases, by=by, at=at)
        made.leave(at=at)
        Change.objects.write(Code.ENDED, who=by, firm=firm, name=str(shop))
        made.tell(at=at)
        return made

    @transaction.atomic
    def erase(self, shop: Shop, *, by: User, at: datetime) -> Parting:
        """Erase what the firm wrote about the shop, which stays its client; raise Settled."""
        firm = _locked(shop)
        made = self._make(Parting.What.ERASE, shop, firm, erases=True, by=by, at=at)
        _erase(shop, firm)
        Change.objects.write(Code.ERASED, who=by, shop=shop)
        made.tell(at=at)
        return made

    @transaction.atomic
    def ask(self, shop: Shop, *, to: Firm, erases: bool, by: User, at: datetime) -> tuple[Parting, str]:
        """Ask the owner whether another firm may take over; return the question with its token. Raise Settled.

        A later question takes the place of an earlier one. Until the owner agrees, nothing moves.
        """
        firm = _locked(shop)
        self.waiting(shop, at=at).update(until=at)
        token = new_token()
        made = self._make(
            Parting.What.HAND_OVER, shop, firm, erases=erases, by=by, at=at, to=to, token_hash=token_hash(token)
        )
        Change.objects.write(Code.HAND_OVER_ASKED, who=by, shop=shop, name=to.name)
        return made, "" if made.tell(at=at) else token

    def _make(self, what: str, shop: Shop, firm: Firm, **fields: Any) -> Parting:
        until = fields["at"] + ANSWER_WITHIN
        return self.create(what=what, shop=shop, firm=firm, firm_name=firm.name, until=until, **fields)


def _locked(shop: Shop) -> Firm:
    """Lock the shop's row and return its firm; raise Settled if it has left that meanwhile."""
    if shop.firm is None or not Shop.objects.select_for_update().filter(pk=shop.pk, firm=shop.firm).exists():
        raise Settled
    return shop.firm


def _erase(shop: Shop, firm: Firm) -> None:
    erased.send(sender=Shop, shop=shop, firm=firm)
    Change.objects.write_over_texts(firm=firm, shop=shop)


class Parting(models.Model):
    """`firm` parts, or asks to; `answered` and `agreed` are the owner's answer to being handed over."""

    class What(models.TextChoices):
        END = "end", _("ended")
        ERASE = "erase", _("erased")
        HAND_OVER = "hand-over", _("to be handed over")

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="partings")
    what = models.CharField(max_length=10, choices=What)
    firm = models.ForeignKey(Firm, on_delete=models.SET_NULL, null=True, related_name="partings")
    firm_name = Line(max_length=120)  # what its owner reads, even if the firm is gone
    to = models.ForeignKey(Firm, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    erases = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    answered = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    objects: ClassVar[models.Manager[Parting]] = PartingQuerySet.as_manager()

    class Meta:
        verbose_name = _("parting of a firm and a client")
        verbose_name_plural = _("partings of firms and clients")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.firm_name}: {self.get_what_display()}"

    def over(self, at: datetime) -> str:
        """Return why it can't be answered any more: used, revoked or expired; empty while it can."""
        gone = self.at if self.firm_id is None or self.shop.firm_id != self.firm_id or self.to_id is None else None
        return why_over(used=self.answered, revoked=gone, expires=self.until, at=at)

    def leave(self, *, at: datetime) -> None:
        """Take the shop from the firm, with the links its colleagues made; call it in a transaction."""
        firm = self.firm
        Access.objects.end_lent(self.shop, at=at)
        Access.objects.filter(assessment__shop=self.shop, kind=Access.Kind.INVITE, used=None, revoked=None).update(
            revoked=at
        )
        leaves = {"firm": None, "joined": None, "archived": None, "withdrawn": at, **OF_FIRM, "contact": ""}
        Shop.objects.filter(pk=self.shop_id).update(**leaves)
        self.shop.refresh_from_db()
        self.shop.tags.clear()
        withdrawn.send(sender=Shop, shop=self.shop, firm=firm)
        if self.erases and firm:
            _erase(self.shop, firm)

    @transaction.atomic
    def answer(self, *, agreed: bool, at: datetime, who: Viewer = NOBODY) -> None:
        """Take the owner's answer; if they agree, the shop joins the other firm. Raise Settled."""
        if self.firm is None or self.to is None or _locked(self.shop) != self.firm:
            raise Settled
        open_one = Parting.objects.filter(pk=self.pk, answered=None, until__gt=at)
        if not open_one.update(answered=at, agreed=agreed):
            raise Settled
        self.answered, self.agreed = at, agreed
        code = Code.HAND_OVER_AGREED if agreed else Code.HAND_OVER_DECLINED
        Change.objects.write(code, who=who, firm=self.firm, name=str(self.shop), to=self.to.name)
        if agreed:
            self.leave(at=at)
            self.shop.join(self.to, at=at)
            Change.objects.write(Code.JOINED, who=who, shop=self.shop)

    def tell(self, *, at: datetime) -> bool:
        """Mail it to the owner; False if there is no mail server or no address."""
        if not (self.shop.own_email or self.shop.email):
            return False
        return Mail.objects.queue_if_enabled(Kind.PARTING, self.pk, at=at, firm=self.firm, shop=self.shop, by=self.by)
