"""The middle half of the shops and the own number, drawn and in words."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring

from norms.placing import Place
from norms.templatetags.norm_words import benchmark_colors, benchmark_strip, words
from tests.builders import newest
from tests.painted import unpainted

SVG = "{http://www.w3.org/2000/svg}"


def test_both_are_drawn_and_said() -> None:
    place = Place("readiness", "", 40, 50, 60, own=0)
    drawn = fromstring(benchmark_strip(place, newest()))
    assert (
        drawn.get("aria-label")
        == words(place)
        == ("Half of them are from 40 to 60, the middle one at 50; you're at 0.")
    )
    assert [circle.get("cx") for circle in drawn.findall(f"{SVG}circle")] == ["10.0"]
    assert unpainted(drawn) == []
    *parts, box = drawn.findall(f"{SVG}rect")
    assert (box.get("x"), box.get("width")) == ("131.6", "60.8")
    # Reactive until 45, then Mixed: the bar has the color of each part of the scale that it lies in.
    assert [(part.get("class"), part.get("x"), part.get("width")) for part in parts] == [
        ("stage-2", "131.6", "15.2"),
        ("stage-3", "146.8", "45.6"),
    ]


def test_strain_has_colors_of_its_own() -> None:
    drawn = fromstring(benchmark_strip(Place("strain", "", 30, 50, 70, own=None), newest()))
    assert [part.get("class") for part in drawn.findall(f"{SVG}rect")] == [
        *("strain-1", "strain-2", "strain-3", "line-edge"),
    ]
    assert [name for name, _sign in benchmark_colors(newest(), "strain")] == ["Calm", "Worn", "Burning"]


def test_without_a_number_there_is_no_dot() -> None:
    place = Place("strain", "", 40, 40, 40, own=None)
    drawn = fromstring(benchmark_strip(place, newest()))
    assert not drawn.findall(f"{SVG}circle")
    assert [part.get("width") for part in drawn.findall(f"{SVG}rect")] == ["2"]
    assert words(place).endswith("you have no number here.")
