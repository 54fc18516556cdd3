"""The steps of a result have a day each, counted from submitting in the shop's time zone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from questions.core.question import When
from reports import proposed_steps
from reports.models.composing import report_of
from tests.makers import answers_of, make_assessment, make_shop, make_submitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("persona", ["bob-breakfix", "managed-ordinary", "content-residential"])
def test_the_short_way_and_the_whole_report_propose_the_same(persona: str) -> None:
    assessment = make_submitted(persona)
    found = proposed_steps.of_assessment(assessment)
    assert found == proposed_steps.of_report(report_of(assessment))
    days = {When.WEEK: 7, When.DAYS_30: 30, When.DAYS_60: 60, When.DAYS_90: 90}
    for each, step in zip(found, report_of(assessment).steps, strict=True):
        assert each.question == step.question
        assert each.due == date(2026, 11, 20) + timedelta(days=step.by or days[step.when])


def test_days_begin_in_the_shops_time_zone() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    shop = make_shop(time_zone="Pacific/Auckland")
    assessment = make_assessment(answers_of("bob-breakfix"), shop=shop, submitted=late)
    first = proposed_steps.of_assessment(assessment)[0]
    step = report_of(assessment).steps[0]
    assert first.due == date(2026, 11, 21) + timedelta(days=step.by or 7)


def test_nothing_before_submitting() -> None:
    assessment = make_assessment(answers_of("bob-breakfix"))
    assert proposed_steps.of_assessment(assessment) == proposed_steps.of_report(report_of(assessment)) == ()
