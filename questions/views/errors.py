"""Answers refused requests with the right status, and shows again what was sent where possible."""

from __future__ import annotations

import errno
import sys
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from questions.limits import FILE, TooMany

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}  # a disk that takes nothing
RETRY_AFTER = 30  # seconds
ASK_ANEW = "HX-Refresh"  # a header that makes a page which looks again by itself load as a whole


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return 413 for too much data, 400 for another host or a damaged request; none has changed anything."""
    if isinstance(exception, DisallowedHost):
        context = {"site": settings.SITE_URL}
        return render(request, "400_host.html", context, status=HTTPStatus.BAD_REQUEST)
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest) -> HttpResponse:
    """Django's own reads what was sent, which may be what cannot be read; this one does not, as the next."""
    return no_more_looking(request, render(request, "403.html", status=HTTPStatus.FORBIDDEN))


def too_many(request: HttpRequest, many: TooMany) -> HttpResponse:
    """Return 429 with how long to wait, and what was sent in a form to send it then."""
    sent = [] if many.limit is FILE else to_send_again(request)
    page = render(request, "429.html", {"many": many, "sent": sent}, status=HTTPStatus.TOO_MANY_REQUESTS)
    page["Retry-After"] = str(many.seconds)
    return page


def not_found(request: HttpRequest) -> HttpResponse:
    return no_more_looking(request, render(request, "404.html", status=HTTPStatus.NOT_FOUND))


def no_more_looking(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Make a page that looks again by itself show the answer, because it would ask for ever."""
    if "HX-Request" in request.headers:
        response.headers[ASK_ANEW] = "true"
    return response


@never_cache
@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """Return the current CSRF key, with its cookie, for a page that was open while a user signed in."""
    return HttpResponse(get_token(request), content_type="text/plain; charset=utf-8")


def no_key(request: HttpRequest) -> HttpResponse:
    """Answer a form without today's CSRF key with a new form that has the same data, to send once more."""
    return render(request, "403_csrf.html", {"sent": to_send_again(request)}, status=HTTPStatus.FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours is 500; a database that is away or a disk that takes nothing is 503, with what was sent.

    Nothing here may need a database.
    """
    error = sys.exc_info()[1]
    if error is None or not is_away(error):
        return HttpResponseServerError(loader.get_template("500.html").render())
    error.away = True  # type: ignore[attr-defined]  # the log, which comes next, needs no traceback
    sent = to_send_again(request) if request.method == "POST" else []
    context = {"sent": sent, "wrote": request.method == "POST"}
    response = render(request, "503.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def is_away(error: BaseException) -> bool:
    """Whether it is no mistake in the program: it goes when the database, or room on the disk, is back."""
    if isinstance(error, OSError):
        return error.errno in FULL
    return isinstance(error, OperationalError | InterfaceError)


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
