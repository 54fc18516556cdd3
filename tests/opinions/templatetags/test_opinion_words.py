"""Answers and people in words."""

from __future__ import annotations

from opinions.core.beside import put_beside
from opinions.models.opinion import Opinion
from opinions.templatetags.opinion_words import other_words, own_words, role_name
from tests.builders import newest


def test_an_answer_a_gap_and_not_knowing() -> None:
    questions = [newest().question[name] for name in ("hours-worked", "weekends", "decisions")]
    assert put_beside(questions, {"hours-worked": 45}, {}) == []
    found = put_beside(
        questions,
        {"hours-worked": 45, "decisions": "n/a"},
        {"hours-worked": "unknown", "weekends": 2, "decisions": "written-limits"},
    )
    assert [(own_words(each), other_words(each)) for each in found] == [
        ("45 hours a week", "don't know"),
        ("no answer", "2 days"),
        ("I work alone", "All that, with limits in writing"),
    ]


def test_people_as_others_call_them() -> None:
    assert [role_name(Opinion(role=role)) for role in Opinion.Role.values] == ["tech", "spouse", "business partner", ""]
