"""A retest is given once, within its days, and stands beside the first answers."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from opinions.models.retest import AFTER, UNTIL, Retest
from questions.models.assessment import Assessment
from tests.makers import AT
from tests.opinions.shops import make_rated

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def test_only_within_its_days_and_once() -> None:
    assessment = make_rated()
    answers = {"hours-worked": 70}
    assert not Retest.objects.give(assessment, answers, at=AT + AFTER - SECOND)
    assert not Retest.objects.give(assessment, answers, at=AT + UNTIL)
    assert Retest.objects.give(assessment, answers, at=AT + AFTER)
    assert not Retest.objects.give(assessment, {"hours-worked": 40}, at=AT + UNTIL - SECOND)
    found = Retest.objects.of(assessment)
    assert found is not None
    assert found.responses == answers
    assert (found.agreement.same, found.agreement.compared) == (0, 1)


def test_the_score_stays_and_a_correction_takes_it_over() -> None:
    assessment = make_rated()
    before = Assessment.objects.filter(pk=assessment.pk).values().get()
    Retest.objects.give(assessment, {"hours-worked": 70}, at=AT + AFTER)
    assert Assessment.objects.filter(pk=assessment.pk).values().get() == before
    corrected = assessment.correct(key=uuid4(), at=AT + AFTER)
    corrected.submit(at=AT + AFTER)
    assert Retest.objects.of(corrected) is not None
    assessment.shop.delete()
    assert not Retest.objects.exists()


def test_a_correction_counts_its_days_from_the_first_answers() -> None:
    assessment = make_rated()
    corrected = assessment.correct(key=uuid4(), at=AT + AFTER)
    corrected.submit(at=AT + AFTER)
    assert Retest.objects.give(corrected, {"hours-worked": 70}, at=AT + AFTER)
