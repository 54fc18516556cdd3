"""The steps of a result come from the app that knows them, once its answers are submitted."""

import pytest

from plans.proposing import proposals_of
from reports.models.composing import report_of
from tests.makers import answers_of, make_assessment, make_submitted

pytestmark = pytest.mark.django_db


def test_a_result_proposes_its_steps_in_their_order() -> None:
    assessment = make_submitted()
    assert [each.question for each in proposals_of(assessment)] == [s.question for s in report_of(assessment).steps]


def test_nothing_is_proposed_before_submitting() -> None:
    assert proposals_of(make_assessment(answers_of("bob-breakfix"))) == ()
