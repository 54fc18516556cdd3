"""Which actions a report proposes, in which order, and for which reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questions.core.question import MOST_POINTS, Action, Measure
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Response, Scorecard, Scored

MOST_STEPS = 9
THIS_WEEK = 3
COSTLY = 2  # an outcome with so few points calls for the practices behind it
ENOUGH = 3  # a practice with so many points is not what holds an outcome back
EFFORT = {"S": 1, "M": 2, "L": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One proposed action; `reason` is gate, strain, ceiling, need or gain.

    `cause` is the question that called for it, `cause_text` its text. `when` is week for the first three, else 30, 60
    or 90 (days).
    """

    question: str
    action: Action
    reason: str
    cause: str
    cause_text: str
    when: str


def pick(questionnaire: Questionnaire, card: Scorecard, gains: Mapping[str, float]) -> tuple[Step, ...]:
    """At most nine steps, never two from one question; none at all is a valid answer.

    `gains` are points of overall readiness that each practice's best answer would add.
    """
    steps: dict[str, Step] = {}
    for question, reason, cause in _candidates(questionnaire, card, gains):
        if len(steps) == MOST_STEPS:
            break
        action = questionnaire.question[question].action
        if action is not None and question not in steps:
            later = "30" if action.when == "week" else action.when
            when = "week" if len(steps) < THIS_WEEK else later
            steps[question] = Step(question, action, reason, cause, questionnaire.question[cause].text, when)
    order = {"week": 0, "30": 1, "60": 2, "90": 3}
    return tuple(sorted(steps.values(), key=lambda step: order[step.when]))


def _candidates(
    questionnaire: Questionnaire, card: Scorecard, gains: Mapping[str, float]
) -> Iterator[tuple[str, str, str]]:
    """Practice, reason and the question that called for it, the most pressing first."""
    scored = {item.question: item for item in card.scored}
    goal = next((each for each in questionnaire.goals if each.id == card.goal), None)
    for gate in questionnaire.gates:
        if gate.id in card.closed:
            yield gate.question, "gate", gate.question
    if card.band.id == questionnaire.strain_bands[-1].id:
        yield from _behind_strain(questionnaire, scored)
    ceiling = questionnaire.ceiling
    if ceiling is not None and card.stage.id != card.stage_by_score and (goal is None or goal.path):
        for practice in _levers(questionnaire, ceiling.question, scored):
            yield practice, "ceiling", ceiling.question
    if goal is not None and goal.path:
        for need in goal.needs:
            if open_below(scored[need.question], need.least):
                for practice in _levers(questionnaire, need.question, scored):
                    yield practice, "need", need.question
    if card.band.id != questionnaire.strain_bands[0].id:
        yield from _behind_strain(questionnaire, scored)
    if goal is None or goal.path:
        worth = {
            name: round(gain / EFFORT[action.effort], 9)
            for name, gain in gains.items()
            if gain and (action := questionnaire.question[name].action)
        }
        for name in sorted(worth, key=lambda each: worth[each], reverse=True):
            yield name, "gain", name


def _behind_strain(questionnaire: Questionnaire, scored: Mapping[str, Scored]) -> Iterator[tuple[str, str, str]]:
    """Practices behind the outcomes that cost most, the costliest first; equal ones in the questionnaire's order."""
    costly = [
        (item.weight * (MOST_POINTS - item.points), item.question)
        for item in scored.values()
        if item.measure is Measure.STRAIN and item.points is not None and item.points <= COSTLY
    ]
    for _, question in sorted(costly, key=lambda pair: pair[0], reverse=True):
        for practice in _levers(questionnaire, question, scored):
            yield practice, "strain", question


def _levers(questionnaire: Questionnaire, name: str, scored: Mapping[str, Scored]) -> Iterator[str]:
    """The practice itself, or those behind an outcome that leave something to do; one not known leaves it too."""
    question = questionnaire.question[name]
    if question.practice:
        yield name
    for practice in question.practices:
        if open_below(scored[practice], ENOUGH):
            yield practice


def open_below(item: Scored, least: int) -> bool:
    """Whether a question leaves something to do: below `least` points, or not known; not where it doesn't apply."""
    return item.response is not Response.NOT_APPLICABLE and (item.points is None or item.points < least)
