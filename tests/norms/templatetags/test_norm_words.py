"""The middle half of the shops and the own number, drawn and in words."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring

from norms.placing import Place
from norms.templatetags.norm_words import benchmark_strip, words

SVG = "{http://www.w3.org/2000/svg}"


def test_both_are_drawn_and_said() -> None:
    place = Place("readiness", "", 40, 50, 60, own=0)
    drawn = fromstring(benchmark_strip(place))
    assert (
        drawn.get("aria-label")
        == words(place)
        == ("Half of them are from 40 to 60, the middle one at 50; you're at 0.")
    )
    assert [circle.get("cx") for circle in drawn.findall(f"{SVG}circle")] == ["10.0"]
    (box,) = drawn.findall(f"{SVG}rect")
    assert (box.get("x"), box.get("width")) == ("131.6", "60.8")


def test_without_a_number_there_is_no_dot() -> None:
    place = Place("strain", "", 40, 40, 40, own=None)
    assert not fromstring(benchmark_strip(place)).findall(f"{SVG}circle")
    assert words(place).endswith("you have no number here.")
