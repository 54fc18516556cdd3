"""Answers health checks from this machine before any other middleware, with any Host header and without TLS."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve

PATHS = ("/health/live", "/health/ready")


def probes(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer them from the loopback address only; from anywhere else they are ordinary pages."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info in PATHS and _from_here(request):
            answer: HttpResponse = resolve(request.path_info).func(request)
            return answer
        return get_response(request)

    return middleware


def _from_here(request: HttpRequest) -> bool:
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:  # a socket of another kind
        return False
