"""Colors follow a scale's order, whatever its parts are called and however many there are."""

import re
from pathlib import Path

import pytest

from questions.core.questionnaire import Cut
from questions.core.tones import INK, STAGES
from reports.core.shades import contrast
from reports.pdf.printed.palette import (
    BURNING,
    CALM,
    STRAIN,
    WORN,
    stage_fill,
    strain_look,
    strain_marks,
)

STYLE = Path(__file__).parents[4] / "static" / "site" / "print.css"


def cuts(number: int) -> list[Cut]:
    return [Cut(f"c{place}", f"Name {place}", place * 100 // number, "") for place in range(number)]


@pytest.mark.parametrize(
    ("number", "looks", "marks"),
    [(1, [CALM], [1]), (2, [CALM, BURNING], [1, 3]), (3, [CALM, WORN, BURNING], [1, 2, 3])],
)
def test_first_band_is_calm_and_the_last_burning(number: int, looks: list[object], marks: list[int]) -> None:
    bands = cuts(number)
    assert [strain_look(bands, band) for band in bands] == looks
    assert [strain_marks(bands, band) for band in bands] == marks


def test_without_a_place_nothing_is_claimed() -> None:
    assert strain_marks(cuts(3), None) == 0
    assert strain_look(cuts(3), None) not in STRAIN


@pytest.mark.parametrize("number", [1, 2, 5, 7])
def test_stages_run_from_light_to_dark(number: int) -> None:
    stages = cuts(number)
    fills = [stage_fill(stages, stage) for stage in stages]
    assert fills[0] == STAGES[0]
    assert number == 1 or fills[-1] == STAGES[-1]
    assert [STAGES.index(each) for each in fills] == sorted(STAGES.index(each) for each in fills)


def test_words_can_be_read_on_every_color() -> None:
    """On a chip as the style sheet paints it, too."""
    chips = re.findall(
        r"\.chip\.(\w+)-\d \{ background: (#\w{6});[^}]*?(color: #fff;)? \}", STYLE.read_text(encoding="utf-8")
    )
    fills = {kind: [fill for each, fill, _white in chips if each == kind] for kind in ("stage", "strain")}
    assert fills == {"stage": list(STAGES), "strain": [look.fill for look in STRAIN]}
    assert min(contrast("#ffffff" if white else INK, fill) for _kind, fill, white in chips) >= 4.5
    for look in STRAIN:
        assert contrast(look.on_fill, look.fill) >= 4.5
        assert contrast(look.ink, look.tint) >= 4.5
        assert contrast(look.ink, "#ffffff") >= 4.5
