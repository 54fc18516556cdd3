"""What must hold between the parts of a questionnaire that was read without a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise
from math import fsum

from questions.core.question import MOST_POINTS, UNKNOWN, Kind, Measure, Question
from questions.core.questionnaire import Condition, Cut, Questionnaire, Section
from questions.core.tables import ContentProblem

INDEX = "questionnaire.toml"
VERDICT = "verdict.toml"
DISTANCES = ("there", "near", "far")
OPTIONS_IN_A_SCALE = 5
TOP = 100
FEWEST = 2  # options to choose from, or knots to draw a line through


def check(questionnaire: Questionnaire) -> Iterator[ContentProblem]:
    """Yield every fault."""
    folder = f"{questionnaire.slug}/{questionnaire.version}"
    for key, message in _whole(questionnaire):
        yield ContentProblem(f"{folder}/{INDEX}", "", key, message)
    seen: dict[str, str] = {}
    for key, message in _verdict(questionnaire):
        yield ContentProblem(f"{folder}/{VERDICT}", "", key, message)
    for section in questionnaire.sections:
        for key, message in _section(section):
            yield ContentProblem(f"{folder}/{section.id}.toml", section.id, key, message)
        for question in section.questions:
            place = f"questions[{question.id}]"
            if question.id in seen:
                message = f"this id is taken already in section {seen[question.id]}"
                yield ContentProblem(f"{folder}/{section.id}.toml", section.id, f"{place}.id", message)
            seen[question.id] = section.id
            for key, message in (*_question(question), *_practices(question, questionnaire)):
                yield ContentProblem(f"{folder}/{section.id}.toml", section.id, f"{place}.{key}", message)


def unspoken(questionnaire: Questionnaire) -> Iterator[ContentProblem]:
    """Yield the measures that nothing feeds, without which there is never a verdict."""
    for measure in (Measure.READINESS, Measure.STRAIN):
        if all(question.measure is not measure for question in questionnaire.questions()):
            folder, message = f"{questionnaire.slug}/{questionnaire.version}", f"hold no question that feeds {measure}"
            yield ContentProblem(f"{folder}/{INDEX}", "", "sections", message)


def _whole(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    goal = questionnaire.question.get(questionnaire.goal)
    if goal is None or goal.kind is not Kind.CHOICE or goal.scored:
        yield "goal", f"{questionnaire.goal!r} is not an unscored choice question"
    if not 0 < questionnaire.minutes[0] <= questionnaire.minutes[1]:
        yield "minutes-from", "must be at least 1 and at most minutes-to"
    yield from _cuts("stages", questionnaire.stages)
    yield from _cuts("strain-bands", questionnaire.strain_bands)
    yield from _cuts("commitment-bands", questionnaire.commitment_bands)
    stages = {cut.id for cut in questionnaire.stages}
    goals = set(goal.option) if goal else set()
    yield from _twice("gates", (gate.id for gate in questionnaire.gates))
    for gate in questionnaire.gates:
        question = questionnaire.question.get(gate.question)
        if question is None or not question.scored:
            yield f"gates[{gate.id}].question", f"no scored question is called {gate.question!r}"
        elif question.not_applicable:
            yield f"gates[{gate.id}].question", f"{gate.question} decides a gate, so it must not offer not-applicable"
        if gate.from_stage and gate.from_stage not in stages:
            yield f"gates[{gate.id}].from-stage", f"no stage is called {gate.from_stage!r}"
        for key, named in (("only-goals", gate.only_goals), ("unless-goals", gate.unless_goals)):
            for each in set(named) - goals:
                yield f"gates[{gate.id}].{key}", f"no goal is called {each!r}"
    yield from _goals(questionnaire, goals)
    if (ceiling := questionnaire.ceiling) is not None:
        question = questionnaire.question.get(ceiling.question)
        if question is None or question.kind is not Kind.NUMBER or not question.scored:
            yield "ceiling.question", f"no scored number question is called {ceiling.question!r}"
        elif question.knots and question.knots[0].points > question.knots[-1].points:
            yield "ceiling.question", f"{ceiling.question} decides the ceiling, so more must be better"
        if ceiling.stage not in stages:
            yield "ceiling.stage", f"no stage is called {ceiling.stage!r}"
    yield from _contradictions(questionnaire)


def _contradictions(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    yield from _twice("contradictions", (each.id for each in questionnaire.contradictions))
    for each in questionnaire.contradictions:
        place = f"contradictions[{each.id}].conditions"
        if len(each.conditions) < FEWEST:
            yield place, "must hold at least two"
        asked = [condition.question for condition in each.conditions]
        for name in dict.fromkeys(name for name in asked if asked.count(name) > 1):
            yield place, f"names the question {name!r} twice"
        for condition in each.conditions:
            for message in _condition(condition, questionnaire.question.get(condition.question)):
                yield place, message


def _condition(condition: Condition, question: Question | None) -> Iterator[str]:
    """A condition asks for some of the answers its question takes: not for none, and not for every one."""
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
    """A text for every place a verdict can be in, none twice, and none for a place there is not."""
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
            text.format(met=1, of=2)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            yield f"goals.{'.'.join(key)}", "may hold {met} and {of} in braces, and nothing else"


def _keys(
    name: str, wanted: AbstractSet[tuple[str, ...]], found: AbstractSet[tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    for key in sorted(wanted - found):
        yield f"{name}.{'.'.join(key)}", "is missing"
    for key in sorted(found - wanted):
        yield f"{name}.{'.'.join(key)}", "there is no such place"


def _goals(questionnaire: Questionnaire, options: set[str]) -> Iterator[tuple[str, str]]:
    yield from _twice("goals", (goal.id for goal in questionnaire.goals))
    if {goal.id for goal in questionnaire.goals} != options:
        yield "goals", f"must name each option of {questionnaire.goal!r} once"
    for goal in questionnaire.goals:
        yield from _twice(f"goals[{goal.id}].needs", (need.question for need in goal.needs))
        for need in goal.needs:
            question = questionnaire.question.get(need.question)
            if question is None or not question.scored:
                yield f"goals[{goal.id}].needs", f"no scored question is called {need.question!r}"


def _cuts(key: str, cuts: tuple[Cut, ...]) -> Iterator[tuple[str, str]]:
    yield from _twice(key, (cut.id for cut in cuts))
    least = [cut.least for cut in cuts]
    if not least or least[0] != 0 or any(left >= right for left, right in pairwise(least)) or least[-1] > TOP:
        yield key, "must begin at 0 and rise, up to 100 at most"


def _section(section: Section) -> Iterator[tuple[str, str]]:
    readiness = [question for question in section.questions if question.measure is Measure.READINESS]
    if section.weight < 0 or bool(readiness) != bool(section.weight):
        yield "weight", "must be above 0 in a section that feeds readiness, and 0 in any other"
    optional = fsum(question.weight for question in readiness if question.not_applicable)
    if optional > fsum(question.weight for question in readiness) / 2:
        yield "questions", "more than half of the readiness weight can be answered with not-applicable"


def _question(question: Question) -> Iterator[tuple[str, str]]:
    yield from _twice("options", (option.id for option in question.options))
    if UNKNOWN in question.option:
        yield "options", f"no option may be called {UNKNOWN!r}"
    if question.weight <= 0:
        yield "weight", "must be above 0"
    if question.not_applicable and not question.scored:
        yield "not-applicable", "is for scored questions"
    if question.scored and question.kind in (Kind.CHOICES, Kind.TEXT):
        yield "feeds", f"a {question.kind} question cannot score"
    if question.scored and not question.sources:
        yield (
            "sources",
            "a scored question names where its thresholds come from, with trust 'inference' where they are ours",
        )
    if question.practice != (question.action is not None):
        yield "action", "is missing" if question.practice else "is for practice questions only"
    if question.kind is Kind.NUMBER:
        yield from _number(question)
    elif question.kind is Kind.CHOICE and question.scored:
        points = [option.points for option in question.options]
        if sorted(point for point in points if point is not None) != list(range(OPTIONS_IN_A_SCALE)):
            yield "options", "a scored choice has five options, with 0, 1, 2, 3 and 4 points"
        elif points not in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0]):
            yield "options", "must stand in the order of their points"
    elif question.kind in (Kind.CHOICE, Kind.CHOICES) and len(question.options) < FEWEST:
        yield "options", "must offer at least two"


def _number(question: Question) -> Iterator[tuple[str, str]]:
    if question.minimum >= question.maximum:
        yield "minimum", "must be below maximum"
    if question.scored and len(question.knots) < FEWEST:
        yield "knots", "must hold at least two"
    steps = list(pairwise(question.knots))
    if any(left.at >= right.at for left, right in steps):
        yield "knots", "overlap: each must stand at a higher number than the one before"
    rises = [right.points - left.points for left, right in steps]
    if any(rise < 0 for rise in rises) and any(rise > 0 for rise in rises):
        yield "knots", "must rise or fall all the way"
    if question.knots and {0, MOST_POINTS} != {
        min(knot.points for knot in question.knots),
        max(knot.points for knot in question.knots),
    }:
        yield "knots", f"must reach from 0 to {MOST_POINTS} points"
    if any(not question.minimum <= knot.at <= question.maximum for knot in question.knots):
        yield "knots", "must lie between minimum and maximum"
    for found in question.ranges:
        if not question.minimum <= found.low <= found.high <= question.maximum:
            yield "ranges", f"{found.low} to {found.high} does not lie between minimum and maximum"
    ordered = sorted(question.ranges, key=lambda found: found.low)
    if any(left.high >= right.low for left, right in pairwise(ordered)):
        yield "ranges", "overlap"


def _practices(question: Question, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """An outcome or a cost names the practices behind it; nothing else does."""
    outcome = question.measure is Measure.STRAIN or question.result
    if outcome != bool(question.practices):
        yield "practices", "is missing: name the practices behind it" if outcome else "is for outcomes and strain only"
    for each in question.practices:
        behind = questionnaire.question.get(each)
        if behind is None or not behind.practice:
            yield "practices", f"no practice question is called {each!r}"


def _twice(key: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield key, f"the id {each!r} is used twice"
        seen.add(each)
