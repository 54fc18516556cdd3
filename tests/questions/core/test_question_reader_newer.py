"""What newer versions say of a question is read, and what older ones leave out stays empty."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from questions.core.question import Action, Effort, Question, Says, When
from questions.core.question_reader import read_question
from questions.core.tables import ContentProblem, Place, Table

CHOICE = """
id = "written"
kind = "choice"
feeds = "readiness"
text = "What is in writing?"
help = "A page counts."
window = "Today"
why = "Paper remembers."
unknown = "You don't know."
options = [{ id = "p0", points = 0, text = "Nothing" }, { id = "p4", points = 4, text = "All" }]
sources = []
"""
STEPS = """
[action]
what = "Write it."
why = "To remember."
first = "Take a sheet."
steps = ["Write.", "Read it  aloud."]
done = "It hangs on the wall."
time = "about one evening"
effort = "S"
by = 60
"""


def read(text: str, **changes: Any) -> tuple[Question, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    table = Table({**tomllib.loads(text), **changes}, Place("work.toml", "work", "", problems))
    return read_question(table, slug="small", version="1.0"), problems


def test_an_action_in_steps() -> None:
    question, problems = read(CHOICE + STEPS)
    assert problems == []
    assert question.action == Action(
        what="Write it.",
        why="To remember.",
        how="Take a sheet. Write. Read it aloud. It hangs on the wall.",
        effort=Effort.SMALL,
        when=When.DAYS_60,
        first="Take a sheet.",
        steps=("Write.", "Read it aloud."),
        done="It hangs on the wall.",
        time="about one evening",
    )


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("by = 60", "by = 45", "action.by", "must be one of 30, 60, 90, not 45"),
        ("by = 60", "", "action.by", "is missing"),
        (
            'steps = ["Write.", "Read it  aloud."]',
            "steps = []",
            "action.steps",
            "must hold texts, and none that is empty",
        ),
        (
            'steps = ["Write.", "Read it  aloud."]',
            'steps = [" "]',
            "action.steps",
            "must hold texts, and none that is empty",
        ),
        (
            'steps = ["Write.", "Read it  aloud."]',
            "steps = [1]",
            "action.steps",
            "must hold texts, and none that is empty",
        ),
        ('done = "It hangs on the wall."', "", "action.done", "is missing"),
        ('time = "about one evening"', 'how = "x"', "action.how", "unknown key"),
    ],
)
def test_what_is_wrong_with_an_action_is_named(old: str, new: str, key: str, message: str) -> None:
    _, problems = read(CHOICE + STEPS.replace(old, new))
    assert (key, message) in [(each.key, each.message) for each in problems]


def test_few_words_are_read_with_their_question() -> None:
    question, problems = read(
        CHOICE,
        because="not in writing",
        fact="a fact",
        missing="paper",
        strength="it is on paper",
        keep="Keep writing.",
        good="A page.",
        rater=True,
        **{"text-other": "What has the owner in writing?", "not-applicable": "I work alone", "alone": True},
    )
    assert problems == []
    assert question.says == Says("not in writing", "a fact", "paper", "it is on paper", "Keep writing.", "A page.")
    assert (question.rater, question.alone, question.not_applicable) == (True, True, "I work alone")
    assert question.text_other == "What has the owner in writing?"


def test_nothing_is_said_where_nothing_stands() -> None:
    question, _ = read(CHOICE)
    assert (question.says, question.rater, question.alone, question.text_other) == (Says(), False, False, "")
    assert (question.unscored_goals, question.same_as, question.origin) == ((), "", "small/1.0")


def test_a_question_says_which_version_asks_the_same() -> None:
    assert read(CHOICE, **{"same-as": "0.9"})[0].same_as == "small/0.9"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"alone": True}, "alone"),  # without "doesn't apply" there is no answer that says so
        ({"unscored-goals": ["stay"]}, "unscored-goals"),  # only commitment is left out of anything
    ],
)
def test_keys_that_mean_nothing_here_are_unknown(changes: dict[str, Any], key: str) -> None:
    assert [(each.key, each.message) for each in read(CHOICE, **changes)[1]] == [(key, "unknown key")]


def test_commitment_can_be_left_out_for_a_goal() -> None:
    question, problems = read(CHOICE, feeds="commitment", **{"unscored-goals": ["stay"]})
    assert (question.unscored_goals, problems) == (("stay",), [])
