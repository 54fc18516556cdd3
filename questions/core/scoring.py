"""Turns answers into a scorecard: a pure function of one questionnaire version and the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum
from typing import Any

from questions.core.question import MOST_POINTS, NOT_APPLICABLE, UNKNOWN, Answer, Answers, Measure, Question
from questions.core.questionnaire import Cut, Gate, Questionnaire, Section
from questions.core.rules import Rules
from questions.core.scorecard import Placement, Response, Score, Scorecard, Scored, SectionScore, Verdict


def score(questionnaire: Questionnaire, answers: Answers, *, missing: tuple[str, ...] | None = None) -> Scorecard:
    """Score `answers` by question id; a question without an answer counts as unknown.

    `missing` is what a verdict still needs, if that is judged by other weights.

    Check every answer first (`Question.problem` is None); a wrong one can raise KeyError or TypeError. Answers to
    questions of another version are ignored.
    """
    goal = _goal(questionnaire, answers)
    by_section = [(section, _scored(section, answers, goal)) for section in questionnaire.sections]
    scored = tuple(item for _, items in by_section for item in items)
    sections = tuple(
        _section(section, feeding)
        for section, items in by_section
        if (feeding := [item for item in items if item.measure is Measure.READINESS])
    )
    readiness = _overall(sections)
    strain = strain_of(scored)
    commitment = _mean([item for item in scored if item.measure is Measure.COMMITMENT])
    measures = {Measure.READINESS: readiness, Measure.STRAIN: strain, Measure.COMMITMENT: commitment}
    if missing is None:
        missing = tuple(_missing(questionnaire, measures, goal, answers))
    complete = not missing
    by_score = place_of(questionnaire.stages, readiness.points)
    stage = _under_ceiling(questionnaire, _placement(questionnaire.stages, readiness, complete=complete), answers)
    closed = [gate for gate in questionnaire.gates if _closed(questionnaire, gate, goal, answers)]
    gates = tuple(gate.id for gate in closed if _holds(questionnaire, gate, stage))
    return Scorecard(
        readiness=readiness,
        strain=strain,
        commitment=commitment,
        sections=sections,
        scored=scored,
        goal=goal,
        stage=stage,
        stage_by_score=by_score.id if by_score and complete else None,
        band=_placement(questionnaire.strain_bands, strain, complete=complete),
        commitment_band=_placement(questionnaire.commitment_bands, commitment, complete=complete),
        gates=gates,
        closed=tuple(gate.id for gate in closed),
        verdict=Verdict.INCOMPLETE if missing else Verdict.HELD if gates else Verdict.COMPOSED,
        missing=missing,
    )


def strain_of(items: Iterable[Scored]) -> Score:
    """Return the strain of these parts, such as those of one section; parts of other measures are ignored."""
    return _mean([item for item in items if item.measure is Measure.STRAIN], lambda points: MOST_POINTS - points)


def has_number(questionnaire: Questionnaire, card: Scorecard, measure: Measure) -> bool:
    """Whether a measure has a number to show: always in a complete verdict, else if enough of it is known.

    A version without the rule `numbers_when_known` shows none before its verdict is complete.
    """
    return _has_number(questionnaire.rules, card, measure)


def _has_number(rules: Rules, card: Scorecard, measure: Measure) -> bool:
    known = card.score(measure).enough(rules.needed(measure) / 100)
    return not card.missing or (rules.numbers_when_known and known)


def shown(rules: Rules, card: Scorecard) -> dict[str, Any]:
    """Return a scorecard as JSON types for people: without the numbers of which too little is known.

    Their ranges stay. Versions without the rule `numbers_when_known` show all of it.
    """
    found = card.as_json()
    if not rules.numbers_when_known:
        return found
    for measure in Measure:
        if not _has_number(rules, card, measure):
            found[measure.value]["value"] = None
    for part, section in zip(card.sections, found["sections"], strict=True):
        if part.points is None:
            section["score"]["value"] = None
    return found


def _response(answer: Answer | None) -> Response:
    if answer is None:
        return Response.MISSING
    return {UNKNOWN: Response.UNKNOWN, NOT_APPLICABLE: Response.NOT_APPLICABLE}.get(str(answer), Response.ANSWERED)


def _scored(section: Section, answers: Answers, goal: str | None) -> list[Scored]:
    """Return the part of each scored question; one that this goal leaves out keeps its points but weighs nothing."""
    return [
        Scored(
            question.id,
            question.measure,
            0.0 if goal in question.unscored_goals else question.weight,
            _response(answer),
            _points(question, answer),
        )
        for question in section.questions
        if question.measure is not None
        for answer in [answers.get(question.id)]
    ]


def _points(question: Question, answer: Answer | None) -> float | None:
    return None if answer is None else question.points(answer)


def _mean(items: Sequence[Scored], worth: Callable[[float], float] = float) -> Score:
    """Return the weighted mean of `worth` of the points over 4; `worth` reverses them for strain."""
    applicable = fsum(item.weight for item in items if item.response is not Response.NOT_APPLICABLE)
    if not applicable:
        return Score(None, 0.0, 1.0, None)
    answered = fsum(item.weight for item in items if item.points is not None)
    earned = fsum(item.weight * worth(item.points) / MOST_POINTS for item in items if item.points is not None)
    return Score(
        value=earned / answered if answered else None,
        low=earned / applicable,
        high=(earned + (applicable - answered)) / applicable,
        completeness=answered / applicable,
    )


def _section(section: Section, items: Sequence[Scored]) -> SectionScore:
    answered = [item for item in items if item.points is not None]
    return SectionScore(
        section=section.id,
        weight=section.weight,
        questions=tuple(item.question for item in items),
        score=_mean(items),
        earned=fsum(item.weight * (item.points or 0) for item in answered),
        possible=fsum(item.weight * MOST_POINTS for item in answered),
        unknown=fsum(i.weight for i in items if i.response in (Response.UNKNOWN, Response.MISSING)),
        excluded=fsum(i.weight for i in items if i.response is Response.NOT_APPLICABLE),
    )


def _overall(sections: Iterable[SectionScore]) -> Score:
    """Return the weighted mean of the sections that apply; its value leaves out those all unknown."""
    applying = [section for section in sections if section.score.completeness is not None]
    weight = fsum(section.weight for section in applying)
    if not weight:
        return Score(None, 0.0, 1.0, None)
    valued = [(section.weight, section.score.value) for section in applying if section.score.value is not None]
    valued_weight = fsum(each for each, _ in valued)
    return Score(
        value=fsum(each * value for each, value in valued) / valued_weight if valued_weight else None,
        low=fsum(section.weight * section.score.low for section in applying) / weight,
        high=fsum(section.weight * section.score.high for section in applying) / weight,
        completeness=fsum(section.weight * (section.score.completeness or 0) for section in applying) / weight,
    )


def _goal(questionnaire: Questionnaire, answers: Answers) -> str | None:
    goal = answers.get(questionnaire.goal)
    return goal if isinstance(goal, str) else None


def _missing(
    questionnaire: Questionnaire, measures: Mapping[Measure, Score], goal: str | None, answers: Answers
) -> Iterable[str]:
    """Yield what a verdict still needs: a measure, the goal, or a gate's question, by id."""
    for measure, found in measures.items():
        if not found.enough(questionnaire.rules.needed(measure) / 100):
            yield measure.value
    if goal is None:
        yield questionnaire.goal
    of_goal = questionnaire.rules.gates_of_goal
    for gate in questionnaire.gates:
        if answers.get(gate.question, UNKNOWN) == UNKNOWN and (gate.can_hold(goal) or not of_goal):
            yield gate.question


