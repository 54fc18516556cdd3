"""Checks one section or one question that was read without a fault; each fault is a key and a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import fsum

from questions.core.question import MOST_POINTS, UNKNOWN, Kind, Measure, Question
from questions.core.questionnaire import Questionnaire, Section

FEWEST, MOST = 2, 7  # options of a scored choice
FEWEST_KNOTS = 2  # to draw a line through
MEASURES = frozenset(Measure)  # reserved: they name a measure wherever a question or section could be named
# Reserved for other fields on a section's page, and below what the names of a question's other fields start or end
# with.
FIELDS = frozenset({"at", "back", "csrfmiddlewaretoken", "then"})
PREFIX, SUFFIX = "initial-", "-instead"


def section_faults(section: Section) -> Iterator[tuple[str, str]]:
    if section.id in MEASURES:
        yield "(file)", f"no section may be called {section.id!r}"
    readiness = [question for question in section.questions if question.measure is Measure.READINESS]
    if section.weight < 0 or bool(readiness) != bool(section.weight):
        yield "weight", "must be above 0 in a section that feeds readiness, and 0 in any other"
    optional = fsum(question.weight for question in readiness if question.not_applicable)
    if optional > fsum(question.weight for question in readiness) / 2:
        yield "questions", "more than half of the readiness weight can be answered with not-applicable"


def question_faults(question: Question) -> Iterator[tuple[str, str]]:
    yield from twice("options", (option.id for option in question.options))
    if question.id in MEASURES | FIELDS or question.id.startswith(PREFIX) or question.id.endswith(SUFFIX):
        yield "id", f"no question may be called {question.id!r}"
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
    if question.practice and question.action is None:
        yield "action", "is missing"
    if question.action is not None and not question.practice and not (question.scored and question.action.first):
        yield "action", "is for practice questions only"
    if question.kind is Kind.NUMBER:
        yield from _number(question)
    elif question.kind is Kind.CHOICE and question.scored:
        yield from _scale(question)
    elif question.kind in (Kind.CHOICE, Kind.CHOICES) and len(question.options) < FEWEST:
        yield "options", "must offer at least two"


def _scale(question: Question) -> Iterator[tuple[str, str]]:
    """Check for two to seven options from 0 points to 4, in order; neighbors may earn the same."""
    points = [option.points for option in question.options if option.points is not None]
    if not FEWEST <= len(question.options) <= MOST:
        yield "options", f"a scored choice has from {FEWEST} to {MOST} options"
    whole = len(points) == len(question.options) and set(points) <= set(range(MOST_POINTS + 1))
    if not whole or not {0, MOST_POINTS} <= set(points):
        yield "options", f"must have whole points from 0 to {MOST_POINTS}, both among them"
    if points not in (sorted(points), sorted(points, reverse=True)):
        yield "options", "must stand in the order of their points"


def _number(question: Question) -> Iterator[tuple[str, str]]:
    if question.minimum >= question.maximum:
        yield "minimum", "must be below maximum"
    if question.scored and len(question.knots) < FEWEST_KNOTS:
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


def practice_faults(question: Question, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Check that an outcome or cost names the practices behind it, and that nothing else does."""
    outcome = question.measure is Measure.STRAIN or question.result
    if outcome != bool(question.practices):
        yield "practices", "is missing: name the practices behind it" if outcome else "is for outcomes and strain only"
    for each in question.practices:
        behind = questionnaire.question.get(each)
        if behind is None or not behind.practice:
            yield "practices", f"no practice question is called {each!r}"


def twice(key: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield key, f"the id {each!r} is used twice"
        seen.add(each)
