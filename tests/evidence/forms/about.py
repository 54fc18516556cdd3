"""What a reading found, by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evidence.core.asked import Topic
from evidence.core.measures.finding import Measure
from evidence.forms.asking import About, Question


def make_about(*asks: tuple[Topic, dict[str, Any]], role: str = "created", **fields: Any) -> About:
    """A reading that asks these; other fields are the pages' or, as `replies`, what was said."""
    replies = fields.pop("replies", {})
    measures = {measure.value: {"reason_code": None} for measure in Measure}
    measures |= {name: {"reason_code": code} for name, code in fields.pop("reasons", {}).items()}
    pages = {
        "asks": [{"topic": topic.value, "role": role, "fields": found} for topic, found in asks],
        "telling": [{"id": "7", "created": "2026-11-24T03:05:00", "finished": None, "minutes": None}],
        "machines": [],
        "agents": [],
        "file": {"window": {"from": "2026-10-28", "to": "2026-11-24", "covered": True}},
        "measures": measures,
        **fields,
    }
    return About(pages=pages, replies=replies, zone="America/Chicago", zone_known=True)


def by_name(questions: Iterable[Question]) -> dict[str, Question]:
    return {question.name: question for question in questions}


def choices(question: Question, name: str = "") -> list[tuple[str, str]]:
    field: Any = question.fields[name or question.name]
    return [(value, str(label)) for value, label in field.choices]
