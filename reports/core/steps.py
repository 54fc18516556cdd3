"""Chooses the actions that a report proposes, their order, and the reason for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from questions.core.later import LATER
from questions.core.question import MOST_POINTS, Action, Effort, Measure, When
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Response, Scorecard, Scored

COSTLY = 2  # an outcome with at most so many points calls for the practices behind it
ENOUGH = 3  # a practice with so many points is not what holds back an outcome
EFFORT = {Effort.SMALL: 1, Effort.MEDIUM: 2, Effort.LARGE: 3}
TIMES = tuple(When)  # in their order


def days_of(when: When) -> int:
    """Return in how many days what is due then is due."""
    return 7 if when is When.WEEK else int(when)


class Reason(StrEnum):
    """Why a step is proposed."""

    GATE = "gate"
    STRAIN = "strain"
    CEILING = "ceiling"
    NEED = "need"
    GAIN = "gain"
    OPTIONAL = "optional"  # in a shop that can stay as it is


@dataclass(frozen=True, slots=True)
class Step:
    """One proposed action.

    `cause` is the question that called for it, `cause_text` its text, `because` its answer in a few words. `when` is
    this week for the first three, else a number of days; `by` is the number of days in which it can be done, 0 if the
    questionnaire does not say.
    """

    question: str
    action: Action
    reason: Reason
    cause: str
    cause_text: str
    when: When
    because: str = field(default="", metadata=LATER)
    by: int = field(default=0, metadata=LATER)

    @property
    def within(self) -> int:
        """In how many days it can be done; older questionnaires say it for a whole group."""
        return self.by or days_of(self.when)


def pick(questionnaire: Questionnaire, card: Scorecard, gains: Mapping[str, float]) -> tuple[Step, ...]:
    """Return as many steps as the rules allow, at most one per question; none is a valid result.

    `gains` are points of overall readiness that each practice's best answer would add.
    """
    steps: dict[str, Step] = {}
    for question, reason, cause in _candidates(questionnaire, card, gains):
        if len(steps) == questionnaire.rules.most_steps:
            break
        action = questionnaire.question[question].action
        if action is not None and question not in steps:
            later = When.DAYS_30 if action.when is When.WEEK else action.when
            when = When.WEEK if len(steps) < questionnaire.rules.steps_this_week else later
            steps[question] = Step(question, action, reason, cause, questionnaire.question[cause].text, when)
    return tuple(sorted(steps.values(), key=lambda step: TIMES.index(step.when)))


def _candidates(
    questionnaire: Questionnaire, card: Scorecard, gains: Mapping[str, float]
) -> Iterator[tuple[str, Reason, str]]:
    """Yield practice, reason and the question that called for it, most pressing first."""
    scored = {item.question: item for item in card.scored}
    goal = questionnaire.goal_named(card.goal)
    for gate in questionnaire.gates:
        if gate.id in card.closed:
            yield gate.question, Reason.GATE, gate.question
    if questionnaire.hot and card.band.id == questionnaire.hot.id:
        yield from _behind_strain(questionnaire, scored)
    ceiling = questionnaire.ceiling
    if ceiling is not None and card.stage.id != card.stage_by_score and (goal is None or goal.path):
        for practice in _levers(questionnaire, ceiling.question, scored):
            yield practice, Reason.CEILING, ceiling.question
    if goal is not None and goal.path:
        for need in goal.needs:
            if open_below(scored[need.question], need.least):
                for practice in _levers(questionnaire, need.question, scored):
                    yield practice, Reason.NEED, need.question
    if card.band.id != questionnaire.strain_bands[0].id:
        yield from _behind_strain(questionnaire, scored)
    if goal is None or goal.path:
        worth = {
            name: round(gain / EFFORT[action.effort], 9)
            for name, gain in gains.items()
            if gain and (action := questionnaire.question[name].action)
        }
        for name in sorted(worth, key=lambda each: worth[each], reverse=True):
            yield name, Reason.GAIN, name


def _behind_strain(questionnaire: Questionnaire, scored: Mapping[str, Scored]) -> Iterator[tuple[str, Reason, str]]:
    """Yield practices behind the outcomes that cost most, costliest first; equal ones in the questionnaire's order."""
    costly = [
        (item.weight * (MOST_POINTS - item.points), item.question)
        for item in scored.values()
        if item.measure is Measure.STRAIN and item.points is not None and item.points <= COSTLY
    ]
    for _, question in sorted(costly, key=lambda pair: pair[0], reverse=True):
        for practice in _levers(questionnaire, question, scored):
            yield practice, Reason.STRAIN, question


def _levers(questionnaire: Questionnaire, name: str, scored: Mapping[str, Scored]) -> Iterator[str]:
    """Yield the practice itself, or those behind an outcome that leave something to do, unknown ones included."""
    question = questionnaire.question[name]
    if question.practice:
        yield name
    for practice in question.practices:
        if open_below(scored[practice], ENOUGH):
            yield practice


def open_below(item: Scored, least: int) -> bool:
    """Whether it leaves something to do: below `least` points or unknown; never if it doesn't apply."""
    return item.response is not Response.NOT_APPLICABLE and (item.points is None or item.points < least)


def levers(questionnaire: Questionnaire, name: str, scored: Mapping[str, Scored]) -> Iterator[str]:
    """Yield the practice itself, or those behind an outcome that leave something to do, unknown ones included.

    If none is left, yield the outcome's own question, if it has an action.
    """
    found = tuple(_levers(questionnaire, name, scored))
    yield from found
    if not found and questionnaire.question[name].action is not None:
        yield name
