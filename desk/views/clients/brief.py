"""What a consultant reads before a call about one attempt: the first tab of the client's page, and the meeting pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from plans.models.board import Board, today_at
from plans.models.item import Item
from questions.models.assessment import Assessment
from reports import proposed_steps
from reports.core.briefing import FEW, Before, holding, hurting, to_ask, unknown_in
from reports.core.comparison import Comparison, compare
from reports.core.report import Report
from reports.core.steps import Step
from reports.models.composing import report_of
from reports.models.meeting import Meeting
from reports.models.review import Note

NEXT = 3  # items of the plan that come first


def brief(assessment: Assessment, report: Report) -> dict[str, Any]:
    """Return the context of the brief, with the same number of queries whatever the shop has written and done."""
    before = before_of(assessment)
    then = before.report if before else None
    board = Board.of(assessment, proposed_steps.of_report(report))
    today = today_at(assessment.shop, timezone.now())
    asked = to_ask(assessment.worded, assessment.responses, report, before)
    comparison = then and before and compare(then, report, before.questionnaire, assessment.questionnaire)
    open_with = agreed(board.items, today)
    return {
        "comparison": comparison,
        "moved": moved(comparison) if comparison else [],
        "hurts": hurting(assessment.worded, assessment.responses, report),
        "holds": holding(assessment.worded, assessment.responses, report),
        "open_with": open_with,
        "open_with_why": why(report, open_with.key) if open_with else "",
        "open_with_late": open_with is not None and open_with.overdue(today),
        "first_step": report.steps[0] if report.steps else None,
        "asked": asked[:FEW],
        "asked_more": asked[FEW:],
        "plan": board,
        "next_due": next_due(board, today),
        "last_meeting": Meeting.objects.of(assessment.shop).first(),
        "last_note": Note.objects.last_on(assessment.shop),
    }


def before_of(assessment: Assessment) -> Before | None:
    """Return the attempt before this one, once this one is submitted; None for the first."""
    if not assessment.submitted or not assessment.earlier:
        return None
    last = assessment.earlier[-1]
    unknown = [unknown_in(each.score()) for each in reversed(assessment.earlier)]
    return Before(last.questionnaire, last.responses, report_of(last), unknown)


def agreed(items: Sequence[Item], today: date) -> Item | None:
    """Return what was agreed and isn't done, to open the talk with: what is overdue first, then what was begun.

    A step that nobody has touched since it was proposed was not agreed, unless its day has passed.
    """
    found = [item for item in items if item.left and (item.version or item.overdue(today))]
    found.sort(key=lambda item: (not item.overdue(today), item.state != Item.State.DOING, item.due or date.max))
    return found[0] if found else None


def why(report: Report, key: str) -> str:
    """Return what called for the step of this key, in a few words; empty where the report no longer proposes it."""
    return next((step.because for step in report.steps if step.question == key), "")


def next_due(board: Board, today: date) -> list[tuple[Item, bool]]:
    """Return the items that are due first, each with whether its day has passed."""
    left = [item for item in board.by_day if item.left]
    return [(item, item.overdue(today)) for item in left[:NEXT]]


def moved(comparison: Comparison) -> list[tuple[str, int, int, int]]:
    """Return each section with the same questions both times: its readiness then, now, and the change, best first."""
    found = [
        (each.title, each.before, each.after, each.after - each.before)
        for each in comparison.sections
        if each.before is not None and each.after is not None
    ]
    return sorted(found, key=lambda row: -row[3])


def planned(report: Report, plan: Board) -> list[tuple[Step | None, Item]]:
    """Return the plan's items in the order of the report's steps, then those that it doesn't propose."""
    steps = {step.question: step for step in report.steps}
    ordered = [key for key in steps if key in plan.named] + [key for key in plan.named if key not in steps]
    return [(steps.get(key), plan.named[key]) for key in ordered]
