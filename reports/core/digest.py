"""What tells one report from another: SHA-256 of its canonical JSON."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from questions.core.later import told
from reports.core.report import Report


def report_digest(report: Report) -> str:
    """SHA-256 of the canonical JSON of a report."""
    canonical = json.dumps(
        report, default=_fields, sort_keys=True, separators=(",", ":")
    )  # `as_json` takes thrice as long
    return sha256(canonical.encode()).hexdigest()


def _fields(value: Any) -> dict[str, Any]:
    return dict(told(value))


def part_digests(report: Report) -> dict[str, str]:
    """A short digest of each field of a report, so that two of them can be told apart without keeping either."""
    return {name: _short(part) for name, part in told(report)}


def _short(part: Any) -> str:
    return sha256(json.dumps(part, default=_fields, sort_keys=True).encode()).hexdigest()[:12]
