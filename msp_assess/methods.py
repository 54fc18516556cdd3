"""Refuses HTTP methods that no page has; Django's own pages would answer any of them as a GET."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

METHODS = ("GET", "HEAD", "POST")


class KnownMethods:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseNotAllowed | None:
        """Let an address go on where nothing is, or without a name, as in the admin: it is 404 for any method."""
        there = request.resolver_match and request.resolver_match.url_name
        return HttpResponseNotAllowed(METHODS) if there and request.method not in METHODS else None
