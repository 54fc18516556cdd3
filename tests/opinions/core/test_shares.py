"""Wilson's interval against published values, and what must hold for any answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinions.core.shares import wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # Newcombe (1998), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_values(hits: int, of: int, low: float, high: float) -> None:
    share = wilson(hits, of)
    assert (share.low, share.high) == pytest.approx((low, high), abs=5e-5)


def test_a_small_group_is_known_better_and_whole_exactly() -> None:
    # 30 of 40 asked: each counts as 30 × 39 ÷ 10 = 117 answers.
    share, same = wilson(24, 30, group=40), wilson(936, 1170)
    assert share.value == same.value
    assert (share.low, share.high) == pytest.approx((0.7184, 0.8626), abs=1e-3)
    assert wilson(24, 30, group=30).low == wilson(24, 30, group=30).high == 0.8


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), st.integers(0, 2000))
def test_it_holds_the_share_stays_within_its_ends_and_narrows(found: tuple[int, int], more: int) -> None:
    hits, of = found
    share, small = wilson(hits, of), wilson(hits, of, group=of + more)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert share.low - 1e-9 <= small.low <= small.value <= small.high <= share.high + 1e-9


@pytest.mark.parametrize(("hits", "of"), [(0, 0), (3, 2), (-1, 4)])
def test_what_is_no_share(hits: int, of: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(hits, of)
