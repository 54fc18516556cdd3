"""A firm's look on the pages: its color as a style sheet, and its logo; the addresses name their content."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from clients.models.firms import Firm
from reports.core import shades

COLOUR = re.compile(r"[0-9a-f]{6}", re.ASCII)
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
TYPES = {"png": "image/png", "svg": "image/svg+xml"}
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # for a picture opened by itself
for_ever = cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)

STYLE = """{screen}:root {{
  --accent: {accent};
  --accent-dark: {accent_dark};
  --accent-tint: {tint};
  --fill: {fill};
  --fill-dark: {fill_dark};
  --on-fill: {on_fill};
  --fill-edge: {edge};
  --area: {fill};
  --on-area: {on_fill};
}}{end}
"""


@for_ever
@require_safe
def style(request: HttpRequest, colour: str) -> HttpResponse:
    """Return the site's colors with the firm's instead of ours: exact on areas, and where it is text, one to read."""
    if not COLOUR.fullmatch(colour):
        raise Http404
    css = _style(f"#{colour}", dark=False) + _style(f"#{colour}", dark=True)
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def _style(fill: str, *, dark: bool) -> str:
    accent = shades.dark_accent(fill) if dark else shades.accent(fill)
    on_fill = shades.text_on(fill)
    return STYLE.format(
        screen="@media screen and (prefers-color-scheme: dark) { " if dark else "",
        accent=accent,
        accent_dark=shades.mix(accent, "#ffffff" if dark else "#000000", 0.28),
        tint=shades.mix(shades.DARK_CARD if dark else shades.CARD, fill, 0.1),
        fill=fill,
        fill_dark=shades.mix(fill, "#000000" if on_fill == "#ffffff" else "#ffffff", 0.2),
        on_fill=on_fill,
        edge=shades.fill_edge(fill, dark=dark),
        end=" }" if dark else "",
    )


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
