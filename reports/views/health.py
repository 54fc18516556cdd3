"""For monitoring: whether the process lives, whether it can serve, and how much work waits."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from http import HTTPStatus
from secrets import compare_digest

from django.conf import settings
from django.core import signing
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from msp_assess.signing_in import address_of
from reports.condition import DOCTOR, Room, Work, migrations_missing, room, work

PLAIN = "text/plain; charset=utf-8"
METRICS = "text/plain; version=0.0.4; charset=utf-8"
DOCTOR_WITHIN = 60  # seconds

log = logging.getLogger(__name__)


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else is checked, so that a slow database restarts no web server."""
    response = HttpResponse("ok\n", content_type=PLAIN)
    try:
        signing.loads(request.headers.get("X-Doctor", ""), salt=DOCTOR, max_age=DOCTOR_WITHIN)
    except signing.BadSignature:
        return response
    response["X-Seen-From"] = address_of(request)
    return response


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether pages can be served; a late worker does not count, because it must not take pages offline."""
    try:
        problem = "migrations" if migrations_missing() else ""
    except DatabaseError as error:
        log.warning("Not ready: %s", type(error).__name__)
        problem = "database"
    if problem:
        return HttpResponse(f"{problem}\n", content_type=PLAIN, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse("ok\n", content_type=PLAIN)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Return Prometheus' text format to clients with METRICS_TOKEN; 404 without that setting."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(
            "unauthorized\n",
            content_type=PLAIN,
            status=HTTPStatus.UNAUTHORIZED,
            headers={"WWW-Authenticate": "Bearer"},
        )
    return HttpResponse("".join(_lines(work(timezone.now()), room())), content_type=METRICS)


def _lines(found: Work, disk: Room) -> Iterator[str]:
    gauges = [
        ("workers", "Workers that were heard of lately.", found.workers),
        ("tasks_waiting", "Tasks that no worker has taken up.", found.waiting),
        ("tasks_running", "Tasks that a worker is at.", found.running),
        ("tasks_failed", "Tasks that failed in the last 14 days.", found.failed),
        ("disk_free_megabytes", "Room on the disk of the data.", disk.free),
        ("disk_scarce", "1 when there is less than 5 % or 200 MB of it.", int(disk.scarce)),
        ("oldest_waiting_seconds", "How long the oldest waiting task has waited.", found.oldest.total_seconds()),
    ]
    if found.silent is not None:
        gauges.append(("worker_silent_seconds", "Since any worker was last heard of.", found.silent.total_seconds()))
    for name, words, value in gauges:
        yield f"# HELP msp_assess_{name} {words}\n# TYPE msp_assess_{name} gauge\nmsp_assess_{name} {value:.15g}\n"
