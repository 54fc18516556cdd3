"""Who needs a second factor, and whether this session has shown one; a session from before has not."""

from __future__ import annotations

from time import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse

from clients.models.firms import Membership
from clients.viewers import staff


def needed(user: User) -> bool:
    """Whether the installation asks for one, or a firm in which `user` works."""
    return settings.SECOND_FACTOR or Membership.objects.filter(user=user, firm__second_factor=True).exists()


def shown(request: HttpRequest) -> bool:
    """Whether somebody has shown a second factor in this session: a passkey or a code."""
    user = request.user if isinstance(request.user, User) else None
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def lacking(request: HttpRequest) -> bool:
    """Whether who signed in may not be let in before a second factor is shown, or set up."""
    user = staff(request.user)
    return user is not None and not shown(request) and needed(user)


def way(user: User) -> str:
    """Where to show a second factor, or to set up the first one."""
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if Authenticator.Type.TOTP in kinds:
        return reverse("mfa_reauthenticate")
    return reverse("mfa_reauthenticate_webauthn" if Authenticator.Type.WEBAUTHN in kinds else "mfa_index")


def ask_again(request: HttpRequest) -> None:
    """Have whoever is at the browser show the password or a key once more, unless they just did.

    Raises what brings them there and afterwards back, with what they sent.
    """
    if staff(request.user) is not None and not (did_recently_reauthenticate(request) or came_just_now(request)):
        raise ReauthenticationRequired


def came_just_now(request: HttpRequest) -> bool:
    """Whether the provider has just signed in somebody who has nothing else to show."""
    user = request.user if isinstance(request.user, User) else None
    if user is None or get_reauthentication_flows(user):
        return False
    least = time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, user)
    return any(record.get("method") == "socialaccount" and record["at"] > least for record in records)


def remember_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Who has set up a factor has shown it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
