"""Error pages: at the desk in its own words and look, elsewhere in the site's."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.owner_list import MOST_ROWS
from clients.security.log import tell
from clients.viewers import staff
from desk.site import framed
from questions.limits import FILE, TooMany
from questions.views import errors
from reports.models.review import LONGEST_NOTE


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not _at_the_desk(request):
        return errors.bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        said = _(
            "Nothing was saved, and everything saved before is still there. Go back and send less: a note holds "
            "%(longest)s characters, a list %(rows)s rows and 512 KB."
        ) % {"longest": LONGEST_NOTE, "rows": MOST_ROWS}
        return _page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("That was too much at once"), said)
    said = _("What was sent was damaged on its way, and nothing was saved. Go back and send it once more.")
    return _page(request, HTTPStatus.BAD_REQUEST, _("This could not be read"), said)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if isinstance(exception, TooMany):
        tell("too-many", kind=exception.limit.name)
        return _too_many(request, exception)
    if not _at_the_desk(request):
        return errors.forbidden(request)
    said = _("Your role doesn't include this. Nothing has been changed. An owner of your firm can give you another.")
    return _page(request, HTTPStatus.FORBIDDEN, _("This is not open to you"), said)


def _too_many(request: HttpRequest, many: TooMany) -> HttpResponse:
    if not _at_the_desk(request):
        return errors.too_many(request, many)
    said = ngettext(
        "%(why)s Nothing was done with what you sent. You can send it again in %(n)s minute.",
        "%(why)s Nothing was done with what you sent. You can send it again in %(n)s minutes.",
        many.minutes,
    ) % {"why": many.why, "n": many.minutes}
    sent = [] if many.limit is FILE else errors.to_send_again(request)
    page = _page(request, HTTPStatus.TOO_MANY_REQUESTS, _("Please wait a little"), said, sent=sent)
    page["Retry-After"] = str(many.seconds)
    return page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if not _at_the_desk(request):
        return errors.not_found(request)
    said = _("The address may be mistyped, or what was here has been deleted or isn't your firm's.")
    return _page(request, HTTPStatus.NOT_FOUND, _("There is nothing here"), said)


def no_key(request: HttpRequest, reason: str = "") -> HttpResponse:
    if not _at_the_desk(request):
        return errors.no_key(request)
    said = _("Someone has signed in or out in this browser since the page was opened. Nothing was saved yet.")
    sent = errors.to_send_again(request)
    return _page(request, HTTPStatus.FORBIDDEN, _("Please send it once more"), said, sent=sent)


def _at_the_desk(request: HttpRequest) -> bool:
    """Whether a member of staff asked for a page of the desk; false if the user is not known yet."""
    known = hasattr(request, "user") and staff(request.user) is not None
    return known and request.path.startswith(reverse("admin:index"))


def _page(
    request: HttpRequest, status: HTTPStatus, title: str, said: str, sent: list[tuple[str, str]] | None = None
) -> HttpResponse:
    context = framed(request, title=title, said=said, sent=sent)
    return errors.no_more_looking(request, render(request, "desk/error.html", context, status=status))
