"""The verdict's sentences with the owner's own numbers, for questionnaires that have such sentences."""

from __future__ import annotations

from dataclasses import dataclass

from questions.core.filling import fill, holes
from questions.core.question import GOOD_POINTS, Answers, Measure
from questions.core.questionnaire import HeadlineText, Questionnaire, Telling
from questions.core.scorecard import Scorecard
from reports.core.ordering import costs
from reports.core.steps import Reason, Step

REASONS = {Reason.NEED: "goal"}  # a step's reason by its name in the content, if different


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the report says first; `costs` and `going` are facts in a few words, each with its label.

    `costs` is empty if nothing costs below 3 points, `first` and `optional` if there is no step of that kind. `alone`
    is the first step's 15 minutes, if the owner has little time and reads of that alone.
    """

    headline: str
    line: str
    costs_label: str
    costs: str
    going_label: str
    going: str
    first: str
    optional: str = ""
    alone: str = ""


def speak(
    questionnaire: Questionnaire, telling: Telling, card: Scorecard, answers: Answers, steps: tuple[Step, ...]
) -> Spoken:
    """Return the sentences for a complete scorecard, which has a stage, a band and a goal."""
    stage, band, goal = card.stage.id or "", card.band.id or "", card.goal or ""
    headline = telling.headlines[stage, band]
    numbers = {name: answer for name, answer in answers.items() if isinstance(answer, int)}
    text = next((each for each in headline.texts if _fits(questionnaire, each, card, numbers)), None)
    costly = costs(card)[:1]
    reason = steps[0].reason if steps else None
    weak = card.commitment_band.id == questionnaire.commitment_bands[0].id
    return Spoken(
        headline=fill(text.text, numbers) if text else headline.without,
        line=headline.lines.get(goal, headline.line),
        costs_label=telling.costs,
        costs=questionnaire.question[costly[0]].fact(answers[costly[0]]) if costly else "",
        going_label=telling.going,
        going=_going(questionnaire, telling, card, answers, mentioned=holes(text.text) if text else ()),
        first=telling.first_step[REASONS.get(reason, reason.value)] if reason else "",
        optional=telling.optional if reason is Reason.OPTIONAL else "",
        alone=steps[0].action.first if steps and weak else "",
    )


def _fits(questionnaire: Questionnaire, text: HeadlineText, card: Scorecard, numbers: dict[str, int]) -> bool:
    """Whether the text's numbers are known and suit the shop: low costs if it is calm, real costs otherwise."""
    points = {item.question: item.points for item in card.scored}
    calm = card.band.id == questionnaire.strain_bands[0].id
    for name in holes(text.text):
        if name not in numbers:
            return False
        if questionnaire.question[name].measure is Measure.STRAIN and calm != ((points[name] or 0) >= GOOD_POINTS):
            return False
    return all((points[need.question] or 0) >= need.least for need in text.least)


def _going(
    questionnaire: Questionnaire, telling: Telling, card: Scorecard, answers: Answers, *, mentioned: tuple[str, ...]
) -> str:
    """Return the strength of the best answer worth 3 points or more, preferably one the headline does not mention.

    If there is none, return the goal's own text.
    """
    good = [item for item in card.scored if item.points is not None and item.points >= GOOD_POINTS]
    best = max(good, key=lambda item: (item.question not in mentioned, item.weight * (item.points or 0)), default=None)
    if best is None:
        return telling.going_for_you[card.goal or ""]
    return questionnaire.question[best.question].strength(answers[best.question])
