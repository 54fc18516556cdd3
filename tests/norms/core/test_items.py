"""Figures of questions, each counted by hand."""

from __future__ import annotations

from norms.core.items import LEAST, Given, Item, both, count, rest_of, seconds_each
from tests.builders import newest

DREAD, HOURS = newest().question["dread"], newest().question["hours-worked"]
BEST, WORST = DREAD.options[-1].id, DREAD.options[0].id


def test_figures_of_thirty_answers() -> None:
    """Of 30: 12 the worst, 8 the best, 4 of 2 points, 3 unknown and 3 that don't apply; 24 are known."""
    given = [
        *[Given(WORST, 1, 10.0)] * 12,
        *[Given(BEST, 0, 20.0)] * 8,
        *[Given(DREAD.options[2].id, 2, 40.0)] * 4,
        *[Given("unknown", 0, 5.0)] * 3,
        *[Given("n/a", 0, 5.0)] * 3,
    ]
    shares = (12 / 24, 0, 4 / 24, 0, 8 / 24)
    assert count(DREAD, given) == Item(
        question="dread",
        number=30,
        options=tuple((option.id, share) for option, share in zip(DREAD.options, shares, strict=True)),
        floor=0.5,
        ceiling=1 / 3,
        unknown=0.1,
        not_applicable=0.1,
        changed=16 / 30,
        seconds=10.0,
    )


def test_nothing_of_fewer() -> None:
    assert count(DREAD, [Given(BEST)] * (LEAST - 1)) is None
    found = count(DREAD, [Given(BEST, 0, 9.0)] * (LEAST - 1) + [Given(BEST)])
    assert found is not None
    assert found.seconds is None, "its time is known of 29"


def test_a_number_has_extremes_and_no_options() -> None:
    found = count(HOURS, [Given(70)] * 20 + [Given(38)] * 10)
    assert found is not None
    assert (found.options, found.floor, found.ceiling) == ((), 20 / 30, 10 / 30)


def test_time_is_from_one_answer_to_the_next_and_a_pause_is_none() -> None:
    assert seconds_each({"b": 12.0, "a": 2.0, "d": 1000.0, "c": 12.0}) == {"b": 10.0}


def test_the_rest_is_the_mean_of_the_others_of_who_answered_most() -> None:
    points = {"a": {1: 4.0, 2: 0.0}, "b": {1: 1.0, 2: 3.0}, "c": {1: 2.0}, "d": {1: 3.0}}
    assert rest_of("a", points) == {1: 2.0}
    assert both(points["a"], points["b"]) == ([4.0, 0.0], [1.0, 3.0])
