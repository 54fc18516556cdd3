"""One question is read whole, and each key that has no place in it is told."""

from __future__ import annotations

from typing import Any

import pytest

from questions.core.question import Action, Effort, Kind, Measure, Option, Question, Source, Trust, When
from questions.core.question_reader import read_question
from questions.core.tables import ContentProblem, Place, Table

PLAIN: dict[str, Any] = {"id": "q", "kind": "text", "text": "Q?", "help": "H.", "why": "W."}
SCORED: dict[str, Any] = {
    **PLAIN,
    "kind": "choice",
    "feeds": "readiness",
    "window": "Today",
    "unknown": "U.",
    "options": [{"id": "a", "points": 0, "text": "A"}, {"id": "b", "points": 4, "text": "B", "finding": "F."}],
    "action": {"what": "A.", "why": "B.", "how": "C.", "effort": "M", "when": "60"},
    "sources": [{"claim": "C.", "name": "N", "date": "2026", "trust": "C"}],
}


def read(data: dict[str, Any]) -> tuple[Question, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    return read_question(Table(data, Place("f", "s", "", problems))), problems


def test_a_plain_question_needs_little() -> None:
    assert read(PLAIN) == (Question(id="q", kind=Kind.TEXT, text="Q?", help="H.", why="W."), [])


def test_a_choice_is_read_whole() -> None:
    expected = Question(
        id="q",
        kind=Kind.CHOICE,
        text="Q?",
        help="H.",
        why="W.",
        window="Today",
        measure=Measure.READINESS,
        unknown="U.",
        options=(Option("a", "A", 0), Option("b", "B", 4, "F.")),
        action=Action("A.", "B.", "C.", Effort.MEDIUM, When.DAYS_60),
        sources=(Source("C.", "N", "2026", Trust.EXPERT),),
    )
    assert read(SCORED) == (expected, [])


@pytest.mark.parametrize(
    ("data", "key", "message"),
    [
        (PLAIN | {"options": []}, "options", "unknown key"),
        (PLAIN | {"unit": "h"}, "unit", "unknown key"),
        (PLAIN | {"unknown": "U."}, "unknown", "unknown key"),
        (SCORED | {"knots": []}, "knots", "unknown key"),
        (PLAIN | {"kind": "number"} | {"unit": "h", "minimum": 0}, "maximum", "is missing"),
        (
            SCORED | {"action": SCORED["action"] | {"effort": "XL"}},
            "action.effort",
            "must be one of S, M, L, not 'XL'",
        ),
    ],
)
def test_what_has_no_place_or_is_missing_is_told(data: dict[str, Any], key: str, message: str) -> None:
    assert read(data)[1] == [ContentProblem("f", "s", key, message)]
