"""Whose answers are counted: first attempts of shops that agreed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from norms.answered import first_attempts, given_by_question, points_by_question
from questions.models.assessment import Assessment
from tests.builders import answer_all, newest
from tests.makers import AT
from tests.norms.shops import make_counted

pytestmark = pytest.mark.django_db


def test_only_first_attempts_of_shops_that_agreed_and_no_examples() -> None:
    first = Assessment.objects.get(pk=make_counted().pk)
    make_counted(counted=False)
    make_counted(example="willing-beginner")
    again = first.retake(key=uuid4())
    again.record(answer_all(newest(), 1, goal="become-msp"), at=AT)
    again.submit(at=AT + timedelta(days=90))
    again.count(agreed=True, at=timezone.now())
    assert first_attempts(newest()) == [first]
    slip = first.correct(key=uuid4(), at=AT)
    slip.record({"hours-worked": 60}, at=AT)
    slip.submit(at=AT + timedelta(days=1))
    assert first_attempts(newest()) == [slip]
    given = given_by_question(newest(), [slip])["hours-worked"]
    assert [(each.answer, each.changes) for each in given] == [(60, 1)]


def test_points_are_those_of_scored_questions() -> None:
    found = points_by_question(newest(), [{"hours-worked": 70, "goal": "become-msp"}, {"hours-worked": "unknown"}])
    assert found["hours-worked"] == {0: 0}
    assert "goal" not in found
