"""Where a shop is: readier to the right, calmer upward, with the goal, the way there, and the way since last time."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from reports.pictures.quadrant import Axis, Words, quadrant
from reports.pictures.way import Zone
from tests.reports.pictures.drawing import of_class, parsed

READINESS = Axis(
    (0, 25, 45, 65, 85),
    ("Break/fix", "Reactive", "Mixed", "Managed", "Strategic partner"),
    tuple((f"stage-{at}", "#123456") for at in range(1, 6)),
)
STRAIN = Axis((0, 35, 65), ("Calm", "Worn", "Burning"), tuple((f"strain-{at}", "#654321") for at in range(1, 4)))
WORDS = Words(
    title="Where you are",
    you="You are here",
    goal="Your goal",
    calmer="Calmer",
    readier="Readiness",
    up="1 First, a calmer week",
    along="2 Then on to Managed",
    before="May 2026",
)
NO_WAY = Words(**{name: getattr(WORDS, name) for name in WORDS.__slots__} | {"up": "", "along": ""})


def drawn(you: tuple[int, int] = (8, 97), words: Words = WORDS, **more: Any) -> Element:
    given: dict[str, Any] = {
        "goal": Zone(65, 100, 35),
        "you": more.pop("known", (you, you)),
        "readiness": READINESS,
        "strain": STRAIN,
    } | more
    return parsed(quadrant(words=words, **given))


def at(picture: Element) -> tuple[float, float]:
    [dot] = of_class(picture, "dot")
    return float(dot.get("cx", "")), float(dot.get("cy", ""))


def texts(picture: Element) -> list[str]:
    return [each.text or "" for each in picture.iter() if each.tag.endswith("text")]


def test_good_is_up_and_to_the_right() -> None:
    (poor_x, poor_y), (good_x, good_y) = at(drawn((8, 97))), at(drawn((94, 5)))
    assert good_x > poor_x
    assert good_y < poor_y


def test_the_way_goes_up_and_then_right() -> None:
    picture = drawn()
    [way] = of_class(picture, "way")
    assert re.fullmatch(r"M[\d.]+ [\d.]+V[\d.]+Q[\d. ]+H[\d.]+", way.get("d", ""))
    assert {WORDS.up, WORDS.along, "Your goal", "You are here"} <= {*texts(picture)}


def test_where_one_wants_to_be_there_is_no_way_and_no_second_name() -> None:
    picture = drawn((94, 5), NO_WAY)
    assert not of_class(picture, "way")
    assert "Your goal" not in texts(picture)
    assert len(of_class(picture, "zone")) == 1


@pytest.mark.parametrize(("before", "number"), [(None, 0), ((7, 98), 0), ((19, 74), 1)])
def test_the_way_since_last_time_is_a_line_if_there_is_one_to_see(before: tuple[int, int] | None, number: int) -> None:
    picture = drawn((8, 97), before=before)
    assert len(of_class(picture, "since")) == number
    assert ("May 2026" in texts(picture)) == bool(number)


def test_what_is_not_known_is_an_area() -> None:
    picture = drawn(words=NO_WAY, known=((31, 40), (52, 60)))
    assert not of_class(picture, "dot")
    assert len(of_class(picture, "bracket")) == 1


@pytest.mark.parametrize("width", [324, 490])
@pytest.mark.parametrize("goal", [(0, 100), (0, 25), (25, 45), (45, 85), (65, 100), (85, 100)])
def test_nothing_leaves_the_picture(width: int, goal: tuple[int, int]) -> None:
    for readiness in range(0, 101, 10):
        for strain in range(0, 101, 10):
            words = WORDS if strain >= 35 and readiness < goal[0] else NO_WAY
            picture = drawn((readiness, strain), words, goal=Zone(*goal, 35), width=width)
            for each in [*of_class(picture, "pill"), *of_class(picture, "zone")]:
                left, wide = float(each.get("x", "")), float(each.get("width", ""))
                assert left >= 0
                assert left + wide <= width
                assert wide > 0


@pytest.mark.parametrize(
    ("you", "goal"),
    [((60, 22), (45, 85)), ((34, 7), (25, 45)), ((94, 5), (65, 100)), ((60, 20), (65, 100)), ((50, 20), (0, 100))],
)
def test_label_stands_in_the_frame_of_the_goal_or_outside_of_it(you: tuple[int, int], goal: tuple[int, int]) -> None:
    words = Words(**{name: getattr(NO_WAY, name) for name in WORDS.__slots__} | {"you": "You are here, just as wanted"})
    picture = drawn(you, words, goal=Zone(*goal, 35))
    (pill,), (frame,) = (area(each) for kind in ("pill", "zone") for each in [of_class(picture, kind)])
    within = frame[0] <= pill[0] < pill[2] <= frame[2] and frame[1] <= pill[1] < pill[3] <= frame[3]
    assert within or pill[2] < frame[0] or pill[0] > frame[2] or pill[1] > frame[3]


def area(found: list[Element]) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each."""
    sizes = [[float(each.get(name, "")) for name in ("x", "y", "width", "height")] for each in found]
    return [(x, y, x + wide, y + tall) for x, y, wide, tall in sizes]


def test_a_scale_of_one_part_each_can_be_drawn() -> None:
    only = Axis((0,), ("Only",), (("stage-1", "#111111"),))
    picture = parsed(
        quadrant(words=NO_WAY, readiness=only, strain=only, you=((50, 50), (50, 50)), goal=Zone(0, 100, 100))
    )
    assert "Only" in texts(picture)
