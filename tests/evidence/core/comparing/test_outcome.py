"""Said beside shown: the examples of every outcome, and what must hold for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.core.comparing.outcome import Outcome, Said, compare
from evidence.core.comparing.ranges import Scale, read_scales
from evidence.core.measures.finding import Side
from evidence.library import CONTENT
from questions.core.question import Knot, points_between

CALLS = (Knot(0, 4), Knot(2, 3), Knot(5, 2), Knot(10, 1), Knot(20, 0))
DAYS = (Knot(0, 4), Knot(1, 3), Knot(3, 2), Knot(5, 1), Knot(8, 0))
SHARE = (Knot(40, 4), Knot(55, 3), Knot(70, 2), Knot(85, 1), Knot(100, 0))
LATEST = read_scales(CONTENT / "is-it-working/2026.3.toml", shop_day=600)


def of_number(knots: tuple[Knot, ...], least: float, side: Side, said: float, span: tuple[float, float]) -> Outcome:
    points = partial(points_between, knots)
    return compare(Said(points(said), said, said), span, side=side, points=points, least=least)


def of_option(scale: Scale, side: Side, points: int, span: tuple[float, float]) -> Outcome:
    held = scale.of_points(points)
    worth: Callable[[float], float] = lambda number: scale.holding(number).points  # noqa: E731
    return compare(Said(points, held.low, held.high), span, side=side, points=worth, least=scale.distance(20))


calls = partial(of_number, CALLS, 3, Side.MORE)
days = partial(of_number, DAYS, 2, Side.MORE)
share = partial(of_number, SHARE, 15, Side.BOTH)
answer = partial(of_option, LATEST["first-response"], Side.BOTH)
repeat = partial(of_option, LATEST["monday-repeat"], Side.MORE)


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (calls(3, (9, 20)), Outcome.MORE),
        (calls(3, (4, 15)), Outcome.BETWEEN),
        (calls(0, (2, 2)), Outcome.BETWEEN),
        (calls(2, (5, 5)), Outcome.MORE),
        (calls(12, (9, 20)), Outcome.CLOSE),
        (calls(25, (9, 20)), Outcome.NO_MORE),
        (calls(8, (0, 2)), Outcome.NO_MORE),
        (days(1, (3, 3)), Outcome.MORE),
        (share(40, (60, 72)), Outcome.MORE),
        (share(55, (60, 72)), Outcome.BETWEEN),
        (share(90, (60, 72)), Outcome.FEWER),
        (answer(4, (26, 44)), Outcome.BETWEEN),
        (answer(4, (70, 110)), Outcome.MORE),
        (answer(1, (26, 44)), Outcome.FEWER),
        (repeat(4, (2, 12)), Outcome.MORE),
        (repeat(3, (2, 12)), Outcome.BETWEEN),
        (repeat(0, (2, 4)), Outcome.NO_MORE),
    ],
)
def test_the_outcomes_of_the_examples(found: Outcome, outcome: Outcome) -> None:
    assert found is outcome


NUMBERS = st.integers(0, 40)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_more_is_proven_and_stays_so_for_smaller_answers(said: int, one: int, two: int) -> None:
    lo, hi = sorted((one, two))
    if calls(said, (lo, hi)) is Outcome.MORE:
        assert lo > said
        assert all(calls(smaller, (lo, hi)) is Outcome.MORE for smaller in range(said))


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_fewer_is_proven(said: int, one: int, two: int) -> None:
    lo, hi = sorted((one, two))
    if share(said, (lo, hi)) is Outcome.FEWER:
        assert hi < said


@given(NUMBERS)
def test_the_same_number_is_close(said: int) -> None:
    assert calls(said, (said, said)) is Outcome.CLOSE
    assert share(said, (said, said)) is Outcome.CLOSE
