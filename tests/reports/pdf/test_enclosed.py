"""The file inside a PDF: what it holds, and how it is named."""

import json
from io import BytesIO

import pikepdf

from reports.core.digest import report_digest
from reports.pdf.document import example
from reports.pdf.enclosed import FORMAT, NAME
from tests.makers import answers_of
from tests.reports.pdfs import made


def test_pdf_holds_answers_scorecard_and_questionnaire() -> None:
    report = example("bob-breakfix")
    with pikepdf.open(BytesIO(made("bob-breakfix"))) as pdf:
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
        "date": "",
        "answers": json.loads(json.dumps(answers_of("bob-breakfix"))),
        "scorecard": json.loads(json.dumps(report.card.as_json())),
    }
