"""What browsers and search engines ask for at addresses of their own choice."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

PAPER = "#f8f5f0"  # as in tokens.css
# Where every address is somebody's own, or opens nothing without signing in.
PRIVATE = ("/a/", "/i/", "/o/", "/p/", "/plan/", "/r/", "/read/", "/join/", "/set-up/", "/admin/", "/account/")
for_a_day = cache_control(public=True, max_age=24 * 3600)


@for_a_day
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what is not for them."""
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in PRIVATE)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@for_a_day
@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Lead to the icon, for whoever does not read the page."""
    return redirect(static("site/favicon.ico"))


@for_a_day
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Let a phone put the site on its home screen; nothing is kept for when there is no connection."""
    icons = [
        {
            "src": static(f"site/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in (192, 512)
    ]
    found = {
        "name": _("Is it working?"),
        "short_name": _("Is it working?"),
        "description": _("A self-assessment for small computer repair shops. No account, no tracking."),
        "lang": settings.LANGUAGE_CODE,
        "id": "/",
        "start_url": reverse("questions:landing"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(found, content_type="application/manifest+json")
