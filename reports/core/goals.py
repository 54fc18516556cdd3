"""What the owner's goal needs, and which of it is in place."""

from __future__ import annotations

from dataclasses import dataclass

from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Response, Scorecard
from reports.core.steps import open_below


@dataclass(frozen=True, slots=True)
class NeedPart:
    """One thing the goal needs, in a few words, and whether it is in place."""

    name: str
    met: bool


def needs_of(questionnaire: Questionnaire, card: Scorecard) -> tuple[NeedPart, ...]:
    """Return what the goal needs; empty without a goal, or where the questionnaire has no words for its needs."""
    goal = questionnaire.goal_named(card.goal)
    scored = {item.question: item for item in card.scored}
    needs = tuple(
        NeedPart(questionnaire.question[need.question].says.missing, not open_below(scored[need.question], need.least))
        for need in (goal.needs if goal else ())
        if scored[need.question].response is not Response.NOT_APPLICABLE
    )
    return needs if all(need.name for need in needs) else ()
