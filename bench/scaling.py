"""What an owner and a consultant cost, in CPU and in bytes, on both engines: `python -m bench.scaling [CLIENTS ...]`.

CPU time is told, not how long it took, so that the figures hold on a busy machine: of the process that serves (SQLite
is part of it), of a worker, and of PostgreSQL.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.timing import reference
from clients.models.firms import Firm, Membership, Role
from questions.core.personas import examples, read_persona
from questions.core.question import Kind
from questions.library import asked_today
from questions.models.assessment import Assessment
from reports.models.stored_report import StoredReport
from tests.engines import start_postgresql

OWNERS = 20  # who answer, one after another, after one that does not count
TURNS = 20  # of each page of the desk, after one that does not count
CLIENTS = [1000, 5000]
MEGABYTE, KILOBYTE = 1024**2, 1024


def main() -> None:
    """Run again as a process for each engine: the settings read it once."""
    arguments = [sys.executable, "-m", "bench.scaling", *sys.argv[1:]]
    with TemporaryDirectory(prefix="msp-assess-") as folder:
        own = {**os.environ, "SECRET_KEY": os.urandom(40).hex(), "DATA_DIR": folder}
        subprocess.run(arguments, env={**own, "BENCH_DATABASE": f"sqlite:///{folder}/db.sqlite3"}, check=True)
        server = start_postgresql(folder)
        try:
            subprocess.run(arguments, env={**own, "BENCH_DATABASE": server.get_uri()}, check=True)
        finally:
            server.cleanup()


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of this process and of PostgreSQL."""

    own: float
    database: float


def cost(run: Callable[[], object], times: int) -> Cost:
    """The mean of so many runs, after one that does not count."""
    run()
    own, database = process_time(), database_time()
    for _ in range(times):
        run()
    return Cost((process_time() - own) / times, (database_time() - database) / times)


def database_time() -> float:
    """Seconds of CPU that every PostgreSQL process of this user has used; 0 for SQLite."""
    used = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat") if connection.vendor == "postgresql" else ():
        with suppress(OSError):  # it has ended
            name, fields = stat.read_text().rpartition(")")[0], stat.read_text().rpartition(")")[2].split()
            if name.endswith("(postgres") and server_folder() in (stat.parent / "cwd").readlink().parts:
                used += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return used


def server_folder() -> str:
    """The part of this server's path that no other server has."""
    return Path(os.environ["DATA_DIR"]).name


def owner() -> Assessment:
    """Somebody answers every question, each saved by itself as a browser does, submits, and looks at the result."""
    browser, key = Client(SERVER_NAME="127.0.0.1"), uuid4()
    persona = read_persona(examples()["bob-breakfix"], asked_today())
    whole(browser.get("/"))
    browser.post("/start/", {"name": "Bob's", "key": str(key)})
    for section in asked_today().sections:
        whole(browser.get(reverse("questions:section", args=[key, section.id])))
        for question in section.questions:
            if (given := persona.answers.get(question.id)) is not None:
                sent = list(given) if question.kind is Kind.CHOICES and isinstance(given, tuple) else given
                address = reverse("questions:answer", args=[key, section.id, question.id])
                whole(browser.post(address, {question.id: sent}))
    whole(browser.get(reverse("questions:check", args=[key])))
    browser.post(reverse("questions:submit", args=[key]))
    whole(browser.get(reverse("reports:result", args=[key])))
    return Assessment.objects.get(pk=key)


def whole(response: Any) -> bytes:
    assert response.status_code == HTTPStatus.OK, response.status_code
    return b"".join(response.streaming_content) if response.streaming else response.content


def opened(browser: Client, address: str) -> bytes:
    return whole(browser.get(address))


def database_bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


def measure() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0)
    loop = cost(reference, 200).own
    print(f"\n{connection.display_name}; the reference loop took {loop * 1e3:.2f} ms of CPU")
    print(f"{'CPU, ms':<52}{'site':>9}{'worker':>9}{'database':>10}{'KB':>8}")
    first = owner()
    StoredReport.objects.obtain(first)
    size = database_bytes()
    took = cost(owner, OWNERS)
    size = (database_bytes() - size) // (OWNERS + 1)
    print(row("an owner, from the first page to the result", site=took.own, database=took.database, size=size))
    made = iter(Assessment.objects.exclude(pk=first.pk).filter(submitted__isnull=False)[: OWNERS + 1])
    took = cost(lambda: StoredReport.objects.obtain(next(made)), OWNERS)
    pdf = StoredReport.objects.obtain(first).file
    print(row("their report", worker=took.own, database=took.database, size=pdf.size))
    desk()


def desk() -> None:
    firm = Firm.objects.create(name="Bench")
    user = User.objects.create(username="bench", is_staff=True)
    Membership.objects.create(firm=firm, user=user, role=Role.CONSULTANT)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(user)
    for clients in [int(each) for each in sys.argv[1:]] or CLIENTS:
        call_command("demo", shops=clients, stdout=StringIO())
        count_rows()
        for name, path in (("the desk", ""), ("the list", "clients/"), ("a search", "clients/?q=harbour")):
            took = cost(partial(opened, browser, f"/admin/{path}"), TURNS)
            print(row(f"{name}, {clients} clients", site=took.own, database=took.database))
        shop = Assessment.objects.visible_to(user).filter(submitted__isnull=False).values_list("shop", flat=True)[0]
        took = cost(partial(opened, browser, f"/admin/clients/{shop}/"), TURNS)
        print(row(f"a client, of {clients}", site=took.own, database=took.database))
        print(f"  the database has {database_bytes() / MEGABYTE:.0f} MB")


def count_rows() -> None:
    """Let PostgreSQL count its rows, as it does by itself within a minute of many changes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def row(name: str, *, site: float = 0, worker: float = 0, database: float = 0, size: int = 0) -> str:
    cells = [f"{each * 1e3:.0f}" if each else "" for each in (site, worker, database)]
    return f"{name:<52}{cells[0]:>9}{cells[1]:>9}{cells[2]:>10}{(f'{size / KILOBYTE:.0f}' if size else ''):>8}"


if __name__ == "__main__":
    if "BENCH_DATABASE" in os.environ:
        measure()
    else:
        main()
