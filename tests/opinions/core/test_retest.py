"""Twelve questions again: which, and how many are answered the same."""

from __future__ import annotations

import pytest

from opinions.core.retest import NUMBER, agree, asked_again
from tests.builders import answer_all, newest, real_questionnaire


def test_twelve_scored_ones_those_of_the_quick_check_first() -> None:
    asked = asked_again(newest())
    assert len(asked) == len({each.id for each in asked}) == NUMBER
    assert all(each.scored for each in asked)
    assert {each.id for each in newest().quick_questions if each.scored} < {each.id for each in asked}
    assert len(asked_again(real_questionnaire())) == NUMBER, "an older version has no quick check"


def test_the_same_within_half_a_point() -> None:
    first = answer_all(newest(), 3)
    again = {"hours-worked": 47, "credentials": first["credentials"], "procedures": "unknown", "dream-fit": "opposite"}
    found = agree(newest(), first, again)
    assert (found.same, found.compared) == (2, 2)
    assert found.pairs[0].difference == pytest.approx(0.4)
    assert agree(newest(), first, {"hours-worked": 60}).same == 0
