"""Where the shops stand: how many in each field of readiness and strain, and the dots that show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from questions.core.questionnaire import Cut

FEW = 40  # shops that get a dot each
STEP = 3  # points of a bin's side, where there are more
TOP = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A shop with both numbers; the words are for its own dot."""

    readiness: int
    strain: int
    name: str
    address: str
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """`number` shops around a point; a single shop has its name, its address, and its numbers in words."""

    readiness: float
    strain: float
    number: int
    name: str = ""
    address: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A stage in a band of strain, by the least and the most points of both, and how many shops are in it."""

    stage: Cut
    band: Cut
    readiness: tuple[int, int]
    strain: tuple[int, int]
    number: int

    @property
    def query(self) -> str:
        """The clients list's address of these shops, after its question mark."""
        return f"readiness={self.readiness[0]}-{self.readiness[1]}&strain={self.strain[0]}-{self.strain[1]}"


def fields_of(places: Iterable[Place], stages: Sequence[Cut], bands: Sequence[Cut]) -> list[list[Field]]:
    """Return a row of fields for each band, the calmest first, each shop in the field that its numbers fall into.

    A stage lies where its points are, whatever else it asks for, so that a count is of the dots one sees.
    """
    across, down = _spans(stages), _spans(bands)
    counts = Counter((_at(each.readiness, across), _at(each.strain, down)) for each in places)
    return [
        [
            Field(stage, band, across[column], down[row], counts[column, row])
            for column, stage in enumerate(stages)
        ]
        for row, band in enumerate(bands)
    ]  # fmt: skip


def dots_of(places: Sequence[Place]) -> list[Dot]:
    """Return a dot for each of a few shops, or one for all in each bin of many; the largest first."""
    if len(places) <= FEW:
        return [Dot(each.readiness, each.strain, 1, each.name, each.address, each.label) for each in places]
    bins = Counter((min(each.readiness, TOP - 1) // STEP, min(each.strain, TOP - 1) // STEP) for each in places)
    middle = {at: min((at + 0.5) * STEP, TOP) for at in range(TOP // STEP + 1)}
    dots = [Dot(middle[x], middle[y], number) for (x, y), number in sorted(bins.items())]
    return sorted(dots, key=lambda dot: -dot.number)


def _spans(cuts: Sequence[Cut]) -> list[tuple[int, int]]:
    ends = [*(cut.least for cut in cuts), TOP + 1]
    return [(least, after - 1) for least, after in pairwise(ends)]


def _at(points: int, spans: Sequence[tuple[int, int]]) -> int:
    return next(at for at, (least, most) in enumerate(spans) if least <= points <= most)
