"""How far an assessment has come."""

from __future__ import annotations

import pytest

from questions.core.question import UNKNOWN, Answer, Kind
from questions.progress import Line, Numbered, Progress, numbers
from tests.builders import answer_all, make_number, make_question, make_questionnaire, make_section, real_questionnaire

DREAM = make_question("dream", kind=Kind.TEXT, options=(), measure=None, action=None)
WORK = make_section("work", make_question("a"), make_number("b"), DREAM)
EXTRA = make_section("extra", DREAM)
QUESTIONNAIRE = make_questionnaire(WORK, EXTRA, minutes=(5, 10))


@pytest.mark.parametrize(
    ("answers", "counts", "answered", "percent", "minutes", "goes_on"),
    [
        ({}, [(0, 2), (0, 0), (0, 1)], 0, 0, 10, "work"),
        ({"a": "p1"}, [(1, 2), (0, 0), (0, 1)], 1, 33, 7, "work"),
        ({"a": UNKNOWN, "b": UNKNOWN}, [(2, 2), (0, 0), (0, 1)], 2, 66, 4, "wish"),
        ({"goal": "grow", "dream": "sleep"}, [(0, 2), (0, 0), (1, 1)], 1, 33, 7, "work"),
        ({"a": "p1", "b": 5, "goal": "grow"}, [(2, 2), (0, 0), (1, 1)], 3, 100, 0, "work"),
    ],
)
def test_only_what_must_be_answered_counts(  # noqa: PLR0913, PLR0917 -- a line of the table
    answers: dict[str, Answer],
    counts: list[tuple[int, int]],
    answered: int,
    percent: int,
    minutes: int,
    goes_on: str,
) -> None:
    progress = Progress.of(QUESTIONNAIRE, answers)
    assert [(each.answered, each.needed) for each in progress.sections] == counts
    assert (progress.answered, progress.needed, progress.percent, progress.minutes) == (answered, 3, percent, minutes)
    assert progress.done == (answered == 3)
    assert progress.next.section.id == goes_on


def test_questions_that_must_be_answered_are_counted_through_and_those_of_an_optional_section_by_themselves() -> None:
    assert numbers(QUESTIONNAIRE, quick=False) == {
        "a": Numbered(1, 3),
        "b": Numbered(2, 3),
        "goal": Numbered(3, 3),
        "dream": Numbered(1, 1, optional=True),
    }
    every = real_questionnaire()
    extra = [each for each in every.sections if not each.ids & every.needed]
    assert [numbers(every, quick=False)[each.questions[-1].id] for each in extra] == [
        Numbered(len(each.questions), len(each.questions), optional=True) for each in extra
    ]


def test_a_section_is_numbered_and_knows_what_it_is() -> None:
    sections = Progress.of(QUESTIONNAIRE, {"a": "p1", "b": 5, "dream": "sleep"}).sections
    assert [(each.number, each.optional, each.done, each.given) for each in sections] == [
        (1, False, True, 3),
        (2, True, True, 1),
        (3, False, False, 0),
    ]


def test_only_an_optional_section_without_answers_is_left_out() -> None:
    for answers, left_out in (({}, [False, True, False]), ({"dream": "sleep"}, [False, False, False])):
        assert [each.left_out for each in Progress.of(QUESTIONNAIRE, answers).sections] == left_out


def test_a_line_holds_the_answer_in_words() -> None:
    progress = Progress.of(QUESTIONNAIRE, {"a": UNKNOWN, "b": 40, "dream": UNKNOWN})
    lines = progress.at("work").lines
    assert lines == (
        Line(WORK.questions[0], UNKNOWN),
        Line(WORK.questions[1], 40),
        Line(DREAM, UNKNOWN),
    )
    assert [line.unknown for line in lines] == [True, False, False]


def test_a_questionnaire_that_asks_nothing_is_done() -> None:
    progress = Progress.of(make_questionnaire(sections=(EXTRA,)), {})
    assert (progress.percent, progress.done, progress.minutes) == (100, True, 0)


def test_2026_1_needs_its_48_scored_questions_and_the_goal() -> None:
    questionnaire = real_questionnaire()
    nothing = Progress.of(questionnaire, {})
    assert (nothing.needed, nothing.minutes, [each.section.id for each in nothing.sections if each.optional]) == (
        49,
        15,
        ["money"],
    )
    assert Progress.of(questionnaire, answer_all(questionnaire, 2, goal="sell")).done


@pytest.mark.parametrize("stray", [{"gone": "p1"}, {"a": "no-such-option"}, {"b": "p1"}, {"dream": UNKNOWN}])
def test_never_more_is_answered_than_asked(stray: dict[str, Answer]) -> None:
    """Whatever is stored: answers to questions that are gone, optional ones, and ones that no longer fit."""
    full: dict[str, Answer] = {"a": "p1", "b": 5, "goal": "grow", "dream": "sleep"}
    for answers in ({}, full, {**full, **stray}, stray):
        progress = Progress.of(QUESTIONNAIRE, answers)
        assert all(0 <= each.answered <= each.needed for each in progress.sections)
        assert 0 <= progress.answered <= progress.needed
        assert 0 <= progress.percent <= 100
        assert progress.minutes >= 0
