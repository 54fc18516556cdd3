"""The cookie that keeps a browser's assessments; it is separate, so that signing out of the admin loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from clients.viewers import Guest, staff
from questions.models.access import Access
from questions.models.browser_keys import BROWSER_KEEPS

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from questions.models.assessment import Assessment

COOKIE = "assessments"  # the name on http, and on https before the cookie was bound to its host


def cookie_name() -> str:
    """Return today's name of the cookie; on https, no other host and no http page can set a cookie of that name."""
    return f"__Host-{COOKIE}" if settings.HTTPS else COOKIE


def token_of(request: HttpRequest) -> str:
    """Return the browser's token, from today's cookie or else from the old one; empty without either."""
    return request.COOKIES.get(cookie_name()) or request.COOKIES.get(COOKIE, "")


def viewer_of(request: HttpRequest) -> Guest:
    """Return the guest that the cookie names, with the signed-in member of staff, if any."""
    token = token_of(request)
    guest = Access.objects.guest(token, at=timezone.now())
    if guest.ages or (guest.shops | guest.lent and cookie_name() not in request.COOKIES):
        request.used_key = token  # type: ignore[attr-defined]  # for `keep_keys`
    user = staff(request.user)
    return replace(guest, user=user) if user else guest


def keep_keys(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Renew a key that was used, with at most one write a day, and move it to today's cookie."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        token = getattr(request, "used_key", "")
        if token and cookie_name() not in response.cookies:
            Access.objects.renew(token, at=timezone.now())
            remember(response, _own_name(request, token), moved_from=request)
        return response

    return middleware


def hold(request: HttpRequest, response: HttpResponseBase, assessment: Assessment, link: Access | None = None) -> None:
    """Let this browser see an assessment as its owner, or by a colleague's `link`; what it already holds stays."""
    token = _own_name(request, token_of(request))
    token = Access.objects.grant(assessment, at=timezone.now(), token=token, link=link)
    remember(response, token, moved_from=request)


def _own_name(request: HttpRequest, token: str) -> str:
    """Return the token to use: a new one if it came in the old cookie, which another site may have planted."""
    if token and cookie_name() not in request.COOKIES:
        return Access.objects.move(token, at=timezone.now())
    return token


def on_behalf(viewer: Guest, assessment: Assessment) -> User | None:
    """Return the colleague who makes a link for an owner; None in the owner's own browser."""
    return None if assessment.shop_id in viewer.shops else viewer.user


def forget(response: HttpResponseBase) -> None:
    for name in {cookie_name(), COOKIE}:
        response.delete_cookie(name, samesite="Lax")
        response.cookies[name]["secure"] = settings.HTTPS  # or the browser would keep a cookie bound to its host


def remember(response: HttpResponseBase, token: str, *, moved_from: HttpRequest | None = None) -> None:
    if not token:
        return
    response.set_cookie(
        cookie_name(),
        token,
        max_age=BROWSER_KEEPS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    if moved_from and settings.HTTPS and COOKIE in moved_from.COOKIES:
        response.delete_cookie(COOKIE, samesite="Lax")
