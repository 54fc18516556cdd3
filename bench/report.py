"""What making and handing out a report costs, beside other ways to do it: `python -m bench.report [persona]`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client, override_settings
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


def body(response: Any) -> bytes:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    assert response.status_code == HTTPStatus.OK
    return bytes(content)


def downloads(name: str) -> dict[str, float]:
    """Seconds of a second download of a stored report, and of WhiteNoise serving the same bytes; both in process."""
    with (
        TemporaryDirectory() as folder,
        override_settings(
            MEDIA_ROOT=f"{folder}/media",
            STATIC_ROOT=f"{folder}/static",
            TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
        ),
    ):
        Path(f"{folder}/static").mkdir()
        call_command("migrate", verbosity=0)
        now = timezone.now()
        assessment = Assessment.objects.start(shop=Shop.objects.create(name="Bench"))
        assessment.record(read_persona(examples()[name], current(library(), settings.QUESTIONNAIRE)).answers, at=now)
        assessment.submit(at=now)
        token = Access.objects.grant(assessment, at=now)
        browser = Client(headers={"host": "127.0.0.1"})
        browser.cookies[COOKIE] = token
        address = reverse("reports:pdf", args=[assessment.pk])
        stored = body(browser.get(address))  # the first download makes it
        Path(f"{folder}/static/report.pdf").write_bytes(stored)
        visitor = Client(headers={"host": "127.0.0.1"})  # WhiteNoise looks once, when its middleware is made
        assert body(visitor.get("/static/report.pdf")) == stored
        return medians(
            {
                "a second download": lambda: body(browser.get(address)),
                "the same bytes as a static file": lambda: body(visitor.get("/static/report.pdf")),
            },
            200,
        )


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "bob-breakfix"
    found = renderers(example(name))
    base, _ = found["the report"]
    print(f"{name:<42}{'ms':>9}{'pages':>7}{'ms a page':>11}{'ratio':>8}")
    for what, (took, number) in found.items():
        print(f"{what:<42}{took * 1e3:>9.0f}{number:>7}{took * 1e3 / number:>11.1f}{took / base:>8.2f}")
    served = downloads(name)
    for what, took in served.items():
        print(f"{what:<42}{took * 1e3:>9.2f}")


if __name__ == "__main__":
    main()
