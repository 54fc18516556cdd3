"""A scorecard's numbers: rounded once, half up, and only where enough is known."""

from __future__ import annotations

import json

import pytest

from questions.core.scorecard import Score, Scorecard, whole
from questions.core.scoring import score
from tests.builders import (
    answer_all,
    make_question,
    make_questionnaire,
    make_section,
    real_questionnaire,
)


@pytest.mark.parametrize(
    ("share", "points"),
    [(0.0, 0), (0.0049, 0), (0.005, 1), (0.285, 29), (0.3449, 34), (0.345, 35), (0.355, 36), (0.995, 100), (1.0, 100)],
)
def test_whole_rounds_half_up(share: float, points: int) -> None:
    assert whole(share) == points


@pytest.mark.parametrize(
    ("answered", "gaps", "points"),
    [
        ([0.6], [0.4], 100),
        ([0.1, 0.1, 0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1], 100),
        ([0.7, 0.7, 0.7], [1.4], 100),  # 2.1 / 3.5 is a little less than 0.6 in floating point
        ([0.59], [0.41], None),
    ],
)
def test_a_section_has_a_number_from_60_percent(answered: list[float], gaps: list[float], points: int | None) -> None:
    known = [make_question(f"known-{i}", weight=weight) for i, weight in enumerate(answered)]
    open_ = [make_question(f"open-{i}", weight=weight) for i, weight in enumerate(gaps)]
    questionnaire = make_questionnaire(make_section("one", *known, *open_))
    card = score(questionnaire, {question.id: "p4" for question in known})
    assert card.sections[0].points == points
    assert card.readiness.points == 100  # it still counts
    assert "readiness" in card.missing


@pytest.mark.parametrize(
    ("completeness", "percent"), [(0.7999, 79), (0.29, 29), (0.6, 60), (0.8 - 1e-12, 80), (1.0, 100), (None, None)]
)
def test_completeness_is_told_rounded_down(completeness: float | None, percent: int | None) -> None:
    assert Score(None, 0.0, 1.0, completeness).known == percent


@pytest.mark.parametrize("schema", [{}, {"schema": 1}])
def test_a_scorecard_is_read_by_its_schema(schema: dict[str, int]) -> None:
    """What was stored before there was a number is of schema 1."""
    card = score(real_questionnaire(), answer_all(real_questionnaire(), 2))
    assert card.stored() == {"schema": 1, **card.as_json()}
    assert Scorecard.from_json(schema | json.loads(json.dumps(card.as_json()))) == card


def test_a_scorecard_of_a_schema_to_come_is_refused() -> None:
    card = score(real_questionnaire(), answer_all(real_questionnaire(), 2))
    with pytest.raises(ValueError, match="the scorecard has schema 2, and this version of the program reads 1"):
        Scorecard.from_json(card.stored() | {"schema": 2})
