"""Whom a reminder may go to, and why not to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.models.acts import Act, Row
from clients.models.once import Once
from clients.models.shops import Shop
from desk.bulk import Done
from desk.portfolio import Portfolio
from desk.standing import REMINDABLE
from questions.models.assessment import Assessment
from questions.models.nudge import WAITS, Nudge
from questions.models.underway import State


@dataclass(frozen=True, slots=True)
class Chosen:
    """`ready` are the shops that a reminder would go to, `left` those it would not, each with the reason."""

    ready: Sequence[Any]
    left: Sequence[tuple[Any, str]]


def sorted_out(shops: Portfolio, *, at: datetime) -> Chosen:
    """Say of each of these shops, which have their latest attempts, whether its owner may be reminded."""
    lately = {*Nudge.objects.lately(at=at)}
    every = [(shop, _why_not(shop, lately)) for shop in shops.select_related("firm").defer("firm__logo")]
    left: list[tuple[Any, str]] = [(shop, why) for shop, why in every if why]
    left.sort(key=lambda each: each[0].state not in REMINDABLE)  # those who have something to do come first
    return Chosen([shop for shop, why in every if not why], left)


def _why_not(shop: Any, lately: set[int]) -> str:
    """Return why its owner is not reminded; empty if they are."""
    if shop.state not in REMINDABLE:
        return _("nothing to remind of: %(state)s") % {"state": State(shop.state).label}
    if not shop.email:
        return _("no email address")
    if shop.mails_stopped:
        return _("the owner wants no reminders")
    if shop.firm_id is None:
        return _("belongs to no firm")
    return _("reminded within a day") if shop.pk in lately else ""


@transaction.atomic
def remind(  # noqa: PLR0913 -- each is a fact about it
    shops: Sequence[Shop], *, subject: str, text: str, by: User, at: datetime, key: UUID
) -> Done:
    """Queue a reminder to each of these owners, once for the page's `key`; what calls them back is in the answer.

    Who was reminded since they were sorted out, by a colleague or on another page, is left alone.
    """
    if not Once.objects.claim(key):
        return Done(_("This page has done that already."))
    # Locked in one order, so that of two who press at once the second sees what the first has queued.
    list(Shop.objects.select_for_update().filter(pk__in=[shop.pk for shop in shops]).order_by("pk").values_list("pk"))
    lately = {*Nudge.objects.lately(at=at)}
    shops = [shop for shop in shops if shop.pk not in lately]
    if not shops:
        return Done(_("Nobody was reminded: all of them were reminded within a day."))
    attempts = Assessment.objects.filter(pk__in=[shop.current_id for shop in shops])  # type: ignore[attr-defined]  # Portfolio
    found = list(attempts.select_related("shop").defer("scorecard"))
    made = Nudge.objects.remind(found, subject=subject, text=text, by=by, at=at)
    rows: list[Row] = [[each.shop_id, each.firm_id, str(each.pk)] for each in made]
    said = ngettext(
        "%(n)d reminder goes out in %(minutes)d minutes. Until then you can call it back.",
        "%(n)d reminders go out in %(minutes)d minutes. Until then you can call them back.",
        len(rows),
    ) % {"n": len(rows), "minutes": WAITS.seconds // 60}
    return Done(said, Act.objects.record("remind", rows, who=by, at=at))
