"""Composes the verdict from the questionnaire's texts; every part but the headline quotes an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from questions.core.later import LATER
from questions.core.question import MOST_POINTS, Answers, Measure
from questions.core.questionnaire import Goal, Questionnaire
from questions.core.scorecard import Response, Scorecard, Scored
from reports.core.answers import AnswerLine
from reports.core.goals import judged
from reports.core.spoken import Spoken, speak
from reports.core.steps import Step
from reports.core.worth import brought


@dataclass(frozen=True, slots=True)
class Quote:
    """One of the owner's own answers; `response` identifies "I don't know", which the template words itself."""

    question: str
    answer: str
    response: Response
    points: float | None


@dataclass(frozen=True, slots=True)
class Composed:
    """A verdict's parts in reading order; `step_opening` is empty if nothing needs to be done.

    `spoken` has sentences with the owner's own numbers; a verdict with them quotes nothing.
    """

    headline: str
    because: str
    because_quotes: tuple[Quote, ...]
    goal: str
    goal_quote: Quote
    step_opening: str
    step: str
    step_quote: Quote
    spoken: Spoken | None = field(default=None, metadata=LATER)


def compose(
    questionnaire: Questionnaire,
    card: Scorecard,
    lines: Mapping[str, AnswerLine],
    steps: tuple[Step, ...],
    answers: Answers | None = None,
) -> Composed | None:
    """Return the verdict on a complete scorecard, None on an incomplete one; `lines` are explained answers by id."""
    stage, band, commitment = card.stage.id, card.band.id, card.commitment_band.id
    goal = questionnaire.goal_named(card.goal)
    if card.missing or stage is None or band is None or goal is None:
        return None
    texts = questionnaire.verdict
    calm = band == questionnaire.strain_bands[0].id
    reasons = _reasons(questionnaire, card, calm=calm)
    met, unmet = _needs(goal, card)
    place = band
    if goal.needs:
        place = "there" if not unmet else "near" if len(unmet) <= 2 else "far"  # noqa: PLR2004 -- one or two unmet
    step, cause = _first_step(questionnaire, card, steps)
    spoken = speak(questionnaire, texts.telling, card, answers or {}, steps) if texts.telling else None
    missing = [questionnaire.question[name].says.missing for name in unmet]
    joined = f" {texts.telling.joining} ".join(missing) if texts.telling else ""
    return Composed(
        headline=spoken.headline if spoken else texts.headlines[stage, band],
        because=texts.because_calm if calm else texts.because_strained,
        because_quotes=tuple(quote(lines[name]) for name in reasons),
        goal=texts.goals[goal.id, place].format(
            met=len(met), of=len(met) + len(unmet), left=len(unmet), missing=joined
        ),
        goal_quote=quote(lines[(unmet or met or reasons)[0]]),
        step_opening=texts.openings[commitment] if commitment and step else "",
        step=step or texts.keep,
        step_quote=quote(lines[cause or questionnaire.goal]),
        spoken=spoken,
    )


def quote(line: AnswerLine) -> Quote:
    return Quote(line.text, line.answer, line.response, line.points)


def _reasons(questionnaire: Questionnaire, card: Scorecard, *, calm: bool) -> list[str]:
    """Return two questions to quote: those with most weighted points if calm, else the top cost and the top gain.

    An answer with less than half of its points is nothing to build on; if all are like that, the goal is quoted.
    """
    answered = [item for item in card.scored if item.points is not None]
    if calm:
        earned = sorted((i for i in answered if i.measure is not Measure.COMMITMENT), key=_earned, reverse=True)
        return [item.question for item in earned[:2]]
    costliest = min((i for i in answered if i.measure is Measure.STRAIN), key=lambda i: _earned(i) - 4 * i.weight)
    good = {item.question for item in answered if (item.points or 0) >= MOST_POINTS / 2}
    brings = {
        name: round(points, 9) for name, points in brought(card).items() if name in good
    }  # what is equal shall be
    return [costliest.question, max(brings, key=lambda name: brings[name], default=questionnaire.goal)]


def _earned(item: Scored) -> float:
    return item.weight * (item.points or 0)


def _needs(goal: Goal, card: Scorecard) -> tuple[list[str], list[str]]:
    """Return the questions whose need is met, and those whose need is not; leave out any that doesn't apply."""
    needs = judged(goal, {item.question: item for item in card.scored})
    return [need.question for need, met in needs if met], [need.question for need, met in needs if not met]


def _first_step(questionnaire: Questionnaire, card: Scorecard, steps: tuple[Step, ...]) -> tuple[str, str]:
    """Return what to do first and the question behind it, in the order of the steps; empty for nothing."""
    if questionnaire.rules.ordered_steps:
        return (steps[0].action.what, steps[0].cause) if steps else ("", "")
    for gate in questionnaire.gates:
        if gate.id in card.closed:
            return gate.step, gate.question
    if steps:
        return steps[0].action.what, steps[0].cause
    return "", ""
