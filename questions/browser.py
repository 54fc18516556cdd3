"""The cookie by which a browser keeps its assessments: its own, so that signing out of the admin loses nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from clients.viewers import Guest, staff
from questions.models.access import BROWSER_KEEPS, Access

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from questions.models.assessment import Assessment

COOKIE = "assessments"


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def viewer_of(request: HttpRequest) -> Guest:
    """The guest whom the cookie names, together with the member of staff who is signed in."""
    guest = Access.objects.guest(token_of(request), at=timezone.now())
    user = staff(request.user)
    return replace(guest, user=user) if user else guest


def on_behalf(viewer: Guest, assessment: Assessment) -> User | None:
    """The colleague who makes a link for an owner; nobody in the owner's own browser."""
    return None if assessment.shop_id in viewer.shops else viewer.user


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
