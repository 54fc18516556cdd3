"""Answers refused requests with the right status, and shows again what was sent where possible."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return 413 for too much data, 400 for a damaged request; neither has changed anything."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest) -> HttpResponse:
    """Django's own reads what was sent, which may be what cannot be read; this one does not, as the next."""
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest) -> HttpResponse:
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


@never_cache
@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """Return the current CSRF key, with its cookie, for a page that was open while a user signed in."""
    return HttpResponse(get_token(request), content_type="text/plain")


def no_key(request: HttpRequest) -> HttpResponse:
    """Answer a form without today's CSRF key with a new form that has the same data, to send once more."""
    return render(request, "403_csrf.html", {"sent": to_send_again(request)}, status=HTTPStatus.FORBIDDEN)


def to_send_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a form refused for its key alone; empty if another site sent it or it has a password.

    The browser names the site that a form is on, so another site cannot lead people here to press the button.
    """
    if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}" or request.FILES:
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    if any("password" in name for name, _value in fields):
        return []
    return [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
