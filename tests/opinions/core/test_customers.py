"""Replies counted by option; a share of the good ones from ten on."""

from __future__ import annotations

from opinions.core.customers import QUESTIONS, count
from opinions.core.shares import wilson
from opinions.wording import GOOD, OPTIONS
from opinions.wording import QUESTIONS as TEXTS
from tests.builders import newest

TEN = [{"solved": "first-try", "wait": "not-urgent"}] * 8 + [{"solved": "not-solved", "upset": "once"}] * 2


def test_counts_and_a_share_from_ten_answers_on() -> None:
    solved, upset, wait = count(TEN)
    assert solved.counts == (("first-try", 8), ("later-try", 0), ("not-solved", 2))
    assert (solved.good, solved.of, solved.share) == (8, 10, wilson(8, 10))
    assert (upset.counts, upset.good, upset.of, upset.share) == ((("never", 0), ("once", 2), ("more", 0)), 0, 2, None)
    assert (wait.of, wait.share, wait.counts[-1]) == (0, None, ("not-urgent", 8)), "never urgent counts for no share"
    assert count(TEN[:9])[0].share is None


def test_the_number_of_customers_narrows_it_and_is_never_less_than_the_answers() -> None:
    assert count(TEN, group=12)[0].share == wilson(8, 10, group=12)
    assert count(TEN, group=5)[0].share == wilson(8, 10, group=10)


def test_order_changes_nothing_and_what_nobody_asked_counts_nowhere() -> None:
    mixed = [*TEN, {"solved": "gone", "other": "first-try"}, {}]
    assert count(mixed) == count(mixed[::-1]) == count(TEN)


def test_every_question_has_words_and_stands_beside_one_of_the_owners() -> None:
    for asked in QUESTIONS:
        assert asked.beside in newest().question
        assert set(OPTIONS[asked.id]) == set(asked.options) > {*asked.good, *asked.aside}
        assert str(TEXTS[asked.id])
        assert str(GOOD[asked.id])
