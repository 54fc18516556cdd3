"""Sign-in by the firm's provider: for people it brought before, and for those invited to an address it has verified."""

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
from requests import Response, Session

from clients.models.firms import Invitation, Over

SELF = "/.well-known/openid-configuration"
PATIENCE = 5  # seconds for each answer of the provider
LONGEST_NAME = 150  # characters of a name that somebody signs in with


class FromTheProvider(Session):
    """Asks the provider; what it says of itself must name the address that is set as its issuer."""

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> Response:
        return super().request(method, url, *args, **{"timeout": PATIENCE, **kwargs})

    def get(self, url: Any, params: Any = None, **kwargs: Any) -> Response:
        answer = super().get(url, params, **kwargs)
        if str(url).endswith(SELF) and answer.ok:
            issuer, wanted = str(answer.json().get("issuer")), settings.OIDC["OIDC_SERVER_URL"].removesuffix(SELF)
            if issuer.rstrip("/") != wanted.rstrip("/"):
                raise ValueError("the provider names another issuer than its address")
        return answer


class Invited(DefaultSocialAccountAdapter):
    def get_requests_session(self) -> Session:
        return FromTheProvider()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Return False: people who were invited have an account by now."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Make the account of somebody who was invited; refuse everybody else, and connect no existing account."""
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
    """Find an open invitation of the provider's firm to an address that the provider says is verified."""
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
    """Return the address as a username, with a number if the name is taken."""
    wanted = email[: LONGEST_NAME - 6]
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, 10**5)))
    return next(name for name in names if not User.objects.filter(username__iexact=name).exists())


def refusal(request: HttpRequest) -> Any:
    return render(request, "socialaccount/not_invited.html", status=HTTPStatus.FORBIDDEN)
