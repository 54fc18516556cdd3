"""Identifies a report by the SHA-256 of its canonical JSON."""

from __future__ import annotations

import json
from enum import StrEnum
from hashlib import sha256
from typing import Any

from questions.core.later import digest_fields
from reports.core.report import Report


class Document(StrEnum):
    """What is made of a report: the report itself, or the annex with every answer, the method and the sources."""

    REPORT = "report"
    ANNEX = "annex"


def document_key(report: Report, document: Document) -> str:
    """Return the SHA-256 that identifies one document of a report.

    The documents made before there were two have the report's digest as their key.
    """
    return sha256(f"{document}:{report_digest(report)}".encode()).hexdigest()


def report_digest(report: Report) -> str:
    """Return the SHA-256 of a report's canonical JSON."""
    canonical = json.dumps(
        report, default=_fields, sort_keys=True, separators=(",", ":")
    )  # `as_json` takes three times as long
    return sha256(canonical.encode()).hexdigest()


def _fields(value: Any) -> dict[str, Any]:
    return dict(digest_fields(value))


def part_digests(report: Report) -> dict[str, str]:
    """Return a short digest of each field, so that two reports can be told apart without storing either."""
    return {name: _short(part) for name, part in digest_fields(report)}


def _short(part: Any) -> str:
    return sha256(json.dumps(part, default=_fields, sort_keys=True).encode()).hexdigest()[:12]
