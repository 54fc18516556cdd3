"""Checks that the parts of a questionnaire fit together, after it was read without a fault."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from questions.core.contradiction import Condition
from questions.core.question import Kind, Measure, Question
from questions.core.question_faults import practice_faults, question_faults, section_faults, twice
from questions.core.questionnaire import Cut, Questionnaire, Section
from questions.core.rules import CHOICES, NUMBERS, Sums
from questions.core.tables import ContentProblem

INDEX = "questionnaire.toml"
VERDICT = "verdict.toml"
DISTANCES = ("there", "near", "far")
TOP = 100
FEWEST_CONDITIONS = 2


def check(questionnaire: Questionnaire) -> Iterator[ContentProblem]:
    """Yield every fault."""
    folder = f"{questionnaire.slug}/{questionnaire.version}"
    for key, message in _whole(questionnaire):
        yield ContentProblem(f"{folder}/{INDEX}", "", key, message)
    seen: dict[str, str] = {}
    for key, message in _verdict(questionnaire):
        yield ContentProblem(f"{folder}/{VERDICT}", "", key, message)
    for section in questionnaire.sections:
        for key, message in (*section_faults(section), *_sums(section, questionnaire)):
            yield ContentProblem(f"{folder}/{section.id}.toml", section.id, key, message)
        for question in section.questions:
            place = f"questions[{question.id}]"
            if question.id in seen:
                message = f"this id is taken already in section {seen[question.id]}"
                yield ContentProblem(f"{folder}/{section.id}.toml", section.id, f"{place}.id", message)
            seen[question.id] = section.id
            for key, message in (*question_faults(question), *practice_faults(question, questionnaire)):
                yield ContentProblem(f"{folder}/{section.id}.toml", section.id, f"{place}.{key}", message)


def _unspoken(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield a fault for each measure that no question feeds, or none that every owner must answer.

    Without such questions there is no verdict.
    """
    for measure in (Measure.READINESS, Measure.STRAIN):
        feeding = [question for question in questionnaire.questions() if question.measure is measure]
        if not feeding:
            yield "sections", f"hold no question that feeds {measure}"
        elif all(question.not_applicable for question in feeding):
            yield "sections", f"every question that feeds {measure} offers not-applicable"


