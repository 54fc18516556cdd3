"""Answers tried out: which questions are on the page, and what is taken for an answer."""

from __future__ import annotations

import pytest

from questions.core.question import UNKNOWN
from reports.models.composing import report_of
from reports.trying import Trial, try_out
from tests.makers import AT, answers_of, make_assessment

pytestmark = pytest.mark.django_db


def tried(names: list[str], typed: list[str]) -> Trial:
    assessment = make_assessment(answers_of("bob-breakfix", weekends=UNKNOWN), submitted=AT)
    return try_out(assessment, report_of(assessment), names, typed)


@pytest.mark.parametrize(
    ("names", "typed", "fields"),
    [
        (["hours-worked", "dread"], ["40"], {"hours-worked": "40", "dread": "ten-or-more"}),
        (["hours-worked", "hours-worked"], ["40", "50"], {"hours-worked": "40"}),
        (["goal", "nothing", "hours-worked"], ["hybrid", "x", "40"], {"hours-worked": "40"}),
        (["weekends"], [], {"weekends": ""}),
        (["hours-worked"], ["40", "50", "60"], {"hours-worked": "40"}),
    ],
)
def test_each_question_has_its_answer(names: list[str], typed: list[str], fields: dict[str, str]) -> None:
    found = tried(names, typed)
    assert {each.question.id: each.typed for each in found.tried} == fields
    assert (found.changed is not None) == (fields.get("hours-worked") == "40")


def test_one_wrong_answer_keeps_all_from_being_worked_out() -> None:
    found = tried(["hours-worked", "weekends"], ["many", "3"])
    assert [each.question.id for each in found.wrong] == ["hours-worked"]
    assert found.changed is None
