"""What making and handing out a report costs, beside other ways to do it: `python -m bench.report [persona]`."""

from __future__ import annotations

import gc
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
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from weasyprint import HTML

from bench.timing import medians
from clients.models import Shop
from questions.access import Access
from questions.browser import COOKIE
from questions.library import current, library
from questions.models import Assessment
from questions.personas import examples, read_persona
from reports.document import example, render
from reports.models import StoredReport
from reports.report import Report

CHROMIUM = "/usr/bin/chromium-headless-shell"
ROOT = Path(__file__).resolve().parent.parent


def pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def plain(html: str) -> str:
    """The same words as paragraphs and nothing else, in the report's letters."""
    body = re.sub("<svg.*?</svg>", "", html[html.index("<body") :], flags=re.DOTALL)
    parts = re.split("</(?:p|li|t[dh]|h[1-6]|d[td]|caption)>", body)
    texts = (" ".join(re.sub("<[^>]+>", "", part).split()) for part in parts)
    paragraphs = "".join(f"<p>{text}</p>" for text in texts if text)
    return f'<html lang="en"><title>x</title><style>html {{ font: 9.4pt/1.45 Inter }}</style>{paragraphs}</html>'


def printable(html: str) -> str:
    """The document with its style sheet inside, for a browser."""
    css = (ROOT / "static" / "site" / "print.css").read_text(encoding="utf-8")
    return re.sub('<link rel="stylesheet"[^>]*>', lambda _: f"<style>{css}</style>", html)


def renderers(report: Report) -> dict[str, tuple[float, int]]:
    """Seconds to make the report and the number of its pages, here and by other ways."""
    html = render_to_string("reports/pdf.html", {"report": report})
    words, document = plain(html), printable(html)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()

        def chromium() -> bytes:
            page.set_content(document)
            return page.pdf(prefer_css_page_size=True, tagged=True, outline=True)

        runs: dict[str, Callable[[], bytes]] = {
            "the report": lambda: render(report),
            "its words as plain paragraphs, untagged": lambda: bytes(HTML(string=words).write_pdf()),
            "its HTML printed by a warm Chromium": chromium,
        }
        made = {name: pages(run()) for name, run in runs.items()}
        took = medians(runs, 7)
        browser.close()
    return {name: (took[name], made[name]) for name in runs}


def downloads(name: str) -> tuple[dict[str, float], int, int]:
    """Seconds of a second download and of WhiteNoise serving the same, over HTTP by one thread; queries; bytes."""
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
        assessment = Assessment.objects.start(shop=Shop.objects.create(name="Bench"))
        assessment.record(read_persona(examples()[name], current(library(), settings.QUESTIONNAIRE)).answers, at=now)
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

            def measure() -> dict[str, float]:
                try:
                    return medians({path: partial(fetch, path) for path in (address, "/static/report.pdf")}, 100)
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
    named = {"a second download": took[address], "the same bytes as a static file": took["/static/report.pdf"]}
    return named, queries, len(stored)


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing of each request."""


def growth(report: Report) -> tuple[float, float]:
    """Megabytes in use after ten reports, and after fifty more; in a process that has done other things before."""
    found = []
    for number in (10, 50):
        for _ in range(number):
            render(report)
        gc.collect()
        pages_in_use = int(Path("/proc/self/statm").read_text().split()[1])
        found.append(pages_in_use * resource.getpagesize() / 2**20)
    return found[0], found[1]


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "bob-breakfix"
    found = renderers(example(name))
    (ours, number), *others = found.values()
    print(f"{name:<44}{'ms':>9}{'pages':>7}{'ms a page':>11}")
    for what, (took, made) in found.items():
        print(f"{what:<44}{took * 1e3:>9.0f}{made:>7}{took * 1e3 / made:>11.1f}")
    served, asked, size = downloads(name)
    for what, took in served.items():
        print(f"{what:<44}{took * 1e3:>9.2f}")
    again, static = served.values()
    before, after = growth(example(name))
    (plain, _), (chromium, _) = others
    budgets = [
        ("first rendering, ms a page", ours * 1e3 / number, 60.0),
        ("of a warm Chromium printing the same", ours / chromium, 1.0),
        ("of plain paragraphs", ours / plain, 2.5),
        ("second download, queries", asked, 5.0),
        ("second download, of a static file", again / static, 5.0),
        ("memory of 60 reports, of that of 10", after / before, 1.05),
        ("file, KB", size / 1024, 300.0),
    ]
    print(f"\n{'':<44}{'found':>9}{'at most':>9}")
    for what, value, most in budgets:
        print(f"{what:<44}{value:>9.2f}{most:>9.2f}{'' if value <= most else '  OVER'}")


if __name__ == "__main__":
    main()
