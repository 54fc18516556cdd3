"""The numbers of a report: its measures and its sections, each with its range and its place."""

from __future__ import annotations

from questions.core.question import MOST_POINTS, Answers, Measure
from questions.core.questionnaire import Questionnaire, Section
from questions.core.scorecard import ENOUGH_IN_SECTION, Scorecard, Scored, SectionScore
from questions.core.scoring import has_number, place_of, strain_of
from reports.core.answers import answer_line
from reports.core.parts import Scale, SectionPart

TOP = 100


def scale_of(questionnaire: Questionnaire, card: Scorecard, measure: Measure) -> Scale:
    """Return a measure's number and place; an uncertain one gets the names in its span, unless these are too many."""
    score, placement, cuts = {
        Measure.READINESS: (card.readiness, card.stage, questionnaire.stages),
        Measure.STRAIN: (card.strain, card.band, questionnaire.strain_bands),
        Measure.COMMITMENT: (card.commitment, card.commitment_band, questionnaire.commitment_bands),
    }[measure]
    names = {cut.id: cut.name for cut in cuts}
    low, high = score.interval
    most = questionnaire.rules.most_span or len(cuts)
    return Scale(
        points=score.points if has_number(questionnaire, card, measure) else None,
        low=low,
        high=high,
        known=score.known,
        place=next((cut for cut in cuts if cut.id == placement.id), None),
        span=tuple(names[each] for each in placement.span) if len(placement.span) <= most else (),
        line=tuple(names[each] for each in placement.line),
        cuts=cuts,
    )


def goal_zone(questionnaire: Questionnaire, card: Scorecard) -> tuple[int, int]:
    """Return the readiness at which the shop's goal lies, from the least to the most; anywhere without a goal."""
    stages, goal = questionnaire.stages, questionnaire.goal_named(card.goal)
    ends = [*zip(stages, [*(cut.least - 1 for cut in stages[1:]), TOP], strict=True)]
    places = {cut.id: (cut.least, last) for cut, last in ends}
    if goal is not None and goal.zone:
        return places[goal.zone[0]][0], places[goal.zone[-1]][1]
    staying = goal is not None and not goal.path and card.stage.id
    return places[staying] if staying else (0, TOP)


def section_of(  # noqa: PLR0913 -- a section, and all that is known of it
    questionnaire: Questionnaire,
    section: Section,
    part: SectionScore | None,
    *,
    answers: Answers,
    scored: dict[str, Scored],
    adds: dict[str, float],
) -> SectionPart:
    readiness = None
    if part is not None:
        low, high = part.score.interval
        readiness = Scale(part.points, low, high, part.score.known, None, (), (), ())
    return SectionPart(
        id=section.id,
        title=section.title,
        lead=section.lead,
        weight=section.weight,
        readiness=readiness,
        strain=_strain(questionnaire, [scored[question.id] for question in section.questions if question.scored]),
        earned=part.earned if part else 0,
        possible=part.possible if part else 0,
        unknown=part.unknown * MOST_POINTS if part else 0,
        excluded=part.excluded * MOST_POINTS if part else 0,
        lines=tuple(
            answer_line(question, answers.get(question.id), scored.get(question.id), adds.get(question.id, 0.0))
            for question in section.questions
        ),
    )


def _strain(questionnaire: Questionnaire, items: list[Scored]) -> Scale | None:
    """Return a section's own strain; None if it asks about none, or none of it applies."""
    asked = [item for item in items if item.measure is Measure.STRAIN]
    found = strain_of(asked)
    if found.completeness is None:
        return None
    points = found.points if found.enough(ENOUGH_IN_SECTION) else None
    low, high = found.interval
    cuts = questionnaire.strain_bands
    return Scale(points, low, high, found.known, place_of(cuts, points), (), (), cuts, questions=len(asked))
