"""An answer comes back from its row as the questionnaire knows it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from questions.core.question import NOT_APPLICABLE, UNKNOWN
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from tests.makers import AT, answers_of, make_assessment


@pytest.mark.parametrize("value", [72, 0, "all", "text of an owner", UNKNOWN, NOT_APPLICABLE])
def test_a_single_value_is_itself(value: str | int) -> None:
    assert Answer(value=value).answer == value


def test_several_options_are_a_tuple() -> None:
    assert [Answer(value=value).answer for value in (["price", "other"], [])] == [("price", "other"), ()]


@pytest.mark.django_db
def test_every_value_is_read_as_it_was_given() -> None:
    words = 'She said "no" \\ and\nleft — 100 % ½ 😀 \u00b2'
    given = {**answers_of("bob-breakfix"), "hours-worked": UNKNOWN, "objections": ("other", "cash-dip"), "goal": "sell"}
    assessment = make_assessment(given)
    for name, value in (("free", words), ("empty", ""), ("digits", "72"), ("minus", -3), ("none", ())):
        Answer.objects.create(assessment=assessment, question=name, value=value, changed=AT)
    found = Answer.objects.given_in(assessment.pk)
    assert found == {row.question: row.answer for row in assessment.answers.all()}
    assert found["free"] == words
    assert (found["digits"], found["minus"], found["none"]) == ("72", -3, ())


@pytest.mark.django_db
def test_a_question_has_one_answer_in_an_assessment() -> None:
    assessment = make_assessment({"without-you": "a-week"})
    with pytest.raises(IntegrityError):
        Answer.objects.create(assessment=assessment, question="without-you", value="a-day", changed=AT)


def times(assessment: Assessment) -> dict[str, tuple[object, int, object]]:
    return {row.question: (row.given, row.changes, row.answer) for row in assessment.answers.all()}


@pytest.mark.django_db
class TestTimes:
    def test_it_is_kept_when_an_answer_was_first_given_and_how_often_it_became_another(self) -> None:
        assessment, later = make_assessment(), AT + timedelta(hours=1)
        assessment.record({"hours-worked": 60, "goal": "sell"}, at=AT)
        assessment.record({"hours-worked": 61, "objections": ("other",)}, at=later)
        assessment.record({"hours-worked": 61}, at=later)  # saved once more, and the same
        assessment.record({"hours-worked": UNKNOWN}, at=later + timedelta(hours=1))
        assert times(assessment) == {
            "hours-worked": (AT, 2, UNKNOWN),
            "goal": (AT, 0, "sell"),
            "objections": (later, 0, ("other",)),
        }

    def test_answer_that_was_taken_back_is_given_anew(self) -> None:
        assessment, later = make_assessment(), AT + timedelta(hours=1)
        assessment.record({"hours-worked": 60}, at=AT)
        assessment.record({"hours-worked": None}, at=AT)
        assessment.record({"hours-worked": 60}, at=later)
        assert times(assessment) == {"hours-worked": (later, 0, 60)}

    def test_several_options_in_another_order_are_another_answer_and_the_same_are_not(self) -> None:
        assessment = make_assessment()
        for chosen in (("other", "cash-dip"), ("other", "cash-dip"), ("other",)):
            assessment.record({"objections": chosen}, at=AT)
        assert times(assessment) == {"objections": (AT, 1, ("other",))}

    def test_answers_of_before_have_no_first_moment_and_count_from_now_on(self) -> None:
        assessment = make_assessment({"hours-worked": 60})
        assessment.answers.update(given=None)
        assessment.record({"hours-worked": 50}, at=AT)
        assert times(assessment) == {"hours-worked": (None, 1, 50)}

    def test_correction_keeps_both_and_a_retake_begins_anew(self) -> None:
        later = AT + timedelta(days=1)
        first = make_assessment(answers_of("bob-breakfix"), submitted=AT)
        first.answers.filter(question="hours-worked").update(changes=3)
        correction = first.correct(key=uuid4(), at=later)
        assert times(correction) == times(first)
        correction.record({"hours-worked": 50}, at=later)
        assert times(correction)["hours-worked"] == (AT, 4, 50)
        assert times(first.retake(key=uuid4())) == {}
