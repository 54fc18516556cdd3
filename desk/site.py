"""The admin site: Django's own plus the desk's pages; outside admin/, whose modules need it to exist first."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from desk.frame import frame_of
from questions.views.errors import ASK_ANEW, to_send_again

MOST_DIGITS = 18  # fits the integers of every database
View = Callable[..., HttpResponseBase]
PAGES: list[tuple[str, View, str]] = []  # address below admin/, view, name


def page(address: str, name: str) -> Callable[[View], View]:
    """Put a view on the desk, for members of staff only; its address is reversed as `admin:<name>`.

    The view itself limits its rows, with `visible_to(request.user)`.
    """

    def register(view: View) -> View:
        PAGES.append((address, view, name))
        return view

    return register


class DeskSite(admin.AdminSite):
    site_title = site_header = _("Is it working?")
    index_title = _("Desk")
    # Django's catch-all page would read what was sent to an unknown address first.
    final_catch_all_view = False
    # The few models are on the first page, and lists need the width.
    enable_nav_sidebar = False

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        """Do as Django does, but lose nothing of what is sent by a page whose session has ended meanwhile."""
        guarded = super().admin_view(view, cacheable)

        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return self._signed_out(request) or guarded(request, *args, **kwargs)

        return update_wrapper(opened, guarded)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the bar that stands on every page, Django's own included."""
        found = super().each_context(request)
        return {**found, "frame": frame_of(request, found["available_apps"])}

    def _signed_out(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return the page that keeps what a signed-out browser sent; None if nothing would be lost by signing in."""
        if request.user.is_authenticated or request.headers.get("X-Part"):
            return None  # the page's own script keeps what it sent
        if "HX-Request" in request.headers:
            return HttpResponse(headers={ASK_ANEW: "true"})
        if request.method != "POST" or not (sent := to_send_again(request)):
            return None
        context = framed(request, title=_("You have been signed out"), sent=sent, sign_in=True)
        return render(request, "desk/error.html", context, status=HTTPStatus.FORBIDDEN)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]  # no page of its own
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]  # no page of its own
        return redirect("mfa_index")

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]  # it has no page of its own
        """Redirect to the desk, which has all the lists."""
        return redirect("admin:index")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Put ours first, and leave out Django's way from a row to its page on the site, which no row of ours has."""
        own = [path(address, self.admin_view(view), name=name) for address, view, name in PAGES]
        return [*own, *(each for each in super().get_urls() if getattr(each, "name", None) != "view_on_site")]


def refusing(page: HttpResponse) -> Any:
    """Return the page; if its form has errors, give it the summary and status 422."""
    form = page.context_data["form"] if isinstance(page, TemplateResponse) and page.context_data else None
    if form is not None and form.errors:
        page.context_data["refused"] = form  # type: ignore[attr-defined]  # a TemplateResponse
        page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return page


def row_id(sent: str) -> int:
    """Return a row's key from an address or a form; 0, which no row has, for anything that cannot be a key."""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= MOST_DIGITS else 0


def framed(request: HttpRequest, **context: Any) -> dict[str, Any]:
    """Return what every page of the desk needs, plus its own context: the admin's header, links and user."""
    return {**admin.site.each_context(request), **context}
