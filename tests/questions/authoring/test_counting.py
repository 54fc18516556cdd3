"""What an owner has to read is counted, and graded by a function that is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from questions.authoring.counting import Count, Grades, count_lines, counts, grade_lines, grades, quick_count, words
from questions.core.question import Kind, Option, Range
from tests.builders import ACTION, make_number, make_question, make_questionnaire, make_section, newest

MENU = make_question(
    "more", kind=Kind.CHOICES, measure=None, unknown="", action=None, options=(Option("a", "One thing"),)
)
FEW = make_questionnaire(
    make_section(
        "work",
        make_question("written", text="What is in writing?", help="A page counts.", not_applicable="Nothing here"),
        make_number("share", "written", text="What share?", ranges=(Range(0, 100, "About {value} percent"),)),
    ),
    make_section("extra", MENU),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("Two words", 2), ("It's 10:30 pm, late", 4), ("35%, or 1.5×?", 3), ("break/fix … on-call", 2)],
)
def test_words_are_what_has_a_letter_or_a_number(text: str, expected: int) -> None:
    assert words(text) == expected


def test_a_section_is_counted_without_what_is_folded_away() -> None:
    work, extra, wish = counts(FEW)
    # Work + About work. + (today + question + unit or n/a) twice + worth 0 … worth 4
    assert work == Count(
        "Work", questions=2, words=3 + (1 + 4 + 2) + 10 + (1 + 2 + 1), folded=3 + 2 + 3 + 2, optional=False
    )
    assert (extra.optional, wish.optional) == (True, False)
    assert work.seconds == pytest.approx(24 * 60 / 230 + 6)


def test_the_whole_leaves_out_what_is_optional() -> None:
    lines = list(count_lines(FEW))
    assert lines[2] == "Extra (optional)                     1       7      0.1       5"
    assert lines[4].split()[-4:] == ["3", "36", "0.3", "15"]
    assert lines[-1] == "230 words a minute, and 3 seconds an answer."


def test_the_quick_check_is_counted_apart() -> None:
    assert not any("Quick" in line for line in count_lines(FEW))
    assert list(count_lines(replace(FEW, quick=("written", "goal"))))[5].split() == [
        "Quick",
        "check",
        "2",
        "26",
        "0.2",
        "10",
    ]


def test_the_quick_check_of_2026_3_takes_no_longer_than_it_promises() -> None:
    found = quick_count(newest())
    assert found.questions == 12
    assert found.seconds / 60 <= newest().quick_minutes


def test_2026_3_can_be_read_and_answered_within_the_time_it_promises() -> None:
    asked = [each for each in counts(newest()) if not each.optional]
    assert sum(each.questions for each in asked) == 52
    assert sum(each.words for each in asked) <= 2200
    minutes = sum(each.seconds for each in asked) / 60
    assert newest().minutes[0] <= minutes <= newest().minutes[1]


def listening(seen: list[str]) -> Callable[[str], float]:
    """A grade of 1 for everything, which keeps what was graded."""

    def grade(text: str) -> float:
        seen.append(text)
        return 1.0

    return grade


def length(text: str) -> float:
    return float(len(text))


def test_each_kind_of_text_is_graded_as_one() -> None:
    seen: list[str] = []
    found = grades(FEW, listening(seen))
    assert found[0] == Grades("Work", 1.0, 1.0, 1.0)
    assert seen[0] == "What is in writing? worth 0. worth 1. worth 2. worth 3. worth 4. What share?"
    assert seen[1].endswith("share is not known. About 50 percent.")
    assert seen[2] == "Do it. It helps. Begin."
    assert (found[1].found, found[1].done) == (None, None)


def test_grades_are_a_table() -> None:
    assert list(grade_lines(FEW, length)) == [
        "                             questions  findings   steps",
        "Work                              76.0     114.0    23.0",
        "Extra                             16.0         -       -",
        "Wish                              23.0         -       -",
    ]


def test_an_action_in_steps_is_graded_by_its_steps() -> None:
    action = replace(ACTION, first="Look.", steps=("One.", "Two."), done="Done.")
    shop = make_questionnaire(make_section("work", make_question("written", action=action)))
    seen: list[str] = []
    grades(shop, listening(seen))
    assert "Do it. It helps. Look. One. Two. Done." in seen
