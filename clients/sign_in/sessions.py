"""Sessions: they begin with an account that was just made, end when nothing is done, and count with a second factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from clients.sign_in import factors

Respond = Callable[[HttpRequest], HttpResponseBase]
ACCOUNT = "/account/"  # below it are the pages that show or set up a factor
SEEN, MOST_OFTEN = "seen", 60  # seconds between two notes of when somebody was seen


def begin(request: HttpRequest, user: User) -> None:
    """Sign in whoever has just made this account, password and all."""
    get_adapter(request).login(request, user)
    record_authentication(request, user, "password", reauthenticated=True)
    UserSession.objects.create_from_request(request, user=user)


def idle(respond: Respond) -> Respond:
    """Each session ends SESSION_COOKIE_AGE after somebody was last seen in it, which is stored once a minute."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if now - request.session.get(SEEN, 0) >= MOST_OFTEN:
                request.session[SEEN] = now
        return respond(request)

    return middleware


def second_factor(respond: Respond) -> Respond:
    """Without the second factor that is asked for, nobody is signed in but to set it up or to show it.

    At the desk they are led there; elsewhere they are a visitor like any other.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        desk, signed_in = reverse("admin:index"), settings.SESSION_COOKIE_NAME in request.COOKIES
        if signed_in and not request.path.startswith((ACCOUNT, reverse("admin:logout"))) and factors.lacking(request):
            if request.path.startswith((desk, "/join/")) and isinstance(request.user, User):
                back = request.get_full_path() if request.method in ("GET", "HEAD") else desk
                return HttpResponseRedirect(f"{factors.way(request.user)}?{urlencode({'next': back})}")
            request.user = AnonymousUser()
        return respond(request)

    return middleware
