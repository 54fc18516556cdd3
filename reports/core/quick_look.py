"""What the answers of a quick check tell: no stage, no band and no number, but where to start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from questions.core.question import GOOD_POINTS, Answers
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Response, Scored
from questions.core.scoring import score
from reports.core.goals import judged
from reports.core.ordering import costs, gate_step
from reports.core.steps import open_below


@dataclass(frozen=True, slots=True)
class ToldGate:
    """A gate that holds, and what to do about it."""

    title: str
    text: str
    step: str


@dataclass(frozen=True, slots=True)
class QuickLook:
    """`met` of the `asked` needs of the goal are met; `asked` is 0 where none was asked about.

    `costs` is what costs most so far, empty if nothing does; `first` is one move of 15 minutes, empty if nothing asks
    for one.
    """

    gates: tuple[ToldGate, ...]
    goal: str
    met: int
    asked: int
    costs_label: str
    costs: str
    first: str


def quick_look(questionnaire: Questionnaire, answers: Answers) -> QuickLook:
    """Return what these answers tell; questions without an answer are not judged."""
    card = score(questionnaire, answers)
    every = {item.question: item for item in card.scored}
    given = {name: item for name, item in every.items() if item.response is not Response.MISSING}
    goal = questionnaire.goal_named(card.goal)
    option = questionnaire.question[questionnaire.goal].option.get(card.goal or "")
    needs = judged(goal, given)
    unmet = [need.question for need, met in needs if not met]
    gates = [(gate, *gate_step(gate, every)) for gate in questionnaire.gates if gate.id in card.closed]
    costly = costs(card)
    telling = questionnaire.verdict.telling
    path = goal is None or goal.path
    moves = (
        *(question for gate, question, _ in gates if not gate.from_stage),
        *(each for name in costly for each in _behind(questionnaire, name, given)),
        *(question for _, question, _ in gates),
        *(each for name in unmet if path for each in (*_behind(questionnaire, name, given), name)),
        *costly,
        *(_weakest(given) if path else ()),
    )
    return QuickLook(
        gates=tuple(ToldGate(gate.title, gate.text, step) for gate, _, step in gates if not gate.from_stage),
        goal=option.text if option else "",
        met=len(needs) - len(unmet),
        asked=len(needs),
        costs_label=telling.costs if telling else "",
        costs=questionnaire.question[costly[0]].fact(answers[costly[0]]) if costly else "",
        first=_first(questionnaire, moves),
    )


def _weakest(given: Mapping[str, Scored]) -> list[str]:
    """Return the questions answered below 3 points, weakest first."""
    points = {name: item.points for name, item in given.items() if item.points is not None}
    return sorted((name for name in points if points[name] < GOOD_POINTS), key=lambda name: points[name])


def _behind(questionnaire: Questionnaire, name: str, given: Mapping[str, Scored]) -> Iterator[str]:
    """Yield the practice itself, or those behind an outcome that were asked about and leave something to do."""
    question = questionnaire.question[name]
    names = (name,) if question.practice else question.practices
    yield from (each for each in names if each in given and open_below(given[each], GOOD_POINTS))


def _first(questionnaire: Questionnaire, names: Iterable[str]) -> str:
    """Return the first move of the first of these questions that has one; empty if none has."""
    actions = (questionnaire.question[name].action for name in names)
    return next((action.first for action in actions if action is not None and action.first), "")
