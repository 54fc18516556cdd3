"""A whole page that is made once for all that it depends on, with what is each visitor's own put in afterwards."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import timedelta
from secrets import token_hex
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from clients.models.firms import Firm
from clients.viewers import staff
from questions.recent import Recent

pages: Recent[tuple[str, ...]] = Recent(200, timedelta(minutes=10))
MARK = token_hex(16)  # nobody outside knows it, so nobody can type it
TOKEN = "csrf_token"  # noqa: S105 -- the name of a variable


def whole_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    depends: tuple[Hashable, ...],
    live: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Answer with a page; `depends` names all that it shows, besides the language and what is `live`.

    Each `live` value, and the form's token, stands where the template writes it as it is, and nowhere else. With a
    notice it is made anew, and what is about an assessment for a member of staff, to whom the page says so.
    """
    if get_messages(request) or ("assessment" in context and staff(request.user)):
        return render(request, template, {**context, **(live or {})})
    names = (TOKEN, *(live or ()))
    marks = {name: mark_safe(f"{MARK}{number}.") for number, name in enumerate(names)}  # noqa: S308 -- letters and digits

    def make() -> tuple[str, ...]:
        return tuple(render_to_string(template, {**context, **marks}, request).split(MARK))

    first, *rest = pages.get((template, get_language(), names, depends), make)
    values = [None, *(str(conditional_escape(each)) for each in (live or {}).values())]
    parts = [first]
    for each in rest:
        number, _, text = each.partition(".")
        value = values[int(number)]
        if value is None:
            value = values[0] = get_token(request)
        parts += (value, text)
    return HttpResponse("".join(parts))


def look_of(firm: Firm | None) -> tuple[str, ...]:
    """Return all that the head and the foot of a page show of a firm."""
    return (firm.name, firm.colour, firm.footer, firm.logo_sha256, firm.logo_kind) if firm else ()
