"""Orders the steps the same way for page, document and plan, for versions whose rules ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from questions.core.question import GOOD_POINTS, MOST_POINTS, UNKNOWN, Answers, Measure, When
from questions.core.questionnaire import Gate, Goal, Questionnaire
from questions.core.scorecard import Scorecard, Scored
from reports.core.steps import EFFORT, Reason, Step, levers, open_below, pick

Candidate = tuple[str, Reason, str]  # the step's question, its reason, and the question that caused it


def steps_of(
    questionnaire: Questionnaire, card: Scorecard, gains: Mapping[str, float], answers: Answers
) -> tuple[Step, ...]:
    """Return the steps of a result as its version chooses and orders them."""
    if questionnaire.rules.ordered_steps:
        return ordered_steps(questionnaire, card, gains, answers)
    return pick(questionnaire, card, gains)


def ordered_steps(
    questionnaire: Questionnaire, card: Scorecard, gains: Mapping[str, float], answers: Answers
) -> tuple[Step, ...]:
    """Return the steps in their one order, at most one per question; none is a valid result."""
    steps: dict[str, Step] = {}
    most = most_steps(questionnaire, card, answers)
    for name, reason, cause in in_order(questionnaire, card, gains):
        if len(steps) == most:
            break
        action = questionnaire.question[name].action
        if action is not None and name not in steps:
            when = When.WEEK if len(steps) < questionnaire.rules.steps_this_week else action.when
            because = _because(questionnaire, cause, answers)
            text = questionnaire.question[cause].text
            steps[name] = Step(name, action, reason, cause, text, when, because, int(action.when))
    return tuple(steps.values())


def most_steps(questionnaire: Questionnaire, card: Scorecard, answers: Answers) -> int:
    """Return the most steps this owner gets: fewer for one who works alone or has little time."""
    weak = card.commitment_band.id == questionnaire.commitment_bands[0].id
    rules = questionnaire.rules
    return rules.few_steps if weak or questionnaire.works_alone(answers) else rules.most_steps


def in_order(questionnaire: Questionnaire, card: Scorecard, gains: Mapping[str, float]) -> Iterator[Candidate]:
    """Yield every step with a reason, most pressing first; a question may come again with another reason."""
    goal = questionnaire.goal_named(card.goal)
    if goal is not None and not goal.path:
        yield from _staying(questionnaire, card)
        return
    scored = {item.question: item for item in card.scored}
    band = card.band.id
    yield from _gates(questionnaire, card, card.gates)
    if questionnaire.hot and band == questionnaire.hot.id:
        yield from behind_strain(questionnaire, card)
    yield from _gates(questionnaire, card, [name for name in card.closed if name not in card.gates])
    if questionnaire.ceiling is not None and card.stage.id != card.stage_by_score and (goal is None or goal.ceiling):
        for lever in levers(questionnaire, questionnaire.ceiling.question, scored):
            yield lever, Reason.CEILING, questionnaire.ceiling.question
    if goal is not None:
        yield from _needs(questionnaire, goal, scored)
    if band != questionnaire.strain_bands[0].id:
        yield from behind_strain(questionnaire, card)
    yield from _gains(questionnaire, scored, gains)


def gate_step(gate: Gate, scored: Mapping[str, Scored]) -> tuple[str, str]:
    """Return the question whose action opens a gate, and the sentence that says so."""
    if not gate.actions:
        return gate.question, gate.step
    left = [each for each in gate.actions if open_below(scored[each.question], GOOD_POINTS)]
    found = (left or gate.actions[-1:])[0]
    return found.question, found.text


def behind_strain(questionnaire: Questionnaire, card: Scorecard) -> Iterator[Candidate]:
    """Yield what can be done about costs below 3 points, costliest first; equal ones in the content's order."""
    scored = {item.question: item for item in card.scored}
    for name in costs(card):
        for lever in levers(questionnaire, name, scored):
            yield lever, Reason.STRAIN, name


def costs(card: Scorecard) -> tuple[str, ...]:
    """Return the strain questions answered below 3 points, costliest first."""
    below = [
        item
        for item in card.scored
        if item.measure is Measure.STRAIN and item.points is not None and item.points < GOOD_POINTS
    ]
    below.sort(key=lambda item: round(item.weight * (MOST_POINTS - (item.points or 0)), 9), reverse=True)
    return tuple(item.question for item in below)


def _staying(questionnaire: Questionnaire, card: Scorecard) -> Iterator[Candidate]:
    """Yield only gates and strain; if strain is calm, at most one optional step."""
    yield from _gates(questionnaire, card, card.gates)
    calm = card.band.id == questionnaire.strain_bands[0].id
    for lever, _, cause in behind_strain(questionnaire, card):
        yield lever, Reason.OPTIONAL if calm else Reason.STRAIN, cause
        if calm:
            return


def _gates(questionnaire: Questionnaire, card: Scorecard, names: tuple[str, ...] | list[str]) -> Iterator[Candidate]:
    scored = {item.question: item for item in card.scored}
    for gate in questionnaire.gates:
        if gate.id in names:
            yield gate_step(gate, scored)[0], Reason.GATE, gate.question


def _needs(questionnaire: Questionnaire, goal: Goal, scored: Mapping[str, Scored]) -> Iterator[Candidate]:
    for need in goal.needs:
        if open_below(scored[need.question], need.least):
            for lever in levers(questionnaire, need.question, scored):
                yield lever, Reason.NEED, need.question


def _gains(
    questionnaire: Questionnaire, scored: Mapping[str, Scored], gains: Mapping[str, float]
) -> Iterator[Candidate]:
    """Yield practices below 3 points, by how much readiness their best answer adds for its effort."""
    worth = {
        name: round(gain / EFFORT[action.effort], 9)
        for name, gain in gains.items()
        if gain and open_below(scored[name], GOOD_POINTS)
        if questionnaire.question[name].practice and (action := questionnaire.question[name].action)
    }
    for name in sorted(worth, key=lambda each: worth[each], reverse=True):
        yield name, Reason.GAIN, name


def _because(questionnaire: Questionnaire, cause: str, answers: Answers) -> str:
    answer = answers.get(cause, UNKNOWN)
    if answer == UNKNOWN:
        telling = questionnaire.verdict.telling
        return telling.because_unknown if telling else ""
    return questionnaire.question[cause].because(answer)
