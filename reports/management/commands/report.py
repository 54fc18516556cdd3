"""Writes an assessment's report as a PDF, or checks the numbers inside one."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questions.library import library
from questions.models.assessment import Assessment
from reports.core.digest import Document
from reports.models.stored_report import StoredReport
from reports.pdf.verification import NotComparable, compare_numbers


class Command(BaseCommand):
    help = "Work with reports."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        render = verbs.add_parser("render", help="write the report of a submitted assessment as a PDF")
        render.add_argument("assessment", type=UUID)
        render.add_argument("--annex", action="store_true", help="write its annex instead, with every answer")
        render.add_argument("--output", type=Path, required=True)
        verify = verbs.add_parser("verify", help="score the answers inside a PDF again and compare every number")
        verify.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "render":
            document = Document.ANNEX if options["annex"] else Document.REPORT
            self.render(options["assessment"], options["output"], document)
        else:
            self.verify(options["file"])

    def render(self, key: UUID, output: Path, document: Document) -> None:
        assessment = Assessment.objects.select_related("shop__firm").filter(pk=key).first()
        if assessment is None:
            raise CommandError(f"There is no assessment {key}.")
        if not assessment.submitted:
            raise CommandError("This assessment has not been submitted yet.")
        stored = StoredReport.objects.obtain(assessment, document, opinions=True)
        try:
            with stored.file.open() as source:
                output.write_bytes(source.read())
        except OSError as error:
            raise CommandError(f"The report could not be written: {error}") from error
        self.stdout.write(f"{output}  SHA-256 {stored.sha256}")

    def verify(self, file: Path) -> None:
        try:
            data = file.read_bytes()
            found = compare_numbers(data, library())
        except OSError as error:
            raise CommandError(f"{file} could not be read: {error}") from error
        except NotComparable as reason:
            raise CommandError(f"{file} cannot be checked. {reason}") from reason
        self.stdout.write(f"{found.shop or 'A shop without a name'}, {found.date or 'not submitted'}")
        self.stdout.write(f"SHA-256 {sha256(data).hexdigest()}")
        for part in found.parts:
            self.stdout.write(f"{'DIFFERS' if part.differences else 'agrees '}  {part.label}")
            for line in part.differences:
                self.stdout.write(f"           {line}")
        if not found.agrees:
            raise CommandError(
                f"The numbers in {file} do not follow from its answers: one of them was changed after it was made."
            )
        self.stdout.write(
            "Every number in the file inside this PDF follows from the answers there. Who gave them, and what is "
            "printed on the pages, was not looked at."
        )
