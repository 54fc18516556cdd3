"""A measure over time: each value where it belongs, and written as long as there is room."""

import pytest

from reports.pdf.printed.course import MOST_VALUES, TALL, TOP, course
from tests.reports.pdf.printed.shops import shop

BOB = shop("bob-breakfix")


def test_values_stand_as_high_as_they_are() -> None:
    drawn = str(course(BOB.readiness, [("May 2025", 0), ("May 2026", 100)], title="told"))
    assert f'cy="{TOP + TALL}"' in drawn
    assert f'cy="{TOP}"' in drawn
    assert all(f">{word}<" in drawn for word in ("May 2025", "May 2026", "0", "100", "Managed"))


@pytest.mark.parametrize(("number", "written"), [(2, 2), (MOST_VALUES, MOST_VALUES), (20, 2)])
def test_every_value_is_written_while_there_is_room(number: int, written: int) -> None:
    points = [(f"m{place}", 30 + place) for place in range(number)]
    drawn = str(course(BOB.strain, points, title="told", strain=True))
    assert drawn.count("<circle") == number
    assert sum(f">{value}<" in drawn for _, value in points) == written
