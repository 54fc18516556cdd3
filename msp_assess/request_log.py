"""Gives each request an id, which its response and log lines carry, and a log line without query and IP address."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase

from msp_assess.log import REQUEST_ID, request_id, visitor
from msp_assess.signing_in import address_of

WELL_FORMED = re.compile(r"[\w-]{8,64}", re.ASCII)  # an id that a proxy in front of us may set

log = logging.getLogger(__name__)


def request_log(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        sent = request.headers.get("X-Request-ID", "")
        known = request_id.set(sent if WELL_FORMED.fullmatch(sent) else uuid4().hex)
        seen = visitor.set(address_of(request))
        request.META[REQUEST_ID] = request_id.get()
        began = perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = request_id.get()
            facts = {
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "milliseconds": round((perf_counter() - began) * 1000),
            }
            log.info("%(method)s %(path)s %(status)s in %(milliseconds)s ms", facts, extra=facts)
            return response
        finally:
            visitor.reset(seen)
            request_id.reset(known)

    return middleware
