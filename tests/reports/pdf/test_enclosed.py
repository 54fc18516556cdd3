"""The file inside a PDF: what it holds, and how it is named."""

import json
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from reports.core.digest import Document, report_digest
from reports.pdf.enclosed import FORMAT, NAME
from tests.reports.pdfs import made
from tests.reports.pdfs import report as report_of


@pytest.mark.parametrize("document", Document)
def test_pdf_holds_answers_scorecard_and_questionnaire(document: Document) -> None:
    report = replace(report_of("bob-breakfix"), paper="Letter")
    with pikepdf.open(BytesIO(made("bob-breakfix", document=document))) as pdf:
        assert list(pdf.attachments) == [NAME]
        spec = pdf.attachments[NAME]
        assert spec.description == "Answers and scorecard, to count again: manage.py report verify"
        assert {str(spec.obj.F), str(spec.obj.UF)} == {NAME}
        file = spec.get_file()
        assert file.mime_type == "application/json"
        numbers = json.loads(file.read_bytes())
        assert file.creation_date == file.mod_date
    assert numbers == {
        "format": FORMAT,
        "report": report_digest(report),
        "questionnaire": {"slug": "is-it-working", "version": report.version, "checksum": report.checksum},
        "shop": report.shop,
        "date": "2026-11-29",
        "answers": json.loads(json.dumps(report.answers)),
        "scorecard": json.loads(json.dumps(report.card.as_json())),
    }