def place_of(cuts: Sequence[Cut], points: int | None) -> Cut | None:
    """Return the last cut at or below `points`; cuts rise from 0. None without points."""
    return None if points is None else [cut for cut in cuts if cut.least <= points][-1]


def _placement(cuts: Sequence[Cut], found: Score, *, complete: bool) -> Placement:
    low, high = found.interval
    span = tuple(cut.id for i, cut in enumerate(cuts) if cut.least <= high and (_end(cuts, i) > low))
    points = found.points
    place = place_of(cuts, points)
    if not complete or place is None or points is None:
        return Placement(None, span, ())
    line = next(((cuts[i - 1].id, cut.id) for i, cut in enumerate(cuts) if i and abs(points - cut.least) <= 1), ())
    return Placement(place.id, span, line)


def _end(cuts: Sequence[Cut], index: int) -> int:
    """Return the first whole point past a cut."""
    return cuts[index + 1].least if index + 1 < len(cuts) else 101


def _under_ceiling(questionnaire: Questionnaire, placement: Placement, answers: Answers) -> Placement:
    """Limit the stage where the questionnaire's ceiling applies; if the number is unknown, the span stays open."""
    ceiling = questionnaire.ceiling
    if ceiling is None:
        return placement
    answer = answers.get(ceiling.question)
    if isinstance(answer, int) and answer >= ceiling.least:
        return placement
    order = [cut.id for cut in questionnaire.stages]
    reachable = order[: order.index(ceiling.stage) + 1]
    known = isinstance(answer, int)
    held = tuple(i for i in placement.span if i in reachable) or (ceiling.stage,)
    return Placement(
        id=placement.id if placement.id is None or placement.id in reachable else ceiling.stage,
        span=held if known else tuple(i for i in order if i in held or i in placement.span),
        line=placement.line if set(placement.line) <= set(reachable) else (),
    )


def _closed(questionnaire: Questionnaire, gate: Gate, goal: str | None, answers: Answers) -> bool:
    """Whether the answer closes the gate for this goal."""
    answer = answers.get(gate.question)
    if answer is None or questionnaire.question[gate.question].points(answer) != 0:
        return False
    return goal not in gate.unless_goals and (not gate.only_goals or goal in gate.only_goals)


def _holds(questionnaire: Questionnaire, gate: Gate, stage: Placement) -> bool:
    """Whether a closed gate holds back the verdict at this stage."""
    if not gate.from_stage:
        return True
    order = [cut.id for cut in questionnaire.stages]
    return stage.id is not None and order.index(stage.id) >= order.index(gate.from_stage)
