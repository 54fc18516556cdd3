"""The site as it is deployed, on either engine, with owners in it; and the floor beside it, by the same server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from urllib.parse import urlencode

from bench.load import get, post
from bench.serving import ask, free_port
from bench.timing import time_below
from questions.core.question import Kind
from questions.library import asked_today
from tests.processes import ROOT, until
from tests.running import Site, running

ENGINES = ("sqlite", "postgresql")
PERSONA = "bob-breakfix"
# Owners with every answer of a persona, some submitted, as one line of JSON.
OWNERS = """
import json
from django.utils import timezone
from clients.models.shops import Shop
from questions.core.personas import examples, read_persona
from questions.library import asked_today
from questions.models.access import Access
from questions.models.assessment import Assessment
asked, now, found = asked_today(), timezone.now(), []
answers = read_persona(examples(asked.version)[{persona!r}], asked).answers
for number in range({owners}):
    each = Assessment.objects.start(asked, shop=Shop.objects.create(name=f"Shop {{number}}"))
    each.record(answers, at=now)
    if {submitted}:
        each.submit(at=now)
    found.append([str(each.pk), Access.objects.grant(each, at=now)])
print(json.dumps(found))
"""
TABLE = """
from django.db import connection
from bench.floor.site import Row
with connection.schema_editor() as editor:
    editor.create_model(Row)
"""


@dataclass(frozen=True, slots=True)
class Owner:
    """A browser that holds one assessment."""

    assessment: str
    token: str

    @property
    def cookies(self) -> str:
        return f"__Host-assessments={self.token}"

    @property
    def result(self) -> str:
        return get(f"/a/{self.assessment}/result/", self.cookies)

    @property
    def hub(self) -> str:
        return get(f"/a/{self.assessment}/", self.cookies)

    def section(self, number: int = 0) -> str:
        return get(f"/a/{self.assessment}/s/{asked_today().sections[number].id}/", self.cookies)

    def saves(self) -> list[str]:
        """One request for each question that is answered by a number, and again with another number."""
        found = []
        for turn in (0, 1):
            for section in asked_today().sections:
                for each in section.questions:
                    if each.kind is Kind.NUMBER:
                        fields = {each.id: (each.minimum or 0) + turn, f"initial-{each.id}": ""}
                        path = f"/a/{self.assessment}/s/{section.id}/{each.id}/"
                        found.append(post(path, urlencode(fields), self.cookies))
        return found


@contextmanager
def deployed(engine: str, *, workers: int = 0) -> Generator[Site]:
    """Two processes of the site as `script/web` starts them, on a disk, with a database that waits for it."""
    with running(engine, webs=0, place=Path(gettempdir()), database=()) as site:
        site.serve(1, workers)
        yield site


def owners(site: Site, number: int, *, submitted: bool = False) -> list[Owner]:
    made = site.shell(OWNERS.format(persona=PERSONA, owners=number, submitted=submitted))
    return [Owner(*each) for each in json.loads(made)]


@dataclass(frozen=True, slots=True)
class Server:
    """A server to ask: its port, and the process above those that serve."""

    port: int
    process: int

    @property
    def cpu(self) -> float:
        """Seconds of CPU that its processes have used."""
        return time_below(self.process)


def server_of(site: Site) -> Server:
    return Server(site.ports[0], site.webs[0].started.pid)


@contextmanager
def floor(site: Site, pages: dict[str, bytes]) -> Generator[Server]:
    """A bare site on the same database, started by the same script with the same flags."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="msp-assess-floor-"))
        for name, body in pages.items():
            (Path(folder) / f"{name}.html").write_bytes(b"{% verbatim %}" + body + b"{% endverbatim %}")
        environment = site.environment | {
            "DJANGO_SETTINGS_MODULE": "bench.floor.settings",
            "FLOOR_TEMPLATES": folder,
            "BENCH_DATABASE": site.environment.get("DATABASE_URL", f"sqlite:///{site.folder}/var/db.sqlite3"),
            "SQLITE_TIMEOUT": "20",
        }
        subprocess.run([sys.executable, "-c", TABLE], cwd=ROOT, env=environment, check=True)
        port = free_port()
        script = (ROOT / "script" / "web").read_text().replace("msp_assess.wsgi", "bench.floor.site")
        server = subprocess.Popen(
            ["/bin/bash", "-c", script, "script/web", f"127.0.0.1:{port}"], cwd=ROOT, env=environment, stderr=site.log
        )
        stack.callback(server.wait)
        stack.callback(server.terminate)
        until(lambda: ask(port, f"/page/{next(iter(pages))}") < float("inf"), 30)
        yield Server(port, server.pid)
