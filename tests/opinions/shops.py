"""Shops whose owner answered questions that others can answer too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.shops import Shop
from opinions.models.opinion import Opinion
from questions.core.question import Answer
from questions.models.assessment import Assessment
from tests.builders import answer_all, newest
from tests.makers import AT, make_browser, make_shop

# What Dana, a tech, says of a shop whose owner answered with 3 points throughout.
SAID: dict[str, Answer] = {
    "hours-worked": 70,
    "weekends": 1,
    "first-response": "same-day",
    "procedures": "unknown",
}


def make_rated(
    points: int = 3, *, shop: Shop | None = None, submitted: datetime | None = AT, **answers: Answer
) -> Assessment:
    """A shop's answers to the version with questions for others, each with these points; except `answers`."""
    assessment = Assessment.objects.start(newest(), shop=shop or make_shop("Bob's"))
    assessment.record(answer_all(newest(), points, goal="become-msp", **answers), at=AT)
    if submitted:
        assessment.submit(at=submitted)
    return assessment


def ask(assessment: Assessment, name: str = "Dana", *, by: User | None = None, at: datetime | None = None) -> str:
    """The token of a link for one person."""
    return Opinion.objects.ask(assessment, name, Opinion.Role.TECH, key=uuid4(), at=at or timezone.now(), by=by)


def make_opinion(
    assessment: Assessment, name: str = "Dana", said: dict[str, Answer] | None = None, **options: Any
) -> Opinion:
    """An opinion that was given."""
    found = Opinion.objects.of_token(ask(assessment, name, **options))
    assert found is not None
    assert found.give(SAID if said is None else said, at=timezone.now())
    return found


def make_owner(**answers: Answer) -> tuple[Client, Assessment]:
    assessment = make_rated(**answers)  # type: ignore[arg-type]  # an answer is none of the options
    return make_browser(assessment), assessment


def others(assessment: Assessment) -> str:
    return reverse("opinions:others", args=[assessment.pk])


def beside(opinion: Opinion) -> str:
    return reverse("opinions:beside", args=[opinion.assessment_id, opinion.pk])


def later(**how: Any) -> datetime:
    return timezone.now() + timedelta(**how)
