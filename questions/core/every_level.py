"""Checks versions that say something for every answer: a finding at each level, and an action for each question."""

from __future__ import annotations

from collections.abc import Iterator

from questions.core.consistency import INDEX, VERDICT
from questions.core.filling import VALUE, fault, holes
from questions.core.question import GOOD_POINTS, Kind, Measure, Question
from questions.core.questionnaire import Questionnaire, Telling
from questions.core.tables import ContentProblem

MOST_WORDS = 6  # words in a `because`
MOST_STEPS = 3  # steps of an action
MOST_RATERS = 14
MOST_NUMBERS = 2  # numbers in a headline
QUICK = "quick-check"  # in addresses, the place of a section
UNANSWERED = "unknown"  # the hole in the verdict text for the number of unknown answers
REASONS = ("gate", "strain", "ceiling", "goal", "gain", "optional")


def said_everywhere(questionnaire: Questionnaire) -> Iterator[ContentProblem]:
    """Yield a fault for each text that is missing, too long, or has a hole for a number the owner did not give."""
    folder = f"{questionnaire.slug}/{questionnaire.version}"
    for key, message in _whole(questionnaire):
        yield ContentProblem(f"{folder}/{INDEX}", "", key, message)
    telling = questionnaire.verdict.telling
    for key, message in _telling(questionnaire, telling) if telling else ():
        yield ContentProblem(f"{folder}/{VERDICT}", "", key, message)
    for section in questionnaire.sections:
        for question in section.questions:
            found = [*_goals(question, questionnaire)]
            if questionnaire.rules.every_level and question.scored:
                found += [*_holes(question), *_levels(question), *_says(question, questionnaire), *_action(question)]
            for key, message in found:
                yield ContentProblem(
                    f"{folder}/{section.id}.toml", section.id, f"questions[{question.id}].{key}", message
                )


def _whole(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    for name in questionnaire.quick:
        question = questionnaire.question.get(name)
        if question is None or not questionnaire.must_answer(question):
            yield "quick", f"{name!r} is neither a scored question nor the goal"
    if questionnaire.quick and questionnaire.goal not in questionnaire.quick:
        yield "quick", "must ask for the goal"
    if bool(questionnaire.quick) != (questionnaire.quick_minutes > 0):
        yield "quick-minutes", "must say how long the quick check takes, and nothing without one"
    if questionnaire.quick and QUICK in questionnaire.section:
        yield "sections", f"{QUICK!r} is the address of the quick check; give the section another name"
    for gate in questionnaire.gates:
        for action in gate.actions:
            question = questionnaire.question.get(action.question)
            if question is None or question.action is None:
                yield f"gates[{gate.id}].actions", f"no question called {action.question!r} carries an action"
    raters = sum(question.rater for question in questionnaire.questions())
    if raters > MOST_RATERS:
        yield "sections", f"ask {raters} questions of a rater, and {MOST_RATERS} is the most"


def _goals(question: Question, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    for goal in question.unscored_goals:
        if goal not in {each.id for each in questionnaire.goals}:
            yield "unscored-goals", f"no goal is called {goal!r}"


def _telling(questionnaire: Questionnaire, telling: Telling) -> Iterator[tuple[str, str]]:
    goals = {goal.id for goal in questionnaire.goals}
    numbers = {question.id for question in questionnaire.questions() if question.kind is Kind.NUMBER}
    for key, text, names in (
        ("incomplete", questionnaire.verdict.incomplete, [UNANSWERED]),
        ("incomplete-one", telling.incomplete_one, []),
    ):
        if problem := fault(text, names):
            yield key, problem
    if set(telling.going_for_you) != goals:
        yield "going-for-you", "must have a text for each goal, and for nothing else"
    if set(telling.first_step) != set(REASONS):
        yield "first-step", f"must have a text for each of {', '.join(REASONS)}, and for nothing else"
    for (stage, band), headline in telling.headlines.items():
        place = f"headlines.{stage}.{band}"
        if not set(headline.lines) <= goals:
            yield f"{place}.lines", "may have a text for a goal, and for nothing else"
        for each in headline.texts:
            if problem := fault(each.text, numbers):
                yield f"{place}.texts", problem
            if len(holes(each.text)) > MOST_NUMBERS:
                yield f"{place}.texts", f"may hold {MOST_NUMBERS} numbers at most"
            for need in each.least:
                if (found := questionnaire.question.get(need.question)) is None or not found.scored:
                    yield f"{place}.texts", f"no scored question is called {need.question!r}"


def _holes(question: Question) -> Iterator[tuple[str, str]]:
    """Check that only texts about a number have a hole for the owner's number."""
    names = [VALUE] if question.kind is Kind.NUMBER else []
    texts = [(f"ranges[{each.low}]", each.finding) for each in question.ranges]
    texts += [
        (f"options[{each.id}]", text) for each in question.options for text in (each.finding, each.fact, each.keep)
    ]
    says = question.says
    for key in ("because", "fact", "strength", "keep"):
        texts.append((key, getattr(says, key)))
    for key, text in texts:
        if problem := fault(text, names):
            yield key, problem
    for key, text in (("missing", says.missing), ("good", says.good), ("unknown", question.unknown)):
        if problem := fault(text, ()):
            yield key, problem


def _levels(question: Question) -> Iterator[tuple[str, str]]:
    """Check that every answer has a finding, and that no finding covers answers both below and above "good"."""
    for option in question.options:
        if not option.finding:
            yield f"options[{option.id}].finding", "is missing"
        costs = option.points is not None and option.points < GOOD_POINTS
        if question.measure is Measure.STRAIN and costs and not (option.fact or question.says.fact):
            yield f"options[{option.id}].fact", "is missing"
    if question.kind is not Kind.NUMBER:
        return
    expected = question.minimum
    for each in sorted(question.ranges, key=lambda found: found.low):
        if each.low > expected:
            yield "ranges", f"say nothing of {expected}"
        expected = each.high + 1
        ends = [question.points(number) or 0 for number in (each.low, each.high)]
        if min(ends) < GOOD_POINTS <= max(ends):
            yield f"ranges[{each.low}]", f"speaks alike of answers below {GOOD_POINTS} points and from there on"
    if expected <= question.maximum:
        yield "ranges", f"say nothing of {expected}"
    if question.measure is Measure.STRAIN and not question.says.fact:
        yield "fact", "is missing"


def _says(question: Question, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    says = question.says
    needed = ["strength", "keep", "good"]
    if question.measure is not Measure.COMMITMENT:
        needed += ["because"]
    if question.id in {need.question for goal in questionnaire.goals for need in goal.needs}:
        needed += ["missing"]
    for key in needed:
        if not getattr(says, key):
            yield key, "is missing"
    for text in (says.because, *(option.because for option in question.options)):
        if len(text.split()) > MOST_WORDS:
            yield "because", f"may have {MOST_WORDS} words at most: {text!r}"


def _action(question: Question) -> Iterator[tuple[str, str]]:
    action = question.action
    if action is None:
        if question.measure is not Measure.COMMITMENT:
            yield "action", "is missing"
        return
    if not action.first:
        yield "action.first", "is missing"
    if len(action.steps) > MOST_STEPS:
        yield "action.steps", f"may have {MOST_STEPS} lines at most"
