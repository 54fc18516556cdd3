"""The short version keeps to its page: what can be left out is, in its order."""

from dataclasses import replace

from reports.pdf.printed.fitting import (
    FULLEST_FIRST,
    Parts,
    own_page,
    room_of,
    steps_below_sums,
    steps_in_full,
    summary_height,
    summary_parts,
)
from tests.reports.pdf.printed.shops import shop
from tests.reports.pdfs import report

SUMS = [
    ("What those hours could bring in, a year", "(72 h a week − 40 h) × 48 weeks × $85 an hour, if you billed 25%")
] * 4


def test_short_report_has_every_part() -> None:
    assert summary_parts(shop("content-residential"), []) == Parts()


def test_each_version_is_shorter_than_the_one_before() -> None:
    heights = [summary_height(shop("bob-breakfix"), SUMS, parts) for parts in FULLEST_FIRST]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == len(heights)


def test_full_page_leaves_out_what_matters_least() -> None:
    crowded = report("every gate")
    parts = summary_parts(crowded, SUMS)
    assert parts != Parts()
    assert summary_height(crowded, SUMS, parts) <= room_of(crowded)


def test_replies_have_a_page_of_their_own_where_they_fit_on_one_but_not_below_the_sums() -> None:
    bob = replace(shop("bob-breakfix"), paper="Letter")
    assert not own_page(replace(bob, replies=bob.replies[:1]), SUMS)
    assert own_page(bob, SUMS * 2)
    assert not own_page(replace(bob, replies=bob.replies * 3), SUMS * 2)
    assert own_page(bob, [])


def test_first_steps_are_told_in_full_as_far_as_there_is_room() -> None:
    bob = replace(shop("bob-breakfix"), paper="Letter")
    alone, below = (
        steps_in_full(replace(bob, replies=bob.replies[:some]), sums) for some, sums in ((0, []), (2, SUMS))
    )
    assert alone == bob.steps[: len(alone)]
    assert 3 >= len(alone) > len(below) >= 1
    assert steps_in_full(replace(bob, replies=bob.replies * 3), SUMS) == ()
    assert steps_below_sums(bob, SUMS * 2)
    assert not steps_below_sums(replace(bob, replies=()), SUMS * 2)
