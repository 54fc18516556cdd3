"""Invites owners: a shop, an assessment and a link for each of them, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from clients.models.firms import Firm
from clients.models.shops import Shop
from clients.owner_list import MOST_ROWS
from clients.tokens import named_token, token_hash
from questions.library import asked_today
from questions.models.access import Access
from questions.models.assessment import Assessment, pinned
from questions.owner_mail import link_to


@dataclass(frozen=True, slots=True)
class Invited:
    """`link` is empty if it goes by mail: that link is made when it is sent, and nobody here sees it."""

    access: Access
    link: str

    @property
    def shop(self) -> Shop:
        return self.access.assessment.shop


def invite(shops: Sequence[Shop], *, firm: Firm, by: User, key: UUID, at: datetime) -> list[Invited]:
    """Add these shops to the firm and invite their owners; a second call with the same page `key` invites nobody."""
    try:
        with transaction.atomic():
            for shop in shops:
                shop.firm = firm
            Shop.objects.bulk_create(shops)
            _begin(shops, by=by, key=key, at=at)
    except IntegrityError:  # the second click of a double click; the first did it
        pass
    return invited_by(key, by)


def invite_clients(shops: Sequence[Shop], *, by: User, key: UUID, at: datetime) -> list[Invited]:
    """Invite the owners of shops that the firm has just entered, none of which has an assessment yet."""
    with transaction.atomic():
        _begin(shops, by=by, key=key, at=at)
    return invited_by(key, by)


def _begin(shops: Sequence[Shop], *, by: User, key: UUID, at: datetime) -> None:
    asked = asked_today()
    begun = [Assessment(pk=uuid5(key, str(place)), shop=shop, **pinned(asked)) for place, shop in enumerate(shops)]
    Assessment.objects.bulk_create(begun)
    Access.objects.invite(begun, [_token(key, place) for place in range(len(begun))], by=by, at=at)


def invited_by(key: UUID, by: User) -> list[Invited]:
    """Return the invitations the page of this key made for `by`, in page order, with the links not used yet."""
    places = {uuid5(key, str(place)): place for place in range(MOST_ROWS)}
    found = Access.objects.invitations().filter(assessment__in=places, made_by=by)
    return [
        _invited(access, _token(key, places[access.assessment_id]))
        for access in sorted(found, key=lambda each: places[each.assessment_id])
    ]


def invite_again(access: Access, *, by: User, key: UUID, at: datetime) -> Invited:
    """Replace the invitation by one with a new link; raise Settled if it can't be repeated."""
    token = _token(key, access.pk)
    return _invited(access.invite_again(token, by=by, at=at), token)


def _token(key: UUID, place: int) -> str:
    """Make the same token for the same page key, as a double click needs; without the key nobody can make it."""
    return named_token(f"{Access.Kind.INVITE} {place} {key}")


def _invited(access: Access, token: str) -> Invited:
    shown = access.token_hash == token_hash(token) and not access.used and not access.revoked and not access.by_mail
    return Invited(access, link_to(token) if shown else "")
