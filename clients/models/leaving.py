"""A colleague who leaves a firm, or only reads from now on, hands over clients and what plans have under their name."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from clients.models.firms import Firm, Membership
from clients.models.history import Change, Code
from clients.models.shops import Shop
from clients.signals import leaving
from clients.viewers import Viewer, full_name


@transaction.atomic
def leave_to(membership: Membership, heir: User | None, *, who: Viewer) -> int:
    """Let the colleague leave the firm and `heir`, or nobody, take over; return how many clients. Raise LastOwner."""
    firm, user = membership.firm, membership.user
    shops = hand_over(firm, user, heir, who=who)
    membership.leave()
    return shops


@transaction.atomic
def step_back(membership: Membership, role: str, heir: User | None, *, who: Viewer) -> None:
    """Give a colleague a role in which they're in charge of nothing; `heir`, or nobody, takes over. Raise LastOwner."""
    hand_over(membership.firm, membership.user, heir, who=who)
    membership.give_role(role, by=who)


def hand_over(firm: Firm, user: User, heir: User | None, *, who: Viewer) -> int:
    """Put `heir`, or nobody, in charge of this colleague's clients in the firm; return how many."""
    changed = Shop.objects.filter(firm=firm, in_charge=user).put_in_charge(heir, who=who)
    if heir is not None:
        leaving.send(sender=Firm, firm=firm, user=user, heir=heir)
    if changed:
        words = {"name": full_name(user), "to": full_name(heir), "number": len(changed)}
        Change.objects.write(Code.CLIENTS_HANDED_OVER, who=who, firm=firm, **words)
    return len(changed)
