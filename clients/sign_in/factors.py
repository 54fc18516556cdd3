"""Second factors: who needs one, whether this session has shown one, and when to ask for it again.

A session from before a firm asked for one has not shown it.
"""

from __future__ import annotations

from time import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.models.firms import Membership
from clients.viewers import staff

REMEMBERED = 3  # codes of a phone that are valid at the same time, and must not work twice
ASKED_THERE = "asked_by_provider"  # in a session: when the provider last asked who it is, in seconds, if it says so
WRONG_CODE = _("This code is not right, or it was used already. Wait for the next one.")


def needed(user: User) -> bool:
    """Whether the installation or a firm that `user` works in asks for a second factor."""
    return settings.SECOND_FACTOR or Membership.objects.filter(user=user, firm__second_factor=True).exists()


def shown(request: HttpRequest) -> bool:
    """Whether a passkey or a code was shown in this session."""
    user = request.user if isinstance(request.user, User) else None
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def lacking(request: HttpRequest) -> bool:
    """Whether the signed-in person must first show a second factor, or set one up."""
    user = staff(request.user)
    return user is not None and not shown(request) and needed(user)


def has_factors(user: User) -> bool:
    """Whether `user` has set up any."""
    return Authenticator.objects.filter(user=user).exists()


def way(user: User) -> str:
    """Return the address where a second factor is shown, or the first one is set up."""
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if Authenticator.Type.TOTP in kinds:
        return reverse("mfa_reauthenticate")
    return reverse("mfa_reauthenticate_webauthn" if Authenticator.Type.WEBAUTHN in kinds else "mfa_index")


def proven(request: HttpRequest) -> bool:
    """Whether the password or a key was shown within the last ACCOUNT_REAUTHENTICATION_TIMEOUT; owners have none."""
    return staff(request.user) is None or did_recently_reauthenticate(request) or came_just_now(request)


def ask_again(request: HttpRequest) -> None:
    """Ask for the password or a key once more, unless it was just shown.

    Raises ReauthenticationRequired, which keeps what was sent in the session until the person is back.
    """
    if not proven(request):
        raise ReauthenticationRequired


def came_just_now(request: HttpRequest) -> bool:
    """Whether the provider has just signed in somebody who has nothing else to show.

    By its own word of when it asked them, or, where it gives none, by when they came.
    """
    user = request.user if isinstance(request.user, User) else None
    if user is None or get_reauthentication_flows(user):
        return False
    least = time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    there = request.session.get(ASKED_THERE)
    came = [each["at"] for each in get_authentication_records(request, user) if each.get("method") == "socialaccount"]
    return any(min(at, at if there is None else there) > least for at in came)


def remember_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Count a factor that was just set up as shown, and the code that set it up as used."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    use_up(authenticator, request.POST.get("code", ""))


@transaction.atomic
def use_up(factor: Authenticator, code: str) -> None:
    """Mark a phone's code as used.

    Raises ValidationError if it was used just now. The last ones are in the factor's row, which is locked, because
    allauth keeps them in the cache, and each process has a cache of its own.
    """
    if factor.type != Authenticator.Type.TOTP:
        return  # a recovery code is struck out, a passkey has none
    row, plain = Authenticator.objects.select_for_update().get(pk=factor.pk), normalize_user_code(code)
    used = row.data.get("used", [])
    if plain in used:
        raise ValidationError(WRONG_CODE)
    row.data["used"] = [plain, *used][:REMEMBERED]
    row.save(update_fields=["data"])
