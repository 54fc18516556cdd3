"""PDFs for everyone: the questionnaire on paper, and the reports of our example shops with their annexes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import override

from questions.core.personas import examples
from questions.core.questionnaire import Questionnaire
from questions.library import asked_today, library
from reports.core.digest import Document
from reports.pdf.document import MADE_WITH, example, file_name, html_of, render
from reports.pdf.rendering import render_pdf

QUESTIONNAIRE = ""  # no example has this name
ANNEX = "/annex"  # after an example's name: its annex


@dataclass(frozen=True, slots=True)
class Handout:
    """`name` is the download's file name, `path` where it is stored; the path changes whenever its look would."""

    name: str
    path: str
    render: Callable[[], bytes]


def handouts() -> list[str]:
    """Return the names that `handout` knows, most requested first."""
    return [QUESTIONNAIRE, *examples(), *(f"{name}{ANNEX}" for name in examples())]


def handout(of: str) -> Handout:
    """Return the questionnaire, or a document of an example shop; raise KeyError if there is none of that name."""
    if of != QUESTIONNAIRE:
        return _document(of.removesuffix(ANNEX), Document.ANNEX if of.endswith(ANNEX) else Document.REPORT)
    asked = asked_today()
    return _questionnaire(asked.slug, asked.version, settings.PAPER)


@cache
def _questionnaire(slug: str, version: str, paper: str) -> Handout:
    asked = library()[slug, version]
    made_of = _digest(blank_html(asked), "site/blank.css")
    return Handout(f"{slug}-{version}.pdf", f"blank/{slug}-{version}-{made_of}.pdf", lambda: blank(asked))


@cache
def _document(name: str, document: Document) -> Handout:
    report = example(name)
    made_of = _digest(html_of(report, document), "site/print.css")
    path = f"examples/{name}-{document}-{made_of}.pdf"
    return Handout(file_name(report, document), path, lambda: render(report, document=document))


def _digest(html: str, style: str) -> str:
    css = Path(str(finders.find(style))).read_bytes()
    return sha256(html.encode() + css + MADE_WITH.encode()).hexdigest()[:16]


def blank(questionnaire: Questionnaire) -> bytes:
    """Return a tagged PDF of every question, with boxes to tick and room to write."""
    return render_pdf(blank_html(questionnaire))


def blank_html(questionnaire: Questionnaire) -> str:
    with override(questionnaire.lang):
        return render_to_string("reports/blank.html", {"questionnaire": questionnaire, "paper": settings.PAPER})
