"""A worker's heartbeat: one row for each, and when it counts as dead."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.models.heartbeat import REMEMBERED, SILENT, Heartbeat

pytestmark = pytest.mark.django_db
NOW = timezone.now()
INSTANT = timedelta(microseconds=1)


def names(found: object) -> list[str]:
    return sorted(map(str, found))  # type: ignore[call-overload]  # rows


def test_a_worker_has_one_row() -> None:
    for seconds in (0, 15):
        Heartbeat.objects.beat("one", at=NOW + timedelta(seconds=seconds))
    assert list(Heartbeat.objects.values_list("worker", "at")) == [("one", NOW + timedelta(seconds=15))]


def test_nobody_was_ever_there() -> None:
    assert Heartbeat.objects.last_beat() is None


def test_silence_is_death_and_later_oblivion() -> None:
    for name, silent in (("young", timedelta()), ("late", SILENT - INSTANT), ("dead", SILENT), ("old", REMEMBERED)):
        Heartbeat.objects.beat(name, at=NOW - silent)
    assert names(Heartbeat.objects.alive(at=NOW)) == ["late", "young"]
    assert names(Heartbeat.objects.done_with(at=NOW)) == ["old"]
    assert Heartbeat.objects.last_beat() == NOW
