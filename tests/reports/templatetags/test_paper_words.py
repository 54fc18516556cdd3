"""Words of the printed report: directions, boxes of the plan, feet of pages."""

from dataclasses import replace
from datetime import date

import pytest

from reports.templatetags.paper_words import (
    contents,
    direction,
    foot_of,
    in_months,
    number_of,
    placed,
    sign,
    verb_first,
)
from tests.reports.pdf.printed.shops import little_known, shop

BOB = shop("bob-breakfix")


@pytest.mark.parametrize(
    ("text", "found"),
    [("Bob", "ltr"), ("מחשבים Fix 24", "rtl"), ("24 שלום", "rtl"), ("متجر", "rtl"), ("💻 24", "ltr"), ("", "ltr")],
)
def test_direction_is_that_of_the_first_letter(text: str, found: str) -> None:
    assert direction(text) == found


def test_first_word_is_the_verb_and_is_escaped() -> None:
    assert verb_first("Give <them> back") == "<b>Give</b> &lt;them&gt; back"
    assert verb_first("") == "<b></b>"


def test_contents_are_in_the_order_of_the_pages() -> None:
    assert [place for place, _ in contents(replace(BOB, paper="Letter"))] == [
        "summary", "plan", "picture", "sections", "money", "how", "replies",
    ]  # fmt: skip
    assert [place for place, _ in contents(replace(BOB, money=(), replies=()))][4:] == ["how"]


def test_number_and_day_and_sign() -> None:
    hours = next(each for each in BOB.lines if each.id == "hours-worked")
    assert (number_of(hours), sign(hours)) == ("72", "−")
    assert in_months(replace(BOB, date="2026-11-29"), 12) == date(2027, 11, 29)
    assert in_months(BOB, 6) is None


def test_scale_is_placed_by_a_number_or_a_narrow_range() -> None:
    assert placed(BOB.readiness)
    assert placed(replace(BOB.readiness, points=None, span=("Mixed", "Managed")))
    assert not placed(replace(BOB.readiness, points=None, span=("Reactive", "Mixed", "Managed")))
    assert not placed(little_known(99).readiness)


def test_foot_of_a_page_says_what_it_is_even_below_a_long_name() -> None:
    long = replace(BOB, shop="Computers and Sons of the Upper Valley, " * 3, date="2026-11-29")
    assert foot_of(long, "Plan").endswith("… · Plan · November 29, 2026")
    assert foot_of(replace(BOB, shop="Bob's"), "Plan") == "Bob's · Plan"
