"""For machines that watch."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from reports.condition import DOCTOR, Room
from reports.models.heartbeat import Heartbeat
from reports.views import health

LIVE, READY, METRICS = "/health/live", "/health/ready", "/metrics"


def away() -> None:
    raise DatabaseError("password of user assess is wrong")


class TestLive:
    def test_it_answers_without_the_database(self, client: Client) -> None:
        response = client.get(LIVE)
        assert (response.status_code, response.content) == (200, b"ok\n")
        assert "no-store" in response["Cache-Control"]

    def test_only_the_doctor_is_told_where_it_seems_to_come_from(self, client: Client, settings: Settings) -> None:
        settings.HTTPS = True
        from_afar = {"X-Forwarded-For": "203.0.113.7"}
        known = client.get(LIVE, headers={**from_afar, "X-Doctor": signing.dumps(0, salt=DOCTOR)})
        assert known["X-Seen-From"] == "203.0.113.7"
        for forged in ("", "nonsense", signing.dumps(0, salt="other")):
            assert "X-Seen-From" not in client.get(LIVE, headers={**from_afar, "X-Doctor": forged}).headers

    def test_nothing_else_can_be_done_there(self, client: Client) -> None:
        assert [client.post(path).status_code for path in (LIVE, READY, METRICS)] == [405, 405, 405]


class TestReady:
    @pytest.mark.django_db
    def test_ready(self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_max_num_queries(2):
            response = client.get(READY)
        assert (response.status_code, response.content) == (200, b"ok\n")

    @pytest.mark.django_db
    def test_not_before_the_database_is_up_to_date(self, client: Client) -> None:
        MigrationRecorder(connection).record_unapplied("clients", "0001_initial")
        response = client.get(READY)
        assert (response.status_code, response.content) == (503, b"migrations\n")

    def test_not_while_the_database_is_away_and_without_a_traceback(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(health, "migrations_missing", away)
        response = client.get(READY)
        assert (response.status_code, response.content) == (503, b"database\n")
        assert "Not ready: DatabaseError" in caplog.messages
        assert not any(record.exc_info for record in caplog.records)
        assert "password" not in caplog.text


@pytest.mark.django_db
class TestMetrics:
    def test_there_are_none_without_a_token(self, client: Client) -> None:
        for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x"}):
            assert client.get(METRICS, headers=headers).status_code == 404

    @pytest.mark.parametrize("given", ["", "Bearer ", "Bearer secret2", "Bearer secre", "Basic secret", "Bearer é"])
    def test_only_for_who_has_it(self, client: Client, settings: Settings, given: str) -> None:
        settings.METRICS_TOKEN = "secret"
        response = client.get(METRICS, headers={"Authorization": given})
        assert (response.status_code, response.content) == (401, b"unauthorized\n")

    def test_they_say_how_much_work_waits(
        self, client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.METRICS_TOKEN = "secret"
        now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: now)
        Heartbeat.objects.all().delete()  # of workers that other tests have killed
        monkeypatch.setattr(health, "room", lambda: Room(free=150, total=1000))
        assert "worker_silent_seconds" not in self.read(client)
        Heartbeat.objects.beat("one", at=now - timedelta(seconds=30))
        Heartbeat.objects.beat("dead", at=now - timedelta(hours=3))
        assert self.read(client) == {
            "workers": "1",
            "tasks_waiting": "0",
            "tasks_running": "0",
            "tasks_failed": "0",
            "disk_free_megabytes": "150",
            "disk_scarce": "1",
            "oldest_waiting_seconds": "0",
            "worker_silent_seconds": "30",
        }

    def read(self, client: Client) -> dict[str, Any]:
        """Every metric's value; each has a line that says what it is, and one of its type."""
        response = client.get(METRICS, headers={"Authorization": "Bearer secret"})
        assert response["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        found = {}
        for block in response.content.decode().split("# HELP ")[1:]:
            words, kind, value = block.splitlines()
            name = words.split()[0]
            assert kind == f"# TYPE {name} gauge"
            assert value.split()[0] == name
            found[name.removeprefix("msp_assess_")] = value.split()[1]
        return found
