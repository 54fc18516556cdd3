"""Names along a scale never touch: what has no room is left out, the shop's own and the ends last."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reports.pictures.scale_names import Name, apart_on, place_names, shortened, width_of
from tests.oddities import LONG

STAGES = ("Break/fix", "Reactive", "Mixed", "Managed", "Strategic partner")
CUTS = (0, 25, 45, 65, 85)


SHORT = (*STAGES[:-1], "Partner")  # as a scale says them


def said(names: tuple[Name, ...]) -> list[str]:
    return [" ".join(name.lines).strip() for name in names]


def touching(names: tuple[Name, ...], width: float) -> list[tuple[Name, Name]]:
    in_first = [name for name in names if name.lines[0]]
    return [(one, other) for one, other in pairwise(in_first) if one.edges(width)[1] > other.edges(width)[0]]


@pytest.mark.parametrize("here", range(5))
@pytest.mark.parametrize("width", [300, 324, 490])
def test_all_stages_have_room_on_a_phone_and_on_a_desk(width: int, here: int) -> None:
    found = place_names(STAGES, CUTS, (here,), width)
    assert said(found) == [*SHORT]
    assert {len(name.lines) for name in found} == {1}
    assert [name.here for name in found] == [at == here for at in range(5)]
    assert not touching(found, width)


@pytest.mark.parametrize("here", range(5))
def test_on_the_narrowest_screen_the_shops_own_stays(here: int) -> None:
    found = apart_on(place_names(STAGES, CUTS, (here,), 324), 256)
    assert SHORT[here] in said(found)
    assert not touching(tuple(sorted(found, key=lambda name: name.at)), 256)


def test_names_without_room_leave_the_ends() -> None:
    names = tuple(f"{LONG} {at}" for at in range(9))
    cuts = tuple(round(100 * at / 9) for at in range(9))
    for here in range(9):
        found = place_names(names, cuts, (here,), 324)
        assert [name.end for name in found].count(True) == 2
        assert not touching(found, 324)


@pytest.mark.parametrize("name", ["Only", LONG])
def test_a_scale_of_one_part_has_its_name(name: str) -> None:
    [found] = place_names((name,), (0,), (0,), 324)
    left, right = found.edges(324)
    assert left >= 0
    assert right <= 324


def test_words_are_cut_to_the_room_they_have() -> None:
    assert shortened("Calm", 100) == "Calm"
    assert shortened(LONG, 60).endswith("…")
    assert width_of(shortened(LONG, 60)) <= 60
    assert shortened("WWWW", 1) == "W…"
