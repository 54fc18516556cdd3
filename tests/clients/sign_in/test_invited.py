"""Signing in by a provider, in a process of its own, since its apps are only there where it is set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from socket import socket

from django.conf import settings

WALKS = ("walk_by_provider.py", "walk_by_live_provider.py")


def test_only_who_is_invited_and_verified_comes_in_by_the_provider() -> None:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {
        "OIDC_SERVER_URL": f"http://127.0.0.1:{port}",  # the first walk lets nothing go there, the second listens
        "OIDC_CLIENT_ID": "assess",
        "OIDC_CLIENT_SECRET": "a secret",
        "OIDC_FIRM": "northern",
        "OIDC_NAME": "North ID",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DATABASE_URL"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--nomigrations"]
    walks = [str(Path(__file__).with_name(name)) for name in WALKS]
    command += walks
    done = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=kept | told,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
