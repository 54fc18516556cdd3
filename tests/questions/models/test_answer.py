"""An answer comes back from its row as the questionnaire knows it."""

import pytest
from django.db import IntegrityError

from questions.core.question import NOT_APPLICABLE, UNKNOWN
from questions.models.answer import Answer
from tests.makers import AT, make_assessment


@pytest.mark.parametrize("value", [72, 0, "all", "text of an owner", UNKNOWN, NOT_APPLICABLE])
def test_a_single_value_is_itself(value: str | int) -> None:
    assert Answer(value=value).answer == value


def test_several_options_are_a_tuple() -> None:
    assert [Answer(value=value).answer for value in (["price", "other"], [])] == [("price", "other"), ()]


@pytest.mark.django_db
def test_a_question_has_one_answer_in_an_assessment() -> None:
    assessment = make_assessment({"weekends": "two"})
    with pytest.raises(IntegrityError):
        Answer.objects.create(assessment=assessment, question="weekends", value="none", changed=AT)
