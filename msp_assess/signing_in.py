"""Slows down password guessing: failures lock a name for a while, for the address they came from."""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

LONGEST_NAME = 255  # characters


def address_of(request: HttpRequest) -> str:
    """Return a request's address, from the proxy in front of us; for IPv6 the /64 network, which is one visitor's."""
    sent = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() if settings.HTTPS else ""
    try:
        found = ip_address(sent)
    except ValueError:  # no proxy, or a useless header
        found = _peer(request.META.get("REMOTE_ADDR", ""))
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False).network_address)
    return str(found)


def _peer(said: str) -> IPv4Address | IPv6Address:
    """Return the address of the other end; this machine's own for a socket that has none."""
    try:
        return ip_address(said)
    except ValueError:
        return ip_address("127.0.0.1")


def name_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the name that was tried, cut to the length of the failures table's column, which PostgreSQL enforces."""
    return str((credentials or request.POST).get("username") or "")[:LONGEST_NAME]


def closed(request: HttpRequest, response: HttpResponseBase | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer 429, the same whether an account has that name or not."""
    wait = settings.AXES_COOLOFF_TIME
    context = {"failures": settings.AXES_FAILURE_LIMIT, "minutes": wait.seconds // 60}
    page = render(request, "desk/closed.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    page["Retry-After"] = str(wait.seconds)
    return page
