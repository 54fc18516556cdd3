"""A scorecard's numbers: rounded once, half up, and only where enough is known."""

from __future__ import annotations

import pytest

from questions.core.scorecard import Score, whole
from questions.core.scoring import score
from tests.builders import (
    make_question,
    make_questionnaire,
    make_section,
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
