"""The cookie by which a browser keeps its assessments: its own, so that signing out of the admin loses nothing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from clients.viewers import Viewer
from questions.access import BROWSER_KEEPS, Access

COOKIE = "assessments"


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def viewer_of(request: HttpRequest) -> Viewer:
    """The signed-in member of staff, otherwise the guest whom the cookie names."""
    if request.user.is_authenticated and request.user.is_staff:
        return request.user
    return Access.objects.guest(token_of(request), at=timezone.now())


def forget(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def remember(response: HttpResponseBase, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=BROWSER_KEEPS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
