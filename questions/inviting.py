"""Inviting owners: a shop, an assessment and a link for each of them, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from clients.models.firms import Firm
from clients.models.history import Change
from clients.models.shops import Shop
from clients.owner_list import MOST_ROWS
from clients.tokens import named_token, token_hash
from questions.library import asked_today
from questions.models.access import INVITE_WITHIN, Access
from questions.models.assessment import Assessment, pinned
from questions.owner_mail import link_to
from questions.tasks import send_invitations


@dataclass(frozen=True, slots=True)
class Invited:
    """`link` is empty where it goes by mail: that one is made when it is sent, and nobody here sees it."""

    access: Access
    link: str

    @property
    def shop(self) -> Shop:
        return self.access.assessment.shop


class Settled(Exception):  # noqa: N818 -- a state, not a fault
    """The owner has accepted, or there is a newer invitation: nothing to do about this one."""


def invite(shops: Sequence[Shop], *, firm: Firm, by: User, key: UUID, at: datetime) -> list[Invited]:
    """Add these shops to the firm and invite their owners; `key` names the page, and the same twice invites once."""
    asked = asked_today()
    try:
        with transaction.atomic():
            for shop in shops:
                shop.firm = firm
            Shop.objects.bulk_create(shops)
            begun = [
                Assessment(pk=uuid5(key, str(place)), shop=shop, **pinned(asked)) for place, shop in enumerate(shops)
            ]
            Assessment.objects.bulk_create(begun)
            accesses = Access.objects.bulk_create(
                _access(each, _token(key, place), by=by, at=at) for place, each in enumerate(begun)
            )
            Change.objects.bulk_create(Change(firm=firm, shop=shop, who=by, what="invited") for shop in shops)
            _mail(accesses)
    except IntegrityError:  # the second click of a double click; the first has done it
        pass
    return invited_by(key, by)


def invited_by(key: UUID, by: User) -> list[Invited]:
    """What the page of this key has made for `by`, in its order, with the links that nobody has used yet."""
    places = {uuid5(key, str(place)): place for place in range(MOST_ROWS)}
    found = Access.objects.invitations().filter(assessment__in=places, made_by=by)
    return [
        _invited(access, _token(key, places[access.assessment_id]))
        for access in sorted(found, key=lambda each: places[each.assessment_id])
    ]


def invite_again(access: Access, *, by: User, key: UUID, at: datetime) -> Invited:
    """Invite with a new link, which takes the old one's place; raise Settled where there is nothing to repeat."""
    token = _token(key, access.pk)
    with transaction.atomic():
        assessment = (
            Assessment.objects.select_for_update(of=["self"]).select_related("shop").get(pk=access.assessment_id)
        )
        latest = assessment.accesses.filter(kind=Access.Kind.INVITE).latest("pk")
        if latest.token_hash == token_hash(token):  # the second click of a double click
            return _invited(latest, token)
        if latest.pk != access.pk or latest.used or assessment.submitted:
            raise Settled
        Access.objects.filter(pk=latest.pk, revoked=None).update(revoked=at)
        new = _access(assessment, token, by=by, at=at)
        new.save()
        Change.objects.write("invited-again", who=by, shop=assessment.shop)
        _mail([new])
    return _invited(new, token)


def revoke(access: Access, *, by: User, at: datetime) -> None:
    """Let the link open nothing any more; raise Settled where the owner has accepted."""
    with transaction.atomic():
        if Access.objects.filter(pk=access.pk, used=None, revoked=None).update(revoked=at):
            Change.objects.write("invitation-revoked", who=by, shop=access.assessment.shop)
        elif Access.objects.filter(pk=access.pk, used__isnull=False).exists():
            raise Settled


def _token(key: UUID, place: int) -> str:
    """The page's key makes the same token again for a double click, and nobody who has not got that key can."""
    return named_token(f"{Access.Kind.INVITE} {place} {key}")


def _access(assessment: Assessment, token: str, *, by: User, at: datetime) -> Access:
    return Access(
        token_hash=token_hash(token),
        assessment=assessment,
        kind=Access.Kind.INVITE,
        expires=at + INVITE_WITHIN,
        made_by=by,
    )


def _invited(access: Access, token: str) -> Invited:
    shown = access.token_hash == token_hash(token) and not access.used and not access.revoked and not by_mail(access)
    return Invited(access, link_to(token) if shown else "")


def by_mail(access: Access) -> bool:
    return settings.MAIL_ENABLED and bool(access.assessment.shop.email)


def _mail(accesses: Sequence[Access]) -> None:
    """In the same transaction: the worker's list of tasks is in the database too."""
    if to_send := [access.pk for access in accesses if by_mail(access)]:
        send_invitations.enqueue(to_send)