def _whole(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    goal = questionnaire.question.get(questionnaire.goal)
    if goal is None or goal.kind is not Kind.CHOICE or goal.scored:
        yield "goal", f"{questionnaire.goal!r} is not an unscored choice question"
    if not 0 < questionnaire.minutes[0] <= questionnaire.minutes[1]:
        yield "minutes-from", "must be at least 1 and at most minutes-to"
    yield from _unspoken(questionnaire)
    for key, message in questionnaire.rules.faults():
        yield f"rules.{key}", message
    if sum(section.sums is not None for section in questionnaire.sections) > 1:
        yield "sections", "only one of them may hold sums"
    yield from _cuts("stages", questionnaire.stages)
    yield from _cuts("strain-bands", questionnaire.strain_bands)
    yield from _cuts("commitment-bands", questionnaire.commitment_bands)
    goals = set(goal.option) if goal else set()
    yield from _gates(questionnaire, goals)
    yield from _goals(questionnaire, goals)
    for each in sorted(set(questionnaire.goal_names) - goals):
        yield f"goal-names.{each}", f"no goal is called {each!r}"
    yield from _ceiling(questionnaire)
    yield from _contradictions(questionnaire)


def _gates(questionnaire: Questionnaire, goals: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    stages = {cut.id for cut in questionnaire.stages}
    yield from twice("gates", (gate.id for gate in questionnaire.gates))
    for gate in questionnaire.gates:
        question = questionnaire.question.get(gate.question)
        if question is None or not question.scored:
            yield f"gates[{gate.id}].question", f"no scored question is called {gate.question!r}"
        elif not _can_earn_nothing(question):
            yield f"gates[{gate.id}].question", f"no answer to {gate.question} has 0 points, so it never decides"
        if question is not None and question.not_applicable:
            yield f"gates[{gate.id}].question", f"{gate.question} decides a gate, so it must not offer not-applicable"
        if gate.from_stage and gate.from_stage not in stages:
            yield f"gates[{gate.id}].from-stage", f"no stage is called {gate.from_stage!r}"
        for key, named in (("only-goals", gate.only_goals), ("unless-goals", gate.unless_goals)):
            for each in set(named) - goals:
                yield f"gates[{gate.id}].{key}", f"no goal is called {each!r}"


def _ceiling(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    if (ceiling := questionnaire.ceiling) is not None:
        question = questionnaire.question.get(ceiling.question)
        if question is None or question.kind is not Kind.NUMBER or not question.scored:
            yield "ceiling.question", f"no scored number question is called {ceiling.question!r}"
        elif question.knots and question.knots[0].points > question.knots[-1].points:
            yield "ceiling.question", f"{ceiling.question} decides the ceiling, so more must be better"
        if ceiling.stage not in {cut.id for cut in questionnaire.stages}:
            yield "ceiling.stage", f"no stage is called {ceiling.stage!r}"


def _can_earn_nothing(question: Question) -> bool:
    """Whether any whole number or option earns 0 points."""
    if question.kind is Kind.NUMBER:
        return any(knot.points == 0 for knot in question.knots)
    return any(option.points == 0 for option in question.options)


def _sums(section: Section, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Check that the money view's questions are of the right kind, as far as the section names any."""
    if section.sums is None:
        return
    for key, message in section.sums.faults():
        yield f"sums.{key}", message
    usual = Sums()
    for name in (*NUMBERS, *CHOICES):
        asked: str = getattr(section.sums, name)
        question, kind = questionnaire.question.get(asked), Kind.NUMBER if name in NUMBERS else Kind.CHOICE
        if question is None and asked == getattr(usual, name):
            continue  # a default that this version does not ask
        if question is None or question.kind is not kind:
            yield f"sums.{name}", f"no {kind} question is called {asked!r}"
    price = questionnaire.question.get(section.sums.price)
    for option, _ in section.sums.uncharged if price else ():
        if price and option not in price.option:
            yield "sums.uncharged", f"{price.id} has no option called {option!r}"


def _contradictions(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    yield from twice("contradictions", (each.id for each in questionnaire.contradictions))
    for each in questionnaire.contradictions:
        place = f"contradictions[{each.id}].conditions"
        if len(each.conditions) < FEWEST_CONDITIONS:
            yield place, "must hold at least two"
        asked = [condition.question for condition in each.conditions]
        for name in dict.fromkeys(name for name in asked if asked.count(name) > 1):
            yield place, f"names the question {name!r} twice"
        for condition in each.conditions:
            question = questionnaire.question.get(condition.question)
            adds = each.total_above is not None
            for message in _addend(condition, question) if adds else _condition(condition, question):
                yield place, message


def _addend(condition: Condition, question: Question | None) -> Iterator[str]:
    """Yield a fault unless the condition only names a number to add."""
    if question is None or question.kind is not Kind.NUMBER:
        yield f"no number question is called {condition.question!r}, so it has nothing to add"
    elif condition.options or condition.low is not None or condition.high is not None:
        yield f"{question.id} is added to the others: name neither options nor from nor to"


def _condition(condition: Condition, question: Question | None) -> Iterator[str]:
    """Yield a fault unless the condition covers some but not all answers to its question."""
    limits = [each for each in (condition.low, condition.high) if each is not None]
    if question is None or question.kind is Kind.TEXT:
        yield f"no choice or number question is called {condition.question!r}"
    elif question.kind is Kind.NUMBER:
        low = question.minimum if condition.low is None else condition.low
        high = question.maximum if condition.high is None else condition.high
        if condition.options or not limits:
            yield f"{question.id} is a number: name from, to or both, and no options"
        elif not question.minimum <= low <= high <= question.maximum:
            yield f"{question.id} from {low} to {high} does not lie between its minimum and maximum"
        elif (low, high) == (question.minimum, question.maximum):
            yield f"{question.id} from {low} to {high} is every number there is"
    elif limits or not condition.options:
        yield f"{question.id} is a choice: name options, and neither from nor to"
    elif unknown := [each for each in condition.options if each not in question.option]:
        yield f"{question.id} has no option called {unknown[0]!r}"
    elif question.kind is Kind.CHOICE and set(condition.options) == set(question.option):
        yield f"{question.id} is given every option there is"


def _verdict(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Check that every combination has one verdict text of its own, and that no text is left over."""
    bands = [cut.id for cut in questionnaire.strain_bands]
    texts = questionnaire.verdict
    headlines = {(stage.id, band) for stage in questionnaire.stages for band in bands}
    goals = {(goal.id, key) for goal in questionnaire.goals for key in (DISTANCES if goal.needs else bands)}
    openings = {cut.id for cut in questionnaire.commitment_bands}
    yield from _keys("headlines", headlines, set(texts.headlines))
    yield from _keys("goals", goals, set(texts.goals))
    yield from _keys("openings", {(name,) for name in openings}, {(name,) for name in texts.openings})
    for name, found in (("headlines", texts.headlines.values()), ("goals", texts.goals.values())):
        if len(set(found)) < len(found):
            yield name, "two places share the same text"
    for key, text in texts.goals.items():
        try:
            text.format(met=1, of=3, left=2, missing="what is not there")
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            yield f"goals.{'.'.join(key)}", "may hold {met}, {of}, {left} and {missing} in braces, and nothing else"


def _keys(
    name: str, wanted: AbstractSet[tuple[str, ...]], found: AbstractSet[tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    for key in sorted(wanted - found):
        yield f"{name}.{'.'.join(key)}", "is missing"
    for key in sorted(found - wanted):
        yield f"{name}.{'.'.join(key)}", "there is no such place"


def _goals(questionnaire: Questionnaire, options: set[str]) -> Iterator[tuple[str, str]]:
    yield from twice("goals", (goal.id for goal in questionnaire.goals))
    if {goal.id for goal in questionnaire.goals} != options:
        yield "goals", f"must name each option of {questionnaire.goal!r} once"
    for goal in questionnaire.goals:
        yield from twice(f"goals[{goal.id}].needs", (need.question for need in goal.needs))
        for name in goal.watch:
            if name not in questionnaire.question or not questionnaire.question[name].scored:
                yield f"goals[{goal.id}].watch", f"no scored question is called {name!r}"
        stages = [cut.id for cut in questionnaire.stages]
        if goal.zone and [*goal.zone] not in [[first, last] for at, first in enumerate(stages) for last in stages[at:]]:
            yield f"goals[{goal.id}].zone", "must name the first and the last of its stages, in their order"
        for need in goal.needs:
            question = questionnaire.question.get(need.question)
            if question is None or not question.scored:
                yield f"goals[{goal.id}].needs", f"no scored question is called {need.question!r}"


def _cuts(key: str, cuts: tuple[Cut, ...]) -> Iterator[tuple[str, str]]:
    yield from twice(key, (cut.id for cut in cuts))
    least = [cut.least for cut in cuts]
    if not least or least[0] != 0 or any(left >= right for left, right in pairwise(least)) or least[-1] > TOP:
        yield key, "must begin at 0 and rise, up to 100 at most"
