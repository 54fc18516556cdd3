"""What a report says without a verdict: how many answers are unknown, and which to look up first."""

from __future__ import annotations

from dataclasses import dataclass

from questions.core.every_level import UNANSWERED
from questions.core.filling import fill
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Response, Scorecard
from reports.core.worth import narrowing

MOST_LOOK_UPS = 3


@dataclass(frozen=True, slots=True)
class LookUp:
    """An answer worth looking up, and what the questionnaire says to an owner who doesn't know it."""

    question: str
    text: str
    how: str


def incomplete_text(questionnaire: Questionnaire, card: Scorecard) -> str:
    """Return the text shown without a verdict; newer texts give the number of unknown answers, the goal among them."""
    texts = questionnaire.verdict
    if texts.telling is None:
        return texts.incomplete
    unanswered = sum(item.response in {Response.UNKNOWN, Response.MISSING} for item in card.scored)
    unanswered += card.goal is None
    return texts.telling.incomplete_one if unanswered == 1 else fill(texts.incomplete, {UNANSWERED: unanswered})


def look_ups(questionnaire: Questionnaire, card: Scorecard) -> tuple[LookUp, ...]:
    """Return the most important unanswered questions, three at most; none for texts that don't use them.

    First what a verdict needs, then what would narrow the result most.
    """
    if questionnaire.verdict.telling is None:
        return ()
    needed = [code for code in card.missing if code in questionnaire.question]
    found = [questionnaire.question[name] for name in dict.fromkeys((*needed, *narrowing(card)))]
    return tuple(LookUp(each.id, each.text, each.unknown or each.why) for each in found[:MOST_LOOK_UPS])
