"""What the doctor finds, and how to fix it."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Generator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from reports import doctor
from reports.doctor import STRANGER, Asked, Found, examine
from reports.models.heartbeat import Heartbeat
from tests.mail_server import mail_server

pytestmark = pytest.mark.django_db
NOBODY = Asked()


def nothing_there() -> int:
    """A port of this machine at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


class TestKey:
    @pytest.fixture(autouse=True)
    def file(self, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.delenv("SECRET_KEY", raising=False)
        settings.DATA_DIR = tmp_path
        file = tmp_path / "secret_key"
        file.touch(mode=0o600)
        return file

    def test_a_file_of_ones_own(self, file: Path) -> None:
        assert doctor.key(NOBODY) == Found(good=True, said=f"in {file}")

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
    def test_one_that_others_can_read(self, file: Path, mode: int) -> None:
        file.chmod(mode)
        assert doctor.key(NOBODY) == Found(
            good=False, said=f"{file} can be read by others on this machine", fix=f"chmod 600 {file}"
        )

    def test_one_in_the_environment(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file.unlink()
        monkeypatch.setenv("SECRET_KEY", "k" * 50)
        assert doctor.key(NOBODY) == Found(good=True, said="from SECRET_KEY")


class TestDatabase:
    def test_up_to_date(self) -> None:
        found = doctor.database(NOBODY)
        assert (found.good, found.said.endswith(", up to date")) == (True, True)

    def test_behind(self) -> None:
        MigrationRecorder(connection).record_unapplied("clients", "0001_initial")
        found = doctor.database(NOBODY)
        assert (found.good, found.fix) == (False, "manage.py migrate")
        assert found.said.endswith(" is not up to date: 1 to go, such as clients.0001_initial")


class TestFiles:
    @pytest.fixture(autouse=True)
    def folder(self, settings: Settings, tmp_path: Path) -> Path:
        settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / "media", tmp_path / "static"
        settings.STATIC_ROOT.mkdir()
        (settings.STATIC_ROOT / "staticfiles.json").touch()
        return tmp_path

    def test_nothing_is_left_behind(self, folder: Path) -> None:
        assert doctor.files(NOBODY) == Found(good=True, said=f"{folder}/media can be written")
        assert [*(folder / "media").iterdir()] == []

    def test_that_cannot_be_written(self, folder: Path) -> None:
        (folder / "media").touch()
        found = doctor.files(NOBODY)
        assert not found.good
        assert found.said == f"{folder}/media cannot be written: {folder}/media exists and is not a directory."
        assert "chown" in found.fix

    def test_without_style_sheets(self, folder: Path) -> None:
        (folder / "static" / "staticfiles.json").unlink()
        found = doctor.files(NOBODY)
        assert (found.good, found.said) == (False, f"no style sheets in {folder}/static")


@pytest.mark.parametrize(("free", "total", "good"), [(199, 1000, False), (200, 1000, True), (499, 10000, False)])
def test_space(monkeypatch: pytest.MonkeyPatch, *, free: int, total: int, good: bool) -> None:
    found = SimpleNamespace(free=free * 1024**2, total=total * 1024**2)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: found)
    said = doctor.space(NOBODY)
    assert (said.good, said.said.startswith(f"{free} of {total} MB free")) == (good, True)
    assert ("Free at least 200 MB and 5% of it" in said.fix) is not good


class TestClock:
    def test_right(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.TIME_ZONE = "Pacific/Auckland"
        monkeypatch.setenv("TIME_ZONE", "Pacific/Auckland")
        found = doctor.clock(NOBODY)
        assert found == Found(good=True, said=f"Pacific/Auckland, where it is {timezone.localtime():%Y-%m-%d %H:%M}")

    def test_nobody_has_said_where(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("TIME_ZONE", raising=False)
        assert doctor.clock(NOBODY).said.endswith("; set TIME_ZONE if you live elsewhere")

    def test_two_clocks_that_differ(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=5))
        # SQLite has no clock of its own.
        assert doctor.clock(NOBODY).good is (connection.vendor == "sqlite")


class TestWorker:
    def test_none(self) -> None:
        found = doctor.worker(NOBODY)
        assert (found.good, found.said) == (False, "no worker runs, so no report is made and no mail sent")
        assert "systemctl start msp-assess-worker@1" in found.fix

    def test_dead(self) -> None:
        Heartbeat.objects.beat("one", at=timezone.now() - timedelta(minutes=5))
        found = doctor.worker(NOBODY)
        assert (found.good, found.said) == (False, "no worker was heard of for 5 minutes")

    def test_alive_and_late(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: now)
        Heartbeat.objects.beat("one", queue="default", at=now - timedelta(seconds=7))
        Heartbeat.objects.beat("two", queue="bundles", at=now)
        task = DBTaskResult.objects.create(status="READY", args_kwargs={"args": [], "kwargs": {}})
        assert doctor.worker(NOBODY) == Found(
            good=True,
            said="2 running, 1 tasks waiting, 0 failed in the last 14 days; "
            "two (bundles, heard of 0 s ago); one (default, heard of 7 s ago)",
        )
        DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(minutes=11))
        found = doctor.worker(NOBODY)
        assert (found.good, found.said) == (False, "1 tasks wait, the oldest for 11 minutes")

    @pytest.mark.parametrize(
        ("queue", "said", "fix"),
        [
            ("default", "no worker makes ZIPs of reports: 1 running", "msp-assess-bundles"),
            ("bundles", "no worker makes reports and sends mail: 1 running", "msp-assess-worker@1"),
        ],
    )
    def test_one_that_leaves_a_queue_alone(self, queue: str, said: str, fix: str) -> None:
        Heartbeat.objects.beat("one", queue=queue, at=timezone.now())
        found = doctor.worker(NOBODY)
        assert (found.good, found.said.startswith(said), fix in found.fix) == (False, True, True)

    @pytest.mark.parametrize("queue", ["", "*", "bundles,default"])
    def test_one_that_serves_every_queue(self, queue: str) -> None:
        Heartbeat.objects.beat("one", queue=queue, at=timezone.now())
        assert doctor.worker(NOBODY).good

    def test_without_a_database(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def away(_at: object) -> None:
            raise DatabaseError

        monkeypatch.setattr(doctor, "work", away)
        assert doctor.worker(NOBODY).fix == "Fix the database first"


class TestMail:
    def test_off_is_fine_until_a_mail_is_wanted(self, settings: Settings) -> None:
        settings.MAIL_ENABLED = False
        assert doctor.mail(NOBODY).good
        assert doctor.mail(Asked(mail="ann@example.com")) == Found(
            good=False,
            said="mail is off: EMAIL_HOST is not set",
            fix="Set EMAIL_HOST and the others, see docs/operate.md",
        )

    def test_a_mail_is_sent_where_one_is_wanted(self, settings: Settings) -> None:
        settings.MAIL_ENABLED, settings.EMAIL_HOST = True, "mail.example.com"
        assert doctor.mail(NOBODY).good
        assert mail.outbox == []
        found = doctor.mail(Asked(mail="ann@example.com"))
        assert (found.good, [each.to for each in mail.outbox]) == (True, [["ann@example.com"]])

    @pytest.mark.parametrize("to", ["", "ann@example.com"])
    def test_a_server_that_refuses(self, settings: Settings, to: str) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAIL_ENABLED, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", nothing_there()
        found = doctor.mail(Asked(mail=to))
        assert (found.good, "Connection refused" in found.said) == (False, True)
        assert "EMAIL_HOST_PASSWORD" in found.fix

    def test_a_server_without_tls(self, settings: Settings) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAIL_ENABLED, settings.EMAIL_HOST, settings.EMAIL_USE_TLS = True, "127.0.0.1", True
        with mail_server() as server:
            settings.EMAIL_PORT = server.port
            found = doctor.mail(NOBODY)
        assert (found.good, "STARTTLS" in found.said, "EMAIL_USE_TLS=0" in found.fix) == (False, True, True)


class Proxy:
    """A site behind a proxy: what each of its faults would answer."""

    def __init__(self, settings: Settings) -> None:
        self.sets_proto, self.drops_proto, self.adds_for, self.works = True, True, True, True
        self.passes_host = True
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                proto = "https" if proxy.sets_proto else "http"
                if not proxy.drops_proto:
                    proto = self.headers.get("X-Forwarded-Proto", proto)
                status = 301 if proto == "http" and self.path == "/" else 200
                status = status if proxy.passes_host else 400
                self.send_response(status if proxy.works else 502)
                if self.path == "/health/live" and self.headers.get("X-Doctor"):
                    seen = "127.0.0.1" if proxy.adds_for else self.headers["X-Forwarded-For"]
                    self.send_header("X-Seen-From", seen)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Not into the tests' output."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        settings.HTTPS, settings.SITE_URL = True, f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


class TestProxy:
    @pytest.fixture
    def proxy(self, settings: Settings) -> Generator[Proxy]:
        made = Proxy(settings)
        yield made
        made.stop()

    def test_none_is_wanted_for_http(self, settings: Settings) -> None:
        settings.HTTPS, settings.ALLOWED_HOSTS = False, ["shop.local", "127.0.0.1", "shop.local"]
        said = "none expected, since SITE_URL is http; pages answer to shop.local and 127.0.0.1 alone"
        assert doctor.proxy(NOBODY) == Found(good=True, said=said)

    def test_one_that_serves_this_site_by_https_all_the_same(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.HTTPS, settings.SITE_URL = False, "http://assess.example.com"
        there = {"https://assess.example.com": "127.0.0.1"}
        monkeypatch.setattr(doctor, "_ask", lambda _path, _headers, *, site: (200, there[site]))
        assert doctor.proxy(NOBODY).fix == "Set SITE_URL=https://assess.example.com, and restart"
        there["https://assess.example.com"] = ""  # somebody else's
        assert doctor.proxy(NOBODY).good

    def test_right(self, proxy: Proxy, settings: Settings) -> None:
        assert doctor.proxy(NOBODY) == Found(
            good=True, said=f"{settings.SITE_URL} is reached, and its headers are right"
        )

    @pytest.mark.parametrize(
        ("fault", "said"),
        [
            ("sets_proto", "it does not say that visitors come by https"),
            ("drops_proto", "it passes on the X-Forwarded-Proto that a visitor sends"),
            ("adds_for", "it passes on the X-Forwarded-For that a visitor sends"),
            ("works", "the first page is answered with 502"),
            (
                "passes_host",
                "the first page is answered with 400, as to a name that is not SITE_URL's; the site's log has the name",
            ),
        ],
    )
    def test_each_fault_has_its_name(self, proxy: Proxy, fault: str, said: str) -> None:
        setattr(proxy, fault, False)
        found = doctor.proxy(NOBODY)
        assert (found.good, found.said) == (False, said)
        assert "deploy/Caddyfile" in found.fix

    def test_out_of_reach(self, settings: Settings) -> None:
        settings.HTTPS, settings.SITE_URL = True, f"https://127.0.0.1:{nothing_there()}"
        found = doctor.proxy(NOBODY)
        assert (found.good, "Connection refused" in found.said, "--skip proxy" in found.fix) == (False, True, True)

    def test_the_stranger_is_nobodys_address(self) -> None:
        assert STRANGER.startswith("203.0.113.")


def test_a_check_that_breaks_keeps_no_other_from_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_asked: Asked) -> Found:
        raise ValueError("oh")

    def fine(_asked: Asked) -> Found:
        return Found(good=True, said="fine")

    checks: tuple[Callable[[Asked], Found], ...] = (broken, fine)
    monkeypatch.setattr(doctor, "CHECKS", checks)
    assert [*examine(NOBODY)] == [
        ("broken", Found(good=False, said="the check itself failed: ValueError: oh", fix="Please report this")),
        ("fine", Found(good=True, said="fine")),
    ]
    assert [*examine(NOBODY, skip=("broken",))] == [("fine", Found(good=True, said="fine"))]
