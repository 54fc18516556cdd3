"""What making and handing out a report costs, beside other ways to do it.

`python -m bench.report [memory] [making] [handing-out]`: all of it, or these parts. Elapsed time is what people wait
for, and what the budgets are about; the CPU time beside it is what to read on a busy machine.
"""

from __future__ import annotations

import gc
import os
import re
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from weasyprint import HTML

from bench.table import Line
from bench.timing import by_clocks, family_time
from clients.models.shops import Shop
from questions.browser import COOKIE
from questions.core.personas import examples, read_persona
from questions.library import asked_today
from questions.models.access import Access
from questions.models.assessment import Assessment
from reports.models.stored_report import StoredReport
from reports.pdf.document import example, render

PERSONA = "bob-breakfix"
CLOCKS = [perf_counter, family_time]
STATIC = "/static/report.pdf"


def pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def plain(html: str) -> str:
    """The same words as paragraphs and nothing else, in the report's letters."""
    body = re.sub("<svg.*?</svg>", "", html[html.index("<body") :], flags=re.DOTALL)
    parts = re.split("</(?:p|li|t[dh]|h[1-6]|d[td]|caption)>", body)
    texts = (" ".join(re.sub("<[^>]+>", "", part).split()) for part in parts)
    paragraphs = "".join(f"<p>{text}</p>" for text in texts if text)
    return f'<html lang="en"><title>x</title><style>html {{ font: 9.4pt/1.45 Inter }}</style>{paragraphs}</html>'


Cost = tuple[float, ...]  # seconds elapsed, and of CPU
Row = tuple[str, list[float], float]  # of a budget: what, found, at most


def making() -> list[Row]:
    """The report made here, and by other ways."""
    report = example(PERSONA)
    html = render_to_string("reports/pdf/report.html", {"report": report})
    words = plain(html)
    runs: dict[str, Callable[[], bytes]] = {
        "the report": lambda: render(report),
        "its words as plain paragraphs, untagged": lambda: bytes(HTML(string=words).write_pdf()),
    }
    made = {name: pages(run()) for name, run in runs.items()}
    took = by_clocks(runs, 5, CLOCKS)
    print(f"{'':<44}{'ms':>9}{'of CPU':>9}{'pages':>7}")
    for name, (elapsed, used) in took.items():
        print(f"{name:<44}{elapsed * 1e3:>9.0f}{used * 1e3:>9.0f}{made[name]:>7}")
    ours, paragraphs = took.values()
    return [
        ("first rendering, ms a page", [each * 1e3 / made["the report"] for each in ours], 100),
        ("of plain paragraphs", ratios(ours, paragraphs), 2.6),
    ]


def ratios(ours: Cost, others: Cost) -> list[float]:
    return [mine / other for mine, other in zip(ours, others, strict=True)]


def handing_out() -> list[Row]:
    """A second download beside WhiteNoise serving the same bytes, over HTTP by one thread."""
    with (
        TemporaryDirectory() as folder,
        override_settings(
            MEDIA_ROOT=f"{folder}/media",
            STATIC_ROOT=f"{folder}/static",
            TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
        ),
    ):
        call_command("migrate", verbosity=0)
        now = timezone.now()
        assessment = Assessment.objects.start(asked_today(), shop=Shop.objects.create(name="Bench"))
        assessment.record(read_persona(examples()[PERSONA], asked_today()).answers, at=now)
        assessment.submit(at=now)
        token = Access.objects.grant(assessment, at=now)
        with StoredReport.objects.obtain(assessment).file.open() as file:
            stored = file.read()
        Path(f"{folder}/static").mkdir()
        Path(f"{folder}/static/report.pdf").write_bytes(stored)  # WhiteNoise looks once, when its middleware is made
        address = reverse("reports:pdf", args=[assessment.pk])
        with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:

            def fetch(path: str) -> None:
                wire = HTTPConnection("127.0.0.1", server.server_port)
                wire.request("GET", path, headers={"Cookie": f"{COOKIE}={token}"})
                answer = wire.getresponse()
                assert (answer.status, answer.read()) == (HTTPStatus.OK, stored)
                wire.close()

            def measure() -> dict[str, Cost]:
                try:
                    return by_clocks(
                        {path: partial(fetch, path) for path in (address, STATIC)}, 100, [perf_counter, process_time]
                    )
                finally:
                    server.shutdown()

            browser = Client(headers={"host": "127.0.0.1"})
            browser.cookies[COOKIE] = token
            with CaptureQueriesContext(connection) as asked:
                browser.get(address).close()
                queries = len(asked)
            with ThreadPoolExecutor(1) as others:
                found = others.submit(measure)
                server.serve_forever()  # in this thread, which has the database in memory
            took = found.result()
    again, static = took[address], took[STATIC]
    print(f"{'a second download':<44}{again[0] * 1e3:>9.2f}")
    print(f"{'the same bytes as a static file':<44}{static[0] * 1e3:>9.2f}")
    return [
        ("second download, queries", [queries], 5),
        ("second download, of a static file", ratios(again, static), 5),
        ("file, KB", [len(stored) / 1024], 300),
    ]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing of each request."""


def memory() -> list[Row]:
    """What is in use after ten reports, and after fifty more."""
    report, found = example(PERSONA), []
    for number in (10, 50):
        for _ in range(number):
            render(report)
        gc.collect()
        pages_in_use = int(Path("/proc/self/statm").read_text().split()[1])
        found.append(pages_in_use * resource.getpagesize() / 2**20)
    print(f"after 10 reports {found[0]:.1f} MB in use, after 60 {found[1]:.1f} MB")
    return [("memory after 60 reports, of that after 10", [found[1] / found[0]], 1.05)]


def lines(_engine: str, *, quick: bool = False) -> list[Line]:
    """The budgets as lines of the table of all benches; memory takes too long for a quick look."""
    rows = [row for part in PARTS if not (quick and part == "memory") for row in PARTS[part]()]
    return [
        Line(what, f"{elapsed:.2f}", ratio=elapsed, by_cpu=used[0] if used else None, most=most)
        for what, (elapsed, *used), most in rows
    ]


PARTS = {"memory": memory, "making": making, "handing-out": handing_out}  # memory first, while nothing else is in it


def main() -> None:
    parts = sys.argv[1:] or list(PARTS)
    print(f"{PERSONA}; {os.getloadavg()[0]:.1f} processes at work on {os.cpu_count()} cores before we begin")
    rows = [row for part in parts for row in PARTS[part]()]
    print(f"\n{'':<44}{'at most':>9}{'found':>9}{'':9}{'by CPU':>9}")
    for what, (elapsed, *used), most in rows:
        verdict = "met" if elapsed <= most else "not met"
        print(f"{what:<44}{most:>9.2f}{elapsed:>9.2f}  {verdict:<7}{''.join(f'{each:>9.2f}' for each in used)}")


if __name__ == "__main__":
    main()
