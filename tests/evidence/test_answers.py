"""An answer compare_finding a finding, counted as its version asks."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.answers import Comparison, compare_finding, has_paid_rota
from evidence.core.comparing.outcome import Outcome
from evidence.core.measures.finding import Finding, Measure, Side, Status
from evidence.library import scales
from questions.core.question import UNKNOWN, Answer
from questions.library import OWN, read

OLD = read([OWN])["is-it-working", "2026.2"]
SCALES = scales("is-it-working", "2026.2", shop_day=600)


def finding(measure: Measure, lo: float, hi: float, n: int = 89, **fields: Any) -> Finding:
    return Finding(measure, **{"status": Status.COMPARED, "lo": lo, "hi": hi, "n": n, "side": Side.MORE, **fields})


def said(measure: Measure, answer: Answer, lo: float, hi: float, **fields: Any) -> Comparison | None:
    return compare_finding(finding(measure, lo, hi, **fields), OLD, {measure.value: answer}, SCALES)


def test_a_number_is_compared_by_its_own_points() -> None:
    assert said(Measure.AFTER_HOURS, 3, 9, 20) == Comparison(3, 9, 20, 89, Outcome.MORE)


def test_an_option_is_compared_by_the_range_it_stands_for() -> None:
    assert said(Measure.FIRST_ANSWER, "same-day", 26, 44, side=Side.BOTH) == Comparison(
        "same-day", 26, 44, 89, Outcome.FEWER
    )


def test_an_older_version_counts_its_own_way() -> None:
    versions = {"weekends and holidays": (3, 4, 9)}
    assert said(Measure.WEEKENDS, "one", 5, 9, versions=versions) == Comparison("one", 3, 4, 9, Outcome.MORE)
    assert said(Measure.WEEKENDS, "one", 5, 9) is None


@pytest.mark.parametrize(("lo", "n", "outcome"), [(8.1, 40, Outcome.BETWEEN), (12.6, 40, Outcome.MORE)])
def test_two_jobs_are_a_share_of_the_jobs(lo: float, n: int, outcome: Outcome) -> None:
    found = said(Measure.CAME_BACK, "one-in-twenty", 1, 2, versions={"share of jobs": (lo, 60, n)})
    assert found == Comparison("one-in-twenty", lo, 60, n, outcome)


def test_nothing_is_said_of_what_is_unknown_or_only_shown() -> None:
    assert said(Measure.AFTER_HOURS, UNKNOWN, 9, 20) == Comparison(UNKNOWN, 9, 20, 89, None)
    assert said(Measure.AFTER_HOURS, 3, 9, 20, status=Status.SHOWN) == Comparison(3, 9, 20, 89, None)


def test_there_is_nothing_beside_a_gap_or_a_number_nobody_asks_for() -> None:
    assert compare_finding(finding(Measure.AFTER_HOURS, 9, 20), OLD, {}, SCALES) is None
    assert compare_finding(finding(Measure.AFTER_HOURS, 9, 20), OLD, {"after-hours-calls": 3}, {}) is None
    assert said(Measure.BUSIEST, 15, 9, 20) is None


def test_a_paid_rotation_is_the_answer_with_most_points() -> None:
    assert has_paid_rota(OLD, {"who-answers": "paid-rota"})
    assert not has_paid_rota(OLD, {"who-answers": "rota"})
    assert not has_paid_rota(OLD, {})
