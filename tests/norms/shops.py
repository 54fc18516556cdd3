"""Shops whose owners agreed to be counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from questions.models.assessment import Assessment
from tests.builders import answer_all, newest
from tests.makers import AT, make_shop


def make_counted(points: int = 3, *, counted: bool = True, at: datetime = AT, **fields: Any) -> Assessment:
    """A shop's answers, each with these points."""
    assessment = Assessment.objects.start(newest(), shop=make_shop(**fields))
    assessment.record(answer_all(newest(), points, goal="become-msp"), at=at)
    assessment.submit(at=at)
    assessment.count(agreed=counted, at=timezone.now())
    return assessment
