"""Each part of a scale has a color, from the first to the last, however many parts there are."""

from __future__ import annotations

import pytest

from questions.core.questionnaire import Cut
from questions.core.tones import stage_tone, strain_tone


def cuts(number: int) -> tuple[Cut, ...]:
    return tuple(Cut(f"c{at}", f"C{at}", at * 10, "") for at in range(number))


@pytest.mark.parametrize(
    ("number", "stages", "strains"),
    [
        (1, [1], [1]),
        (2, [1, 5], [1, 3]),
        (3, [1, 3, 5], [1, 2, 3]),
        (5, [1, 2, 3, 4, 5], [1, 2, 2, 3, 3]),
        (9, [1, 2, 2, 3, 3, 4, 4, 5, 5], [1, 1, 2, 2, 2, 2, 3, 3, 3]),
    ],
)
def test_the_ends_of_a_scale_have_the_end_colors(number: int, stages: list[int], strains: list[int]) -> None:
    scale = cuts(number)
    assert [stage_tone(scale, cut) for cut in scale] == stages
    assert [strain_tone(scale, cut) for cut in scale] == strains


def test_no_place_has_no_color() -> None:
    assert stage_tone(cuts(3), None) == 0
    assert strain_tone(cuts(3), Cut("other", "Other", 0, "")) == 0
