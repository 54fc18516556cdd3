"""Signing in by a provider, in a process of its own, since its apps are only there where it is set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

WALK = Path(__file__).with_name("walk_by_provider.py")


def test_only_who_is_invited_and_verified_comes_in_by_the_provider() -> None:
    told = {
        "OIDC_SERVER_URL": "http://127.0.0.1:1",  # the walk lets nothing go there
        "OIDC_CLIENT_ID": "assess",
        "OIDC_CLIENT_SECRET": "a secret",
        "OIDC_FIRM": "northern",
        "OIDC_NAME": "North ID",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DATABASE_URL"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(WALK)]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=kept | told, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
