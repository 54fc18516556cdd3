"""Slows down guessing of passwords and codes: failures lock a name for an address, and many failures lock the address.

They are counted in the database, so that every process counts the same.
"""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
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
    return str((credentials or {}).get("username") or request.POST.get("login") or "")[:LONGEST_NAME].replace("\0", "")


class LockOuts(AxesDatabaseHandler):
    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Count failures of a name from an address; return the limit if the address failed too often with any names."""
        of_name: int = super().get_failures(request, credentials)
        found = AccessAttempt.objects.filter(
            ip_address=address_of(request), attempt_time__gte=get_cool_off_threshold(request)
        )
        of_address = found.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
        if of_address >= settings.AXES_FAILURES_OF_AN_ADDRESS:
            return max(of_name, settings.AXES_FAILURE_LIMIT)
        return of_name


def closed(request: HttpRequest, response: HttpResponseBase | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer 429, the same whether an account has that name or not."""
    wait = settings.AXES_COOLOFF_TIME
    context = {"failures": settings.AXES_FAILURE_LIMIT, "minutes": wait.seconds // 60}
    page = render(request, "desk/closed.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    page["Retry-After"] = str(wait.seconds)
    return page
