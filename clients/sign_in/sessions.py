"""Sessions: one starts with a new account, ends when idle, and counts only with the second factor that is asked for."""

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

from clients.models.history import Change, Code
from clients.sign_in import factors

Respond = Callable[[HttpRequest], HttpResponseBase]
ACCOUNT = "/account/"  # pages to set up a factor
# Pages to show one, and those that need no sign-in. Not the password once more: it goes on with what was asked before.
WAYS_IN = ("login/", "again/code/", "again/passkey/", "provider/", "password/forgotten/", "password/new/", "inactive/")
SHOWING = tuple(ACCOUNT + way for way in WAYS_IN)
SEEN, MOST_OFTEN = "seen", 60  # seconds between two notes of when somebody was seen


def begin(request: HttpRequest, user: User) -> None:
    """Sign in the person who has just made this account and its password."""
    get_adapter(request).login(request, user)
    record_authentication(request, user, "password", reauthenticated=True)
    UserSession.objects.create_from_request(request, user=user)


def end(user: User, pk: str) -> bool:
    """Sign out one of this person's browsers; False if it is none of theirs, or was signed out before."""
    found = UserSession.objects.filter(user=user, pk=int(pk)).first() if pk.isascii() and pk.isdecimal() else None
    if found is None:
        return False
    found.end()
    Change.objects.write_in_firms_of(user, Code.SESSION_ENDED, who=user)
    return True


def renew_key(request: HttpRequest) -> None:
    """Give this session another key; the one before opens nothing any more."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def idle(respond: Respond) -> Respond:
    """End each session SESSION_COOKIE_AGE after its last request; the time is stored once a minute."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if now - request.session.get(SEEN, 0) >= MOST_OFTEN:
                request.session[SEEN] = now
        return respond(request)

    return middleware


def second_factor(respond: Respond) -> Respond:
    """Sign in nobody without the second factor that is asked for, except to show it or to set up the first one.

    Desk pages redirect there; elsewhere the person is a visitor. Nobody changes factors before showing one.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return respond(request)
        desk = reverse("admin:index")
        if not request.path.startswith((*SHOWING, reverse("admin:logout"))) and factors.lacking(request):
            user = request.user
            assert isinstance(user, User)  # noqa: S101 -- for the types: nobody else can lack one
            if request.path.startswith(ACCOUNT) and not factors.has_factors(user):
                return respond(request)
            if request.path.startswith((desk, ACCOUNT, "/join/")):
                back = request.get_full_path() if request.method in ("GET", "HEAD") else desk
                return HttpResponseRedirect(f"{factors.way(user)}?{urlencode({'next': back})}")
            request.user = AnonymousUser()
        return respond(request)

    return middleware
