"""Every shop in one field and in one dot, whatever its numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk.today.fields import FEW, Dot, Place, dots_of, fields_of
from questions.core.questionnaire import Cut

STAGES = [Cut("low", "Low", 0, ""), Cut("middle", "Middle", 45, ""), Cut("high", "High", 85, "")]
BANDS = [Cut("calm", "Calm", 0, ""), Cut("worn", "Worn", 35, "")]
PLACES = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=3 * FEW)


def place(readiness: int, strain: int, name: str = "A") -> Place:
    return Place(readiness, strain, name, f"/{name}", f"{name}!")


def test_a_shop_is_counted_where_its_numbers_are() -> None:
    places = [place(0, 0), place(44, 34), place(45, 35), place(84, 100), place(85, 34), place(100, 100)]
    rows = fields_of(places, STAGES, BANDS)
    assert [[field.number for field in row] for row in rows] == [[2, 0, 1], [0, 2, 1]]
    assert [field.query for field in rows[1]] == [
        "readiness=0-44&strain=35-100",
        "readiness=45-84&strain=35-100",
        "readiness=85-100&strain=35-100",
    ]


@given(PLACES)
def test_nobody_is_lost_or_counted_twice(numbers: list[tuple[int, int]]) -> None:
    places = [place(*pair) for pair in numbers]
    assert sum(field.number for row in fields_of(places, STAGES, BANDS) for field in row) == len(places)
    assert sum(dot.number for dot in dots_of(places)) == len(places)


def test_few_shops_have_a_dot_each_and_many_share() -> None:
    few = [place(50, 50, str(number)) for number in range(FEW)]
    assert dots_of(few) == [Dot(50, 50, 1, str(number), f"/{number}", f"{number}!") for number in range(FEW)]
    many = [*few, place(50, 51, "near"), place(100, 100, "corner")]
    assert dots_of(many) == [Dot(49.5, 49.5, FEW), Dot(49.5, 52.5, 1), Dot(100, 100, 1)]
