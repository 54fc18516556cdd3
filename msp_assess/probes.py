"""Answers health checks from this machine before any other middleware, with any Host header and without TLS.

What programs ask is refused without TLS: redirected, they would go on sending their key in plain, unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve

PATHS = ("/health/live", "/health/ready")
OF_PROGRAMS = re.compile(r"/health/\w+|/metrics|/plan/[^/]+\.ics")


def probes(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer checks from the loopback address only; from anywhere else they are ordinary pages."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info in PATHS and _from_here(request):
            answer: HttpResponse = resolve(request.path_info).func(request)
            return answer
        if settings.SECURE_SSL_REDIRECT and OF_PROGRAMS.fullmatch(request.path_info) and not request.is_secure():
            return HttpResponse(
                "Only by https.\n",
                status=HTTPStatus.FORBIDDEN,
                headers={"Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff"},
            )
        return get_response(request)

    return middleware


def _from_here(request: HttpRequest) -> bool:
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:  # a socket of another kind
        return False
