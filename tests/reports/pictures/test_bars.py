"""Bars without words: a section's readiness, a change, and how strained something is."""

from __future__ import annotations

import pytest

from questions.core.tones import INKS
from reports.pictures.bars import dumbbell, section_bar, strain_mark
from tests.reports.pictures.drawing import of_class, parsed


def test_a_section_has_a_bar_as_long_as_its_number() -> None:
    picture = parsed(section_bar(48, 48, 48, (0, 25, 45)))
    assert [each.get("width") for each in of_class(picture, "bar")] == ["48%"]
    assert len(of_class(picture, "tick")) == 2
    assert picture.get("aria-hidden") == "true"


def test_nothing_can_still_be_seen() -> None:
    [bar] = of_class(parsed(section_bar(0, 0, 0, (0,))), "bar")
    assert float(bar.get("width", "").rstrip("%")) > 0


def test_a_section_of_which_too_little_is_known_has_a_frame() -> None:
    picture = parsed(section_bar(None, 20, 60, (0,)))
    assert [(each.get("x"), each.get("width")) for each in of_class(picture, "bracket")] == [("20%", "40%")]
    assert not of_class(picture, "bar")


@pytest.mark.parametrize(("better", "dashed"), [(True, False), (False, True), (None, False)])
def test_only_a_change_for_the_worse_is_dashed_and_red(*, better: bool | None, dashed: bool) -> None:
    [line] = [each for each in parsed(dumbbell(48, 68, better=better)).iter() if "move" in each.get("class", "")]
    assert (line.get("stroke-dasharray") != "none") == dashed
    assert (line.get("stroke") == INKS[2]) == dashed


@pytest.mark.parametrize("tone", [0, 1, 2, 3])
def test_as_many_bars_are_filled_as_it_is_strained(tone: int) -> None:
    assert len(of_class(parsed(strain_mark(tone)), "on")) == tone
