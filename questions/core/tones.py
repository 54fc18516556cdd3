"""The colors of a result by what they mean; the page's style sheet repaints them by class, for light and dark."""

from __future__ import annotations

from collections.abc import Sequence

from questions.core.questionnaire import Cut

STAGES = ("#dfe7f3", "#b5c8e5", "#7e9fd1", "#4a72b0", "#1e4480")
STRAINS = ("#bfe0d8", "#db9226", "#b3261e")
TINTS = ("#e6f3ef", "#fcf1dc", "#fbe8df")
INKS = ("#0f6157", "#7a4a00", "#9b1c15")
CARD, SUNK, INK, QUIET, LINE, BAR = "#ffffff", "#f1ece4", "#1b232b", "#55606a", "#e4ded4", "#4a72b0"


def tone(cuts: Sequence[Cut], cut: Cut | None, of: int) -> int:
    """Return which of `of` colors a part of a scale has, from 1; 0 for none. The ends always have the end colors."""
    if cut is None or cut not in cuts:
        return 0
    place, last = cuts.index(cut), len(cuts) - 1
    return 1 + int(place * (of - 1) / last + 0.5) if last else 1


def stage_tone(cuts: Sequence[Cut], cut: Cut | None) -> int:
    return tone(cuts, cut, len(STAGES))


def strain_tone(cuts: Sequence[Cut], cut: Cut | None) -> int:
    return tone(cuts, cut, len(STRAINS))
