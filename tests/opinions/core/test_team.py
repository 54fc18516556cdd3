"""Whatever a team says, nobody in it can be told apart: nothing of too few, and no order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinions.core.team import LEAST, LEAST_FOR_COMMENTS, publish
from questions.core.question import UNKNOWN, Answer, Answers, Question
from tests.builders import newest

ASKED = newest().rated


def answer(question: Question) -> st.SearchStrategy[Answer]:
    if question.options:
        return st.sampled_from([*question.option, UNKNOWN])
    return st.integers(question.minimum, question.maximum) | st.just(UNKNOWN)


COMPLETE = st.fixed_dictionaries({each.id: answer(each) for each in ASKED})
GAPPED = st.fixed_dictionaries({}, optional={each.id: answer(each) for each in ASKED[1:]})
COMMENT = st.sampled_from(["", "more pay", "a second van", "Äpfel", "fewer calls"])
WHOLE = st.tuples(COMPLETE, COMMENT)


@given(st.lists(WHOLE, max_size=7), st.lists(st.tuples(GAPPED, st.just("marker")), max_size=5), st.randoms())
def test_only_enough_complete_replies_say_anything_and_their_order_nothing(
    whole: list[tuple[Answers, str]], gapped: list[tuple[Answers, str]], chance: random.Random
) -> None:
    mixed = [*whole, *gapped]
    chance.shuffle(mixed)
    found = publish(ASKED, mixed)
    assert found == publish(ASKED, whole), "who left something out counts nowhere"
    if len(whole) < LEAST:
        assert found is None
        return
    assert found is not None
    assert found.number == len(whole)
    assert {tally.strength + tally.problem + tally.unsure for tally in found.tallies} == {len(whole)}
    assert found.comments == tuple(sorted(found.comments, key=str.casefold))
    assert len(whole) >= LEAST_FOR_COMMENTS or not found.comments
    assert "marker" not in found.comments


@given(st.lists(WHOLE, min_size=LEAST, max_size=6))
def test_no_number_of_a_person_is_in_it(whole: list[tuple[Answers, str]]) -> None:
    """Numbers are told as strength or problem, so another number on the same side changes nothing."""
    found = publish(ASKED, whole)
    moved = [
        ({**answers, "hours-worked": 45 if answers["hours-worked"] == 40 else answers["hours-worked"]}, comment)
        for answers, comment in whole
    ]
    assert publish(ASKED, moved) == found


@pytest.mark.parametrize("number", range(LEAST_FOR_COMMENTS + 1))
def test_the_limits(number: int) -> None:
    answers: dict[str, Answer] = {each.id: UNKNOWN for each in ASKED}
    found = publish(ASKED, [(answers, f"word {place}") for place in range(number)])
    assert (found is not None) == (number >= 3)
    assert len(found.comments if found else ()) == (number if number >= 5 else 0)
