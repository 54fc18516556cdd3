"""Write an assessment's report as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questions.models import Assessment
from reports.models import StoredReport


class Command(BaseCommand):
    help = "Work with stored reports."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        render = verbs.add_parser("render", help="write the report of a submitted assessment as a PDF")
        render.add_argument("assessment", type=UUID)
        render.add_argument("--output", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        assessment = Assessment.objects.select_related("shop").filter(pk=options["assessment"]).first()
        if assessment is None:
            raise CommandError(f"There is no assessment {options['assessment']}.")
        if not assessment.submitted:
            raise CommandError("This assessment has not been handed in yet.")
        stored = StoredReport.objects.obtain(assessment)
        try:
            with stored.file.open() as source:
                options["output"].write_bytes(source.read())
        except OSError as error:
            raise CommandError(f"The report could not be written: {error}") from error
        self.stdout.write(f"{options['output']}  SHA-256 {stored.sha256}")
