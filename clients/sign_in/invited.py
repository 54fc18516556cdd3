"""Who comes by the firm's provider: whom it brought before, and who is invited to an address that it has verified."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from clients.models.firms import Invitation, Over

LONGEST_NAME = 150  # characters of a name that somebody signs in with


class Invited(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whoever was invited has an account when this is asked."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Make the account of who was invited; nobody else comes in, and no account is tied to another later."""
        if sociallogin.state.get("process", "login") != "login":
            raise ImmediateHttpResponse(refusal(request))
        if sociallogin.is_existing:
            return
        try:
            self._accept(request, sociallogin)
        except Over:
            raise ImmediateHttpResponse(refusal(request)) from None

    @transaction.atomic
    def _accept(self, request: HttpRequest, sociallogin: Any) -> None:
        invitation, now = invitation_for(sociallogin), timezone.now()
        if invitation is None:
            raise Over
        user = sociallogin.user
        user.username = free_name(invitation.email)
        user.set_unusable_password()
        invitation.accept(user, at=now)
        sociallogin.connect(request, user)


def invitation_for(sociallogin: Any) -> Invitation | None:
    """The open one, of the provider's firm, to an address of which the provider says that it has been verified."""
    verified = [each.email for each in sociallogin.email_addresses if each.verified and each.email]
    for email in verified:
        found = Invitation.objects.filter(
            firm__slug=settings.OIDC["OIDC_FIRM"],
            email__iexact=email,
            accepted=None,
            revoked=None,
            expires__gt=timezone.now(),
        )
        if first := found.select_related("firm").defer("firm__logo").first():
            return first
    return None


def free_name(email: str) -> str:
    """The address, or the address with a number where somebody is called that already."""
    wanted = email[: LONGEST_NAME - 6]
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, 10**5)))
    return next(name for name in names if not User.objects.filter(username__iexact=name).exists())


def refusal(request: HttpRequest) -> Any:
    return render(request, "socialaccount/not_invited.html", status=HTTPStatus.FORBIDDEN)
