"""A firm's look on the pages: its color as a style sheet, and its logo; the addresses name their content."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from clients.models.firms import Firm
from reports.core.brand import Brand

COLOUR = re.compile(r"[0-9a-f]{6}", re.ASCII)
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
TYPES = {"png": "image/png", "svg": "image/svg+xml"}
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # for a picture opened by itself
for_ever = cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)

STYLE = """:root, [data-bs-theme="light"] {{
  --brand: {accent};
  --brand-dark: {dark};
  --brand-pale: {tint};
  --bs-link-color-rgb: {accent_rgb};
  --bs-link-hover-color-rgb: {dark_rgb};
}}
"""


@for_ever
@require_safe
def style(request: HttpRequest, colour: str) -> HttpResponse:
    """Return the site's colors with the firm's instead of ours, dark enough to read."""
    if not COLOUR.fullmatch(colour):
        raise Http404
    brand = Brand(colour=f"#{colour}")
    css = STYLE.format(
        accent=brand.accent, dark=brand.dark, tint=brand.tint, accent_rgb=_rgb(brand.accent), dark_rgb=_rgb(brand.dark)
    )
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def _rgb(colour: str) -> str:
    return ", ".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


@for_ever
@require_safe
def logo(request: HttpRequest, sha256: str, kind: str) -> HttpResponse:
    """Return a firm's logo, which is on every page of its clients; opened by itself, it runs no script."""
    # Two firms may have the same logo.
    found = Firm.objects.filter(logo_sha256=sha256, logo_kind=kind).first() if SHA256.fullmatch(sha256) else None
    if found is None:
        raise Http404
    headers = {"Content-Security-Policy": ALONE}
    return HttpResponse(bytes(found.logo), content_type=TYPES[found.logo_kind], headers=headers)
