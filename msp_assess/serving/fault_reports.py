"""Reports faults of this program to Sentry, if a site asks for it: where it broke, and nothing of anybody.

An event is made anew from what may go out. No address, body, cookie or header, no name, no variable and no message of
an error, which may quote what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from msp_assess.log import request_id

OF_EVENT = ("event_id", "timestamp", "level", "platform", "logger", "release", "sdk")
OF_FRAME = ("filename", "function", "module", "lineno", "in_app")
Event = Mapping[str, Any]


def begin(dsn: str, *, transport: Any = None) -> None:
    """Report to `dsn` from now on; `transport` takes the place of the network.

    Raise ImproperlyConfigured without the package that reports.
    """
    try:
        import sentry_sdk  # noqa: PLC0415 -- an extra that most sites don't install
        from sentry_sdk.integrations.django import DjangoIntegration  # noqa: PLC0415 -- the same
        from sentry_sdk.integrations.logging import LoggingIntegration  # noqa: PLC0415 -- the same
    except ImportError:
        raise ImproperlyConfigured("SENTRY_DSN is set, and sentry-sdk is missing: `uv sync --extra sentry`") from None
    sentry_sdk.init(
        dsn=dsn,
        transport=transport,
        before_send=reported,  # type: ignore[arg-type]  # an event is a mapping
        before_breadcrumb=lambda crumb, hint: None,
        default_integrations=False,
        integrations=[DjangoIntegration(signals_spans=False), LoggingIntegration()],
        auto_enabling_integrations=False,
        max_request_body_size="never",
        include_local_variables=False,
        include_source_context=False,
        server_name="",
        send_client_reports=False,
        auto_session_tracking=False,
    )


def reported(event: Event, hint: Any = None) -> dict[str, Any] | None:
    """Return what of an event may go out; None for a refusal that only tells a visitor to wait."""
    error = (hint or {}).get("exc_info", (None, None))[1]
    if getattr(error, "no_fault", False):
        return None
    found: dict[str, Any] = {name: event[name] for name in OF_EVENT if name in event}
    errors = event.get("exception", {}).get("values", [])
    if errors:
        found["exception"] = {"values": [_error(each) for each in errors]}
    else:  # a line of the log: its words, without what was put into them
        found["logentry"] = {"message": event.get("logentry", {}).get("message", "")}
    if request_id.get():
        found["tags"] = {"request_id": request_id.get()}
    return found


def _error(error: Event) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames", [])
    kept = [{name: frame[name] for name in OF_FRAME if name in frame} for frame in frames]
    return {"type": error.get("type"), "module": error.get("module"), "stacktrace": {"frames": kept}}
