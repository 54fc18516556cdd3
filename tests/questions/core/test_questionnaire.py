"""Which questions must be answered, and how questions and sections are found."""

from __future__ import annotations

from questions.core.question import Kind, Measure
from tests.builders import make_goal, make_question, make_questionnaire, make_section, make_strain

TEXT = make_question("text", kind=Kind.TEXT, options=(), measure=None, action=None, sources=(), unknown="")


def test_what_scores_and_the_goal_must_be_answered() -> None:
    questionnaire = make_questionnaire(make_section("one", make_question("a"), TEXT, make_strain("b")))
    must = [question.id for question in questionnaire.questions() if questionnaire.must_answer(question)]
    assert must == ["a", "b", "goal"]


def test_questions_and_sections_are_found_by_their_ids() -> None:
    first, second = make_question("a"), make_question("b", measure=Measure.STRAIN)
    questionnaire = make_questionnaire(make_section("one", first), make_section("two", second))
    assert list(questionnaire.question.items()) == [("a", first), ("b", second), ("goal", make_goal("stay", "grow"))]
    assert list(questionnaire.section) == ["one", "two", "wish"]
