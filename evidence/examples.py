"""Invented tickets beside the answers of example shops, moved by whole weeks to end shortly before the answers."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from secrets import token_bytes
from types import MappingProxyType
from typing import Any

from clients.models.shops import local
from evidence import library
from evidence.core.kept import INVENTED, Kept
from evidence.core.reading.encoding import Open
from evidence.examination import Facts, look
from evidence.models.kept_record import Record
from questions.models.assessment import Assessment

END = date(2026, 11, 26)  # the day after the last ticket of the files
DAY = re.compile(rb"\b\d{4}-\d\d-\d\d\b")


@dataclass(frozen=True, slots=True)
class Example:
    """The files of one shop, and what its owner said about them."""

    tickets: str
    entries: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


SAID = MappingProxyType(
    {
        "zone": "America/Chicago",
        "file_zone": "America/Chicago",
        "country": "US",
        "hours": "mon-fri 8:00-18:00",
        "whole": True,
        "covers_from_to": True,
        "types_while_helping": False,
        "planned_logged": True,
    }
)
EXAMPLES = {
    "willing-beginner": Example("freshdesk.csv", said=SAID),
    "burning-but-able": Example("two-files-tickets.csv", "two-files-hours.csv", said=SAID),
}


def keep_example(assessment: Assessment) -> bool:
    """Keep the record of an example shop's tickets; False if it has none, or a record already."""
    example = EXAMPLES.get(assessment.shop.example)
    if example is None or assessment.submitted is None or Record.objects.shown_of(assessment) is not None:
        return False
    Record.objects.keep(assessment, _read(example, assessment, assessment.submitted), by=None, at=assessment.submitted)
    return True


def _read(example: Example, assessment: Assessment, submitted: datetime) -> Kept:
    day = local(submitted, assessment.shop)
    weeks = (day.date() - END) // timedelta(weeks=1)
    facts = Facts(
        questionnaire=assessment.questionnaire,
        answers=assessment.responses,
        zone=assessment.shop.zone,
        uploaded=submitted,
        submitted=day,
        one_person=assessment.questionnaire.works_alone(assessment.responses, assessment.shop.people),
    )
    entries = _moved(example.entries, weeks) if example.entries else None
    _pages, kept = look(_moved(example.tickets, weeks), entries, example.said, facts, token_bytes(32))
    return replace(kept, settings={**kept.settings, INVENTED: True})


def _moved(name: str, weeks: int) -> Open:
    """Return an opener of a file whose days are so many weeks later."""

    def later(found: re.Match[bytes]) -> bytes:
        return (date.fromisoformat(found[0].decode()) + timedelta(weeks=weeks)).isoformat().encode()

    text = DAY.sub(later, (library.CONTENT / "examples" / name).read_bytes())
    return lambda: io.BytesIO(text)
