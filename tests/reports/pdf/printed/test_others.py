"""What has room on the page of what others said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opinions.core.beside import View
from opinions.core.collected import Collected, Said
from reports.pdf.printed.others import LONGEST_COMMENT, dumbbell_places, page_of, part_height, person_part, shortened
from tests.reports.pdf.test_document_opinions import DANA, FULL

STRENGTH = Said("Both fine?", "Yes", "Yes", 4, 4, View.STRENGTH)


def test_rows_that_differ_get_room_first_and_stand_in_their_group() -> None:
    person = replace(DANA, said=(*DANA.said, *(replace(STRENGTH, text=f"Fine {n}?") for n in range(20))))
    part = person_part(person, 150)
    assert part_height(part) <= 150
    strength, different = part.groups
    assert (strength.view, different.view) == (View.STRENGTH, View.DIFFERENT)
    assert (len(strength.rows), strength.number, part.left_out) == (0, 20, 20 + different.number - len(different.rows))
    assert person_part(person, 1000).left_out == 0


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        (FULL, (1, 9, 3, 1, 1, 1)),
        (Collected(team=FULL.team), (0, 0, 13, 0, 5, 0)),
        (Collected(named=FULL.named), (3, 7, 0, 0, 0, 0)),
    ],
)
def test_the_more_there_is_the_less_of_each(found: Collected, counts: tuple[int, ...]) -> None:
    page = page_of(found, 240)
    assert counts == (
        len(page.people),
        page.more_people,
        len(page.team_lines),
        len(page.customer_comments),
        len(page.team_comments),
        len(page.apart),
    )


def test_a_long_comment_ends_with_dots_on_one_line() -> None:
    short, long = shortened(("a\nb", "c" * 500))
    assert (short, len(long), long[-2:]) == ("a b", LONGEST_COMMENT, "c…")


def test_both_answers_have_their_place_or_no_picture() -> None:
    assert dumbbell_places(replace(STRENGTH, own_points=0), 58, 3) == (3, 55)
    assert dumbbell_places(replace(STRENGTH, own_points=None), 58, 3) is None
