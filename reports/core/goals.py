"""What the owner's goal needs, and which of it is in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from questions.core.questionnaire import Goal, Need, Questionnaire
from questions.core.scorecard import Response, Scorecard, Scored
from reports.core.steps import open_below


@dataclass(frozen=True, slots=True)
class NeedPart:
    """One thing the goal needs, in a few words, and whether it is in place."""

    name: str
    met: bool


def judged(goal: Goal | None, scored: Mapping[str, Scored]) -> list[tuple[Need, bool]]:
    """Return each need of a goal among what was scored, and whether it is met; leave out any that doesn't apply."""
    asked = ((need, scored[need.question]) for need in (goal.needs if goal else ()) if need.question in scored)
    return [
        (need, not open_below(item, need.least)) for need, item in asked if item.response is not Response.NOT_APPLICABLE
    ]


def needs_of(questionnaire: Questionnaire, card: Scorecard) -> tuple[NeedPart, ...]:
    """Return what the goal needs; empty without a goal, or where the questionnaire has no words for its needs."""
    goal = questionnaire.goal_named(card.goal)
    scored = {item.question: item for item in card.scored}
    needs = tuple(
        NeedPart(questionnaire.question[need.question].says.missing, met) for need, met in judged(goal, scored)
    )
    return needs if all(need.name for need in needs) else ()
