"""A scale with a pin where the number is known, and a bracket where it is not."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import pytest

from reports.pictures.gauge import gauge
from tests.reports.pictures.drawing import of_class, parsed

NAMES, CUTS = ("Calm", "Worn", "Burning"), (0, 35, 65)
PAINTS = (("strain-1", "#111111"), ("strain-2", "#222222"), ("strain-3", "#333333"))


def drawn(points: int | None, low: int = 0, high: int = 100, **more: Any) -> Element:
    given = {"here": (), "cuts": CUTS, "names": NAMES, "paints": PAINTS, "title": "Strain & <more>"} | more
    return parsed(gauge(points=points, low=low, high=high, **given))


def test_a_known_number_has_a_pin_at_its_place() -> None:
    picture = drawn(97, here=(2,))
    [pin] = [each for each in picture.iter() if of_class(each, "pin") and each.get("x")]
    assert pin.get("x") == "97%"
    assert not of_class(picture, "bracket")
    assert [each.text for each in of_class(picture, "here")] == ["Burning"]
    assert (picture.get("role"), picture.get("aria-label")) == ("img", "Strain & <more>")


def test_an_unknown_number_has_a_bracket_around_its_range() -> None:
    [bracket] = of_class(drawn(None, 31, 52), "bracket")
    assert (bracket.get("x"), bracket.get("width")) == ("31%", "21%")
    assert not of_class(drawn(None, 31, 52), "pin")


def test_parts_have_their_class_their_color_and_their_width() -> None:
    parts = [(each.get("class"), each.get("fill"), each.get("x"), each.get("width")) for each in drawn(5).iter()]
    assert parts[2:5] == [
        ("strain-1", "#111111", "0%", "35%"),
        ("strain-2", "#222222", "35%", "30%"),
        ("strain-3", "#333333", "65%", "35%"),
    ]


@pytest.mark.parametrize(("before", "circles"), [(None, 0), (40, 1)])
def test_an_earlier_number_is_an_open_circle(before: int | None, circles: int) -> None:
    assert len(of_class(drawn(68, before=before), "was")) == circles


def test_it_has_no_style_that_the_policy_refuses() -> None:
    assert all(each.get("style") is None for each in drawn(50).iter())
