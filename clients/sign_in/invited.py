"""Sign-in by the firm's provider: for people it brought before, and for those invited to an address it has verified.

Nobody comes in without the provider's signature, and when it last asked who they are is kept in their session.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from requests import Response, Session

from clients.models.firms import Invitation, Over
from clients.sign_in.factors import ASKED_THERE

SIGNED_BY = {f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)} | {"EdDSA"}
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
        told = sociallogin.account.extra_data["id_token"].get("auth_time")
        request.session[ASKED_THERE] = told if isinstance(told, int | float) else None
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


def to_and_fro() -> tuple[Callable[..., HttpResponseBase], Callable[..., HttpResponseBase]]:
    """Return the view that leads to the provider and the one that people come back to; its apps have to be there."""
    from allauth.socialaccount.models import SocialApp  # noqa: PLC0415 -- only where a provider is set
    from allauth.socialaccount.providers.oauth2 import client, views  # noqa: PLC0415 -- the same
    from allauth.socialaccount.providers.openid_connect.views import (  # noqa: PLC0415 -- the same
        OpenIDConnectOAuth2Adapter,
    )

    class Signed(OpenIDConnectOAuth2Adapter):
        did_fetch_access_token = property(lambda self: False, lambda self, fetched: None)  # or no signature is checked

        def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
            """Ask who it is; raise OAuth2Error without a token that the provider has signed about the same person."""
            try:
                algorithm = jwt.get_unverified_header(kwargs["response"].get("id_token", "")).get("alg")
            except jwt.PyJWTError as error:
                raise client.OAuth2Error("no token says who it is") from error
            if algorithm not in SIGNED_BY:
                raise client.OAuth2Error("the token is not signed by a key of the provider's")
            login = super().complete_login(request, app, token, **kwargs)
            told = login.account.extra_data
            if told["userinfo"].get("sub") != told["id_token"].get("sub"):
                raise client.OAuth2Error("the token is about somebody else")
            return login

    def to(request: HttpRequest, provider_id: str) -> HttpResponseBase:
        """Lead there; who is signed in already goes to prove once more who they are."""
        asked: Any = request.GET.copy()
        again = f"max_age={settings.ACCOUNT_REAUTHENTICATION_TIMEOUT}"
        asked["auth_params"] = again if request.user.is_authenticated else ""
        request.GET = asked
        return through(views.OAuth2LoginView, request, provider_id)

    def fro(request: HttpRequest, provider_id: str) -> HttpResponseBase:
        return through(views.OAuth2CallbackView, request, provider_id)

    def through(view: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:
        try:
            answer: HttpResponseBase = view.adapter_view(Signed(request, provider_id))(request)
        except SocialApp.DoesNotExist:
            raise Http404 from None
        return answer

    return to, fro
