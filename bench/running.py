"""The site on a port of its own with an empty database, and a phone or a desk to look at it with, for scripts."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from bench.serving import free_port

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium-headless-shell"
WAIT = 60  # seconds for the site to start


@contextmanager
def running_site(*commands: list[str]) -> Generator[str]:
    """Yield the site's address, after these commands; it asks what it asks today, and keeps nothing afterwards."""
    port = free_port()
    with TemporaryDirectory() as folder:
        known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        environ = known | {"DATA_DIR": folder, "SITE_URL": f"http://127.0.0.1:{port}"}
        environ |= {"SECRET_KEY": secrets.token_urlsafe(60), "DEBUG": "1"}
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environ, cwd=ROOT, check=True)
        for command in commands:
            subprocess.run([*manage, *command], env=environ, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        serve = [*manage, "runserver", str(port), "--noreload", "--verbosity", "0"]
        with subprocess.Popen(
            serve, env=environ, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                _wait_for(port)
                yield environ["SITE_URL"]
            finally:
                server.terminate()


def _wait_for(port: int) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        wire = HTTPConnection("127.0.0.1", port, timeout=WAIT)
        try:
            wire.request("GET", "/health/live")
            wire.getresponse().read()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
        finally:
            wire.close()
    raise TimeoutError


@contextmanager
def running_browser() -> Generator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield chromium
        finally:
            chromium.close()
