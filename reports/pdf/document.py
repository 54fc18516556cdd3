"""Makes the PDF document of a Report: its template, its language, and the program that made it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from importlib.metadata import version

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext, override

from questions.core.personas import Persona, examples, read_persona
from questions.core.questionnaire import Questionnaire
from questions.core.scoring import score
from questions.library import asked_today, ours
from reports.core.digest import Document
from reports.core.report import Report, build_report
from reports.pdf.enclosed import NAME, numbers_of
from reports.pdf.rendering import NONE, Enclosed, render_pdf

TEMPLATE = 7  # increase it when the document's look changes
MADE_WITH = f"template {TEMPLATE}, WeasyPrint {version('weasyprint')}"


def render(report: Report, logos: Mapping[str, bytes] = NONE, document: Document = Document.REPORT) -> bytes:
    """Return a document of a report in its questionnaire's language; the same report always gives the same bytes.

    `logos` has the brand's logo by its address.
    """
    made = datetime.combine(report.day or date(2026, 1, 1), time())  # never now
    with override(report.lang):
        description = gettext("Answers and scorecard, to count again: manage.py report verify")
    return render_pdf(
        html_of(report, document), enclosed=Enclosed(NAME, description, numbers_of(report), made), logos=logos
    )


def html_of(report: Report, document: Document = Document.REPORT) -> str:
    with override(report.formats):
        return render_to_string(f"reports/pdf/{document}.html", {"report": report, "document": document})


def file_name(report: Report, document: Document = Document.REPORT) -> str:
    """Return a name such as readiness-report-bobs-computers-2026-11-22.pdf."""
    return name_of(report.shop, report.date, document)


def name_of(shop: str, date: str, document: str = Document.REPORT) -> str:
    parts = [f"readiness-{document or Document.REPORT}", slugify(shop, allow_unicode=True)[:60].strip("-_"), date]
    return "-".join(part for part in parts if part) + ".pdf"


def report_of_persona(persona: Persona, questionnaire: Questionnaire | None = None) -> Report:
    """Return the report of a shop in a file, really scored, without a database; by default by today's version."""
    questionnaire = questionnaire or asked_today()
    card = score(questionnaire, persona.answers)
    return build_report(questionnaire, persona.answers, card, shop=persona.name, date="", paper=settings.PAPER)


@cache
def example(name: str) -> Report:
    """Return the report of one of our example shops; raise KeyError if there is none of that name."""
    return report_of_persona(read_persona(examples()[name], ours()), ours())
