"""The colors of stages and strain, the same for every firm; a scale with other parts takes them in its own order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questions.core.questionnaire import Cut

INK, QUIET, EDGE, LINE, SUNK = "#1b232b", "#55606a", "#857f75", "#e4ded4", "#f1ece4"
ACCENT = "#1d4b87"
BAR = "#1e4480"  # readiness of a section
MOST_MARKS = 3


@dataclass(frozen=True, slots=True)
class Look:
    """`fill` is for bars, `ink` for text and marks, `tint` for areas, `on_fill` for text on the fill."""

    fill: str
    ink: str
    tint: str
    on_fill: str


CALM = Look("#bfe0d8", "#0f6157", "#e6f3ef", INK)
WORN = Look("#db9226", "#7a4a00", "#fcf1dc", INK)
BURNING = Look("#b3261e", "#9b1c15", "#fbe8df", "#ffffff")
STRAIN = (CALM, WORN, BURNING)
STAGES = ("#dfe7f3", "#b5c8e5", "#7e9fd1", "#4a72b0", "#1e4480")
DARK_STAGES = 3  # from this place in STAGES on, text is white


def strain_look(cuts: Sequence[Cut], place: Cut | None) -> Look:
    """Return the colors of a band of strain: the first is calm, the last burning, whatever is between them worn."""
    return STRAIN[_step(cuts, place, len(STRAIN))] if place else Look(SUNK, QUIET, "#f8f5f0", INK)


def strain_marks(cuts: Sequence[Cut], place: Cut | None) -> int:
    """Return how many of three bars are filled: more ink is more strain."""
    return _step(cuts, place, MOST_MARKS) + 1 if place else 0


def stage_fill(cuts: Sequence[Cut], place: Cut) -> str:
    """Return the color of a stage: the darker, the readier."""
    return STAGES[_step(cuts, place, len(STAGES))]


def on_stage(cuts: Sequence[Cut], place: Cut) -> str:
    """Return the color of text on a stage's color."""
    return INK if _step(cuts, place, len(STAGES)) < DARK_STAGES else "#ffffff"


def _step(cuts: Sequence[Cut], place: Cut | None, steps: int) -> int:
    """Return a cut's place among so many steps, the first and the last being the first and the last cut."""
    number = next((number for number, cut in enumerate(cuts) if cut == place), 0)
    if len(cuts) == 1:
        return 0
    return round(number * (steps - 1) / (len(cuts) - 1))
