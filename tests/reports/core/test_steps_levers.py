"""What can be done about an answer."""

from __future__ import annotations

from typing import Any

import pytest

from questions.core.question import NOT_APPLICABLE, UNKNOWN, Answer
from questions.core.questionnaire import Questionnaire
from questions.core.scoring import score
from reports.core.steps import levers
from tests.builders import ACTION, make_question, make_questionnaire, make_section, make_strain


def shop(**noise: Any) -> Questionnaire:
    section = make_section(
        "one",
        make_question("first"),
        make_question("second", not_applicable="no such thing"),
        make_strain("noise", "first", "second", **noise),
    )
    return make_questionnaire(section)


def found(questionnaire: Questionnaire, name: str, first: Answer, second: Answer) -> list[str]:
    card = score(questionnaire, {"first": first, "second": second, "noise": "p0", "goal": "grow"})
    return list(levers(questionnaire, name, {item.question: item for item in card.scored}))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("p0", "p2", ["first", "second"]),
        ("p3", "p2", ["second"]),
        (UNKNOWN, "p4", ["first"]),
        ("p4", NOT_APPLICABLE, []),
        ("p3", "p3", []),
    ],
)
def test_behind_a_cost_stand_the_practices_that_leave_something_to_do(
    first: Answer, second: Answer, expected: list[str]
) -> None:
    assert found(shop(), "noise", first, second) == expected


def test_where_no_practice_is_left_the_cost_has_an_action_of_its_own() -> None:
    assert found(shop(action=ACTION), "noise", "p3", "p4") == ["noise"]
    assert found(shop(action=ACTION), "noise", "p2", "p4") == ["first"]


def test_a_practice_is_its_own_lever() -> None:
    assert found(shop(), "first", "p2", "p0") == ["first"]
