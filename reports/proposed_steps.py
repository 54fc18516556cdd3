"""The steps of a result as the plan takes them on: each with the day by which it can be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from plans.core.proposal import Proposal
from questions.models.assessment import Assessment
from reports.core.ordering import steps_of
from reports.core.report import Report
from reports.core.steps import Step
from reports.core.worth import gains


def of_report(report: Report) -> tuple[Proposal, ...]:
    """Return the steps of a report, once its answers were submitted."""
    return _dated(report.steps, report.day) if report.day else ()


def of_assessment(assessment: Assessment) -> tuple[Proposal, ...]:
    """Return the same without the rest of the report, which takes longer."""
    if assessment.submitted is None:
        return ()
    card = assessment.score()
    steps = steps_of(assessment.questionnaire, card, gains(card), assessment.responses)
    return _dated(steps, timezone.localdate(assessment.submitted, assessment.shop.zone))


def _dated(steps: Iterable[Step], day: date) -> tuple[Proposal, ...]:
    return tuple(Proposal(step.question, day + timedelta(days=step.within)) for step in steps)
