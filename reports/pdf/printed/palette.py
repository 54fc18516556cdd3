"""The colors of stages and strain, the same for every firm; a scale with other parts takes them in its own order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questions.core.questionnaire import Cut
from questions.core.tones import CARD, INK, INKS, QUIET, STAGES, STRAINS, SUNK, TINTS, stage_tone, strain_tone

EDGE = "#857f75"
BAR = "#1e4480"  # readiness of a section


@dataclass(frozen=True, slots=True)
class Look:
    """`fill` is for bars, `ink` for text and marks, `tint` for areas, `on_fill` for text on the fill."""

    fill: str
    ink: str
    tint: str
    on_fill: str


STRAIN = CALM, WORN, BURNING = tuple(Look(*each) for each in zip(STRAINS, INKS, TINTS, (INK, INK, CARD), strict=True))


def strain_look(cuts: Sequence[Cut], place: Cut | None) -> Look:
    """Return the colors of a band of strain: the first is calm, the last burning, whatever is between them worn."""
    return STRAIN[strain_tone(cuts, place) - 1] if place else Look(SUNK, QUIET, "#f8f5f0", INK)


def strain_marks(cuts: Sequence[Cut], place: Cut | None) -> int:
    """Return how many of three bars are filled: more ink is more strain."""
    return strain_tone(cuts, place)


def stage_fill(cuts: Sequence[Cut], place: Cut) -> str:
    """Return the color of a stage: the darker, the readier."""
    return STAGES[stage_tone(cuts, place) - 1]
