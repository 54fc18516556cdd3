"""One measure over time: better is up on both charts, and what can't be compared is not joined."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from reports.pictures.quadrant import Axis
from reports.pictures.trend import Attempt, trend
from tests.reports.pictures.drawing import of_class, parsed

AXIS = Axis((0, 35, 65), ("Calm", "Worn", "Burning"), tuple((f"strain-{at}", "#654321") for at in range(1, 4)))


def drawn(*points: int, rising: bool = True, joined: bool = True) -> Element:
    attempts = [Attempt(f"{at} 2026", each, joined=joined or not at) for at, each in enumerate(points)]
    return parsed(trend(attempts, AXIS, title="Over time", rising=rising))


def circles(picture: Element) -> list[float]:
    """How low each attempt is drawn, the oldest first."""
    found = [(float(each.get("cx", "")), float(each.get("cy", ""))) for each in picture.iter() if each.get("cx")]
    return [low for _, low in sorted(found)]


@pytest.mark.parametrize("rising", [True, False])
def test_better_is_up(*, rising: bool) -> None:
    first, last = circles(drawn(20, 60, rising=rising))
    assert (last < first) == rising


def test_every_attempt_is_joined_to_the_next_unless_the_questions_changed() -> None:
    assert len(of_class(drawn(1, 2, 3), "line")) == 2
    apart = drawn(1, 2, 3, joined=False)
    assert not of_class(apart, "line")
    assert len(of_class(apart, "break")) == 2


@pytest.mark.parametrize("number", [1, 2, 5, 40])
def test_first_and_last_have_their_number_however_many_there_are(number: int) -> None:
    picture = drawn(*range(10, 10 + number))
    told = {each.text for each in picture.iter() if each.tag.endswith("text")}
    assert {"10", str(9 + number)} <= told
    assert len(circles(picture)) == number
