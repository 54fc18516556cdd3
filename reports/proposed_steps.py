"""The steps of a result as the plan takes them on: each with the day by which it can be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from plans.core.proposal import Proposal
from questions.core.question import When
from questions.models.assessment import Assessment
from reports.core.ordering import ordered_steps
from reports.core.report import Report
from reports.core.steps import Step, pick
from reports.core.worth import gains

WEEK = 7  # days


def of_report(report: Report) -> tuple[Proposal, ...]:
    """Return the steps of a report, once its answers were submitted."""
    return _dated(report.steps, report.day) if report.day else ()


def of_assessment(assessment: Assessment) -> tuple[Proposal, ...]:
    """Return the same without the rest of the report, which takes longer."""
    if assessment.submitted is None:
        return ()
    questionnaire, card, answers = assessment.questionnaire, assessment.score(), assessment.responses
    adds = gains(card)
    ordered = questionnaire.rules.ordered_steps
    steps = ordered_steps(questionnaire, card, adds, answers) if ordered else pick(questionnaire, card, adds)
    return _dated(steps, timezone.localdate(assessment.submitted, assessment.shop.zone))


def _dated(steps: Iterable[Step], day: date) -> tuple[Proposal, ...]:
    return tuple(Proposal(step.question, day + timedelta(days=_within(step))) for step in steps)


def _within(step: Step) -> int:
    """Return in how many days a step can be done; older questionnaires say it for a whole group."""
    return step.by or (WEEK if step.when is When.WEEK else int(step.when))
