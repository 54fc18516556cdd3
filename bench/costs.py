"""What the site costs to run: memory, start, a journey's requests and bytes, rows, and how soon a report is there."""

from __future__ import annotations

import gzip
import re
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from uuid import uuid4

from bench.load import HOST, generate
from bench.sites import Owner, deployed, owners, server_of
from bench.table import Line
from bench.timing import below
from questions.core.personas import examples, read_persona
from questions.core.question import Kind
from questions.library import asked_today
from tests.processes import until
from tests.running import Site

READY_WITHIN = 1.0  # seconds from submitting to the PDF
SIZE = """
from django.db import connection
with connection.cursor() as cursor:
    postgresql = connection.vendor == "postgresql"
    cursor.execute("VACUUM FULL" if postgresql else "VACUUM")
    cursor.execute("SELECT pg_database_size(current_database())" if postgresql else
                   "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    print(cursor.fetchone()[0])
"""


def lines(engine: str, *, quick: bool = False) -> list[Line]:
    with deployed(engine, workers=1) as site:
        web, worker = server_of(site), site.workers[0].started.pid
        rest = (memory(web.process), memory(worker))
        before = int(site.shell(SIZE))
        made = owners(site, 100 if not quick else 20, submitted=True)
        stored = (int(site.shell(SIZE)) - before) / len(made)
        generate(web.port, [[each.hub, each.result, each.section()] for each in made[:8]], seconds=3 if quick else 10)
        begun = time.perf_counter()
        site.serve(webs=1, workers=0)
        started = time.perf_counter() - begun
        journeys = [Journey(site, web.port) for _ in range(2 if quick else 6)]
        waits = [each.go() for each in journeys]
        last = journeys[-1]
        return [
            Line("memory of two web processes, at rest", f"{rest[0]:.0f} MB"),
            Line("the same under load", f"{memory(web.process):.0f} MB"),
            Line("memory of a worker, at rest", f"{rest[1]:.0f} MB"),
            Line("the same after reports", f"{memory(worker):.0f} MB"),
            Line("start of the web, until it is ready", f"{started:.1f} s"),
            Line(
                "a journey from the first page to the result",
                f"{last.requests} requests, {last.received / 1024:.0f} KB",
            ),
            Line("rows of one who answered everything", f"{stored / 1024:.0f} KB"),
            Line("report ready after submitting, s", f"{median(waits):.2f} s", ratio=median(waits), most=READY_WITHIN),
        ]


def memory(parent: int) -> float:
    """Megabytes in use by this process and those below it; what two of them share counts twice."""
    found = 0
    for process in (str(parent), *below(parent)):
        with suppress(OSError):  # it has ended
            status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
            found += sum(int(each) for each in re.findall(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE))
    return found / 1024


class Journey:
    """An owner in a browser that asks for compressed pages, keeps static files, and saves each answer by itself."""

    def __init__(self, site: Site, port: int) -> None:
        self.site, self.port = site, port
        self.requests = self.received = 0
        self.cookies: dict[str, str] = {}
        self.files: set[str] = set()
        self.key = str(uuid4())

    def go(self) -> float:
        """Answer, submit and look at the result; return the seconds until the PDF is there."""
        asked = asked_today()
        given = read_persona(examples(asked.version)["bob-breakfix"], asked).answers
        place = f"/a/{self.key}/"
        self.open("/")
        self.open("/start/", {"key": self.key, "name": "Bob's"})
        for section in asked.sections:
            self.open(f"{place}s/{section.id}/")
            for each in section.questions:
                if (answer := given.get(each.id)) is not None:
                    several = each.kind is Kind.CHOICES and isinstance(answer, tuple)
                    sent = list(answer) if several and isinstance(answer, tuple) else answer
                    self.open(f"{place}s/{section.id}/{each.id}/", {each.id: sent, f"initial-{each.id}": ""})
        self.open(f"{place}check/")
        self.open(f"{place}submit/", {"respondent": "owner"})
        begun = time.perf_counter()
        self.open(f"{place}result/")
        owner = Owner(self.key, self.cookies["__Host-assessments"])
        until(lambda: self._ready(owner), 60)
        return time.perf_counter() - begun

    def _ready(self, owner: Owner) -> bool:
        return self._ask("GET", f"/a/{owner.assessment}/report.pdf")[0] == 200  # noqa: PLR2004

    def open(self, path: str, fields: dict[str, object] | None = None) -> None:
        if fields is not None:
            fields = {**fields, "csrfmiddlewaretoken": self.cookies["__Host-csrftoken"]}
        status, body, size = self._ask("GET" if fields is None else "POST", path, fields)
        assert status in (200, 302), (status, path)
        self.requests += 1
        self.received += size
        for file in sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', body)) - self.files):
            self.files.add(file)
            self.requests += 1
            self.received += self._ask("GET", file)[2]

    def _ask(self, method: str, path: str, fields: dict[str, object] | None = None) -> tuple[int, str, int]:
        """A status, the page, and how many bytes came."""
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "Origin": f"https://{HOST}",
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        wire = HTTPConnection("127.0.0.1", self.port, timeout=60)
        wire.request(method, path, urlencode(fields, doseq=True) if fields else None, headers)
        answer = wire.getresponse()
        body = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.strip().partition(";")[0].partition("=")
            self.cookies[name] = value
        size = len(body) + len(str(answer.headers))
        page = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
        return answer.status, page.decode(errors="replace"), size
