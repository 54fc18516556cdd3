"""Other processes that work on a test's own database, to be killed in the midst of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
SETUP = "import django; django.setup()\n"


def database_url() -> str:
    """Where this test's rows are, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    host = quote(str(known["HOST"] or known["OPTIONS"].get("host", "")), safe="")
    return f"postgresql://{known['USER']}:{known['PASSWORD']}@{host}/{known['NAME']}"


@contextmanager
def process(code: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """Another process of this site that runs `code`, killed at the end if it is not over."""
    ours = {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "msp_assess.settings",
        "DATA_DIR": str(settings.MEDIA_ROOT),
        "SECRET_KEY": settings.SECRET_KEY,
    }
    command, env = [sys.executable, "-c", SETUP + code], {**os.environ, **ours, **variables}
    with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True) as started:
        try:
            yield started
        finally:
            started.kill()


def said(started: subprocess.Popen[str]) -> str:
    """The next line that it prints."""
    assert started.stdout
    return started.stdout.readline().strip()


def until(true: Callable[[], object], seconds: float = 30) -> None:
    """Wait for what another process or thread does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to it"
        time.sleep(0.02)
