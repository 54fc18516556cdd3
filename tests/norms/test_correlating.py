"""The kept library's figures beside those worked out by hand."""

from __future__ import annotations

import pytest

from norms.correlating import item_rest, measurement_error, rank_correlation, weighted_kappa


def test_item_rest_is_pearsons_with_fishers_interval() -> None:
    """Of 1…5 with 2 1 4 3 5: r = 8 ÷ 10. atanh 0.8 = 1.0986; ± 1.95996 ÷ √(5 − 3) are -0.2873 and 2.4845."""
    found = item_rest([1, 2, 3, 4, 5], [2, 1, 4, 3, 5], least=5)
    assert found is not None
    figures = (found.value, found.low, found.high)
    assert ([round(each, 3) for each in figures], found.number) == ([0.8, -0.28, 0.986], 5)


def test_rank_correlation_with_a_tie() -> None:
    """Ranks 1 2.5 2.5 4 with 1 3 2 4: the sum of products about 2.5 is 4.5, of squares 4.5 and 5."""
    assert rank_correlation([1, 2, 2, 4], [1, 3, 2, 4], least=4) == pytest.approx(4.5 / (4.5 * 5) ** 0.5)


def test_weighted_kappa() -> None:
    """Squares observed: 3 of 6. Expected, of both margins (2 2 2 and 1 3 2): 42 of 36. So 1 − 0.5 ÷ 1.1667 = 4/7."""
    assert weighted_kappa([0, 0, 1, 2, 2, 1], [0, 1, 1, 2, 1, 2], least=6) == pytest.approx(4 / 7)
    assert weighted_kappa([0, 0.4, 1, 2, 1.5, 1], [0, 1, 1, 2, 1.4, 2], least=6) == pytest.approx(4 / 7)


def test_error_of_measurement() -> None:
    """Differences 2 -2 4 0: mean 1, squares about it 1 9 9 1, so √(20 ÷ 3) ÷ √2 = 1.8257."""
    assert measurement_error([0, 2, 0, 5], [2, 0, 4, 5], least=4) == pytest.approx(1.8257, abs=1e-4)


def test_nothing_of_too_few_or_of_what_never_differs() -> None:
    few, same = [float(each % 5) for each in range(29)], [1.0] * 30
    for found in (item_rest, rank_correlation, weighted_kappa):
        assert found(few, few) is None
        assert found(same, [float(each % 5) for each in range(30)]) is None
    assert measurement_error(few, few) is None
