"""Answers in words, apart from their questions."""

from __future__ import annotations

from opinions.core.beside import View, put_beside
from opinions.core.collected import Customers, Said, said, words
from opinions.core.customers import count
from tests.builders import newest

HOURS = newest().question["hours-worked"]


def test_a_gap_and_not_knowing_are_told_apart() -> None:
    assert [words(HOURS, answer) for answer in (None, "unknown", 70)] == [None, "", "70 hours a week"]


def test_pairs_keep_what_both_said_and_how_far_apart() -> None:
    (found,) = said(put_beside([HOURS], {"hours-worked": 40}, {"hours-worked": 70}))
    assert found == Said(HOURS.text, "40 hours a week", "70 hours a week", 4, 0, View.DIFFERENT)


def test_each_count_has_the_owners_answer_beside_it() -> None:
    counted = tuple(count([]))
    found = Customers(3, 0, counted, ("a", "b", ""), ())
    assert found.lines == ((counted[0], "a"), (counted[1], "b"), (counted[2], ""))
