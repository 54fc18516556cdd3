"""The numbers of a report as a file inside its PDF, enough to compute them again."""

from __future__ import annotations

import json

from questions.core.scoring import shown
from reports.core.digest import report_digest
from reports.core.report import Report

NAME = "readiness-report.json"
FORMAT = "readiness-report 1"


def numbers_of(report: Report) -> bytes:
    """Return questionnaire, answers and scorecard as JSON; the same report always gives the same bytes."""
    numbers = {
        "format": FORMAT,
        "report": report_digest(report),
        "questionnaire": {"slug": report.slug, "version": report.version, "checksum": report.checksum},
        "shop": report.shop,
        "date": report.date,
        **({"answered_by": report.answered_by} if report.answered_by else {}),
        "answers": report.answers,
        "scorecard": shown(report.rules, report.card),
    }
    return json.dumps(numbers, ensure_ascii=False, indent=1, sort_keys=True).encode()
