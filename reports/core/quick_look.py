"""What the answers of a quick check tell: no stage, no band and no number, but where to start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from questions.core.question import GOOD_POINTS, Answers
from questions.core.questionnaire import Gate, Questionnaire
from questions.core.scorecard import Response, Scorecard, Scored
from questions.core.scoring import score
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
    scored = {item.question: item for item in card.scored if item.response is not Response.MISSING}
    goal = questionnaire.goal_named(card.goal)
    option = questionnaire.question[questionnaire.goal].option.get(card.goal or "")
    applying = [need for need in (goal.needs if goal else ()) if _applies(scored.get(need.question))]
    closed = [gate for gate in questionnaire.gates if gate.id in card.closed]
    costly = costs(card)
    telling = questionnaire.verdict.telling
    every = {item.question: item for item in card.scored}
    return QuickLook(
        gates=tuple(
            ToldGate(gate.title, gate.text, gate_step(gate, every)[1]) for gate in closed if not gate.from_stage
        ),
        goal=option.text if option else "",
        met=sum(not open_below(scored[need.question], need.least) for need in applying),
        asked=len(applying),
        costs_label=telling.costs if telling else "",
        costs=questionnaire.question[costly[0]].fact(answers[costly[0]]) if costly else "",
        first=_first(questionnaire, _moves(questionnaire, card, closed)),
    )


def _applies(item: Scored | None) -> bool:
    return item is not None and item.response is not Response.NOT_APPLICABLE


def _moves(questionnaire: Questionnaire, card: Scorecard, closed: list[Gate]) -> Iterator[str]:
    """Yield the questions whose actions the answers call for, in the order of the steps of a whole run."""
    every = {item.question: item for item in card.scored}
    given = {name: item for name, item in every.items() if item.response is not Response.MISSING}
    goal = questionnaire.goal_named(card.goal)
    path = goal is None or goal.path
    yield from (gate_step(gate, every)[0] for gate in closed if not gate.from_stage)
    for name in costs(card):
        yield from _behind(questionnaire, name, given)
    yield from (gate_step(gate, every)[0] for gate in closed)
    for need in goal.needs if goal and path else ():
        if need.question in given and open_below(given[need.question], need.least):
            yield from _behind(questionnaire, need.question, given)
            yield need.question
    yield from costs(card)
    weak = [item for item in given.values() if item.points is not None and item.points < GOOD_POINTS]
    yield from (item.question for item in sorted(weak, key=lambda each: each.points or 0) if path)


def _behind(questionnaire: Questionnaire, name: str, given: Mapping[str, Scored]) -> Iterator[str]:
    """Yield the practice itself, or those behind an outcome that were asked about and leave something to do."""
    question = questionnaire.question[name]
    names = (name,) if question.practice else question.practices
    yield from (each for each in names if each in given and open_below(given[each], GOOD_POINTS))


def _first(questionnaire: Questionnaire, names: Iterable[str]) -> str:
    """Return the first move of the first of these questions that has one; empty if none has."""
    actions = (questionnaire.question[name].action for name in names)
    return next((action.first for action in actions if action is not None and action.first), "")
