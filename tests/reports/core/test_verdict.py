"""Every verdict there can be is composed whole, in words of its own, and quotes the owner."""

from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from questions.core.loader import load
from questions.core.personas import examples, read_persona
from questions.core.question import Answers
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Placement, Response, Scorecard, Scored, Verdict
from questions.core.scoring import score
from questions.library import OWN
from reports.core.answers import AnswerLine, answer_line
from reports.core.steps import pick
from reports.core.verdict import Composed, compose

STAGES = ("break-fix", "reactive", "mixed", "managed", "strategic-partner")
BANDS = ("calm", "worn", "burning")
COMMITMENTS = ("weak", "fair", "strong")
GOALS = ("stay-break-fix", "hybrid", "become-msp", "sell", "undecided")


@cache
def questionnaire() -> Questionnaire:
    return load(OWN / "is-it-working" / "2026.2")


@cache
def ordinary() -> tuple[Answers, Scorecard, dict[str, AnswerLine]]:
    persona = read_persona(examples("2026.2")["managed-ordinary"], questionnaire())
    card = score(questionnaire(), persona.answers)
    scored = {item.question: item for item in card.scored}
    lines = {
        q.id: answer_line(q, persona.answers.get(q.id), scored.get(q.id), 0.0) for q in questionnaire().questions()
    }
    return persona.answers, card, lines


def closing(goal: str) -> list[tuple[str, ...]]:
    """Every set of gates that an owner with this goal can close."""
    possible = [gate.id for gate in questionnaire().gates if not gate.only_goals or goal in gate.only_goals]
    return [
        tuple(g for g, chosen in zip(possible, bits, strict=True) if chosen)
        for bits in product((0, 1), repeat=len(possible))
    ]


def every_place() -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    return [
        (stage, band, goal, commitment, gates)
        for stage, band, goal, commitment in product(STAGES, BANDS, GOALS, COMMITMENTS)
        for gates in closing(goal)
    ]


def composed(stage: str, band: str, goal: str, commitment: str, gates: tuple[str, ...]) -> Composed:
    """The verdict at one place; the answers behind it are an ordinary shop's."""
    _, card, lines = ordinary()
    placed = replace(
        card,
        stage=Placement(stage, (stage,), ()),
        stage_by_score=stage,
        band=Placement(band, (band,), ()),
        commitment_band=Placement(commitment, (commitment,), ()),
        goal=goal,
        gates=gates,
        closed=gates,
        verdict=Verdict.HELD if gates else Verdict.COMPOSED,
    )
    found = compose(questionnaire(), placed, lines, pick(questionnaire(), placed, {}))
    assert found is not None
    return found


def test_verdict_has_1080_places() -> None:
    assert len(every_place()) == 1080


def test_verdict_has_no_empty_part_at_any_place() -> None:
    for place in every_place():
        found = composed(*place)
        parts = (found.headline, found.because, found.goal, found.step)
        quotes = (*found.because_quotes, found.goal_quote, found.step_quote)
        assert all(parts), place
        assert len(found.because_quotes) == 2, place
        assert all(quote.question and (quote.answer or quote.response == "unknown") for quote in quotes), place
        assert "{" not in "".join(parts), place


def test_headline_is_said_at_one_place_only() -> None:
    headlines = {
        (stage, band): composed(stage, band, "sell", "fair", ()).headline for stage in STAGES for band in BANDS
    }
    assert len(set(headlines.values())) == 15


def test_goal_is_told_in_15_texts() -> None:
    assert len(set(questionnaire().verdict.goals.values())) == 15


def with_points(points: dict[str, float | None]) -> tuple[Scored, ...]:
    _, card, _ = ordinary()
    return tuple(
        replace(
            item,
            points=points[item.question],
            response=Response.ANSWERED if points[item.question] is not None else Response.UNKNOWN,
        )
        if item.question in points
        else item
        for item in card.scored
    )


@pytest.mark.parametrize(("unmet", "place"), [(0, "there"), (1, "near"), (2, "near"), (3, "far"), (6, "far")])
def test_goal_is_there_near_or_far_by_the_needs_not_met(unmet: int, place: str) -> None:
    _, card, lines = ordinary()
    goal = next(goal for goal in questionnaire().goals if goal.id == "become-msp")
    points: dict[str, float | None] = {need.question: need.least for need in goal.needs}
    points |= {need.question: need.least - 1 for need in goal.needs[:unmet]}
    found = compose(questionnaire(), replace(card, goal="become-msp", scored=with_points(points)), lines, ())
    assert found is not None
    assert found.goal == questionnaire().verdict.goals["become-msp", place].format(met=6 - unmet, of=6)


def test_need_that_is_not_known_is_not_met() -> None:
    _, card, lines = ordinary()
    goal = next(goal for goal in questionnaire().goals if goal.id == "become-msp")
    points: dict[str, float | None] = {need.question: 4.0 for need in goal.needs} | {"monitoring": None}
    found = compose(questionnaire(), replace(card, goal="become-msp", scored=with_points(points)), lines, ())
    assert found is not None
    assert found.goal_quote.question == questionnaire().question["monitoring"].text


def test_closed_gate_is_the_first_step_also_below_the_stage_it_holds_from() -> None:
    found = composed("break-fix", "worn", "sell", "fair", ("nothing-in-writing",))
    gate = next(gate for gate in questionnaire().gates if gate.id == "nothing-in-writing")
    assert found.step == gate.step
    assert found.step_quote.question == questionnaire().question["agreement-depth"].text


def test_calm_shop_that_chose_break_fix_is_told_so() -> None:
    persona = read_persona(examples("2026.2")["content-residential"], questionnaire())
    card = score(questionnaire(), persona.answers)
    scored = {item.question: item for item in card.scored}
    lines = {q.id: answer_line(q, persona.answers.get(q.id), scored.get(q.id), 0) for q in questionnaire().questions()}
    steps = pick(questionnaire(), card, {})
    found = compose(questionnaire(), card, lines, steps)
    assert found is not None
    assert steps == ()
    assert found.goal == questionnaire().verdict.goals["stay-break-fix", "there"].format(met=5, of=5)
    assert (found.step_opening, found.step) == ("", questionnaire().verdict.keep)


def test_incomplete_scorecard_gets_no_verdict() -> None:
    answers, _, lines = ordinary()
    without = {name: answer for name, answer in answers.items() if name != "goal"}
    assert compose(questionnaire(), score(questionnaire(), without), lines, ()) is None
