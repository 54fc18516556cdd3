"""The share of a group that its answers stand for: Wilson's interval, narrower where the whole group is small."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

LEAST = 10  # answers from which a share is given; below it counts alone
Z = 1.959963984540054  # of 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """`value`, `low` and `high` from 0 to 1."""

    value: float
    low: float
    high: float


def wilson(hits: int, of: int, *, group: int | None = None) -> Share:
    """Return the share and its 95 % interval; `group` is how many there are altogether, where that is known.

    Wilson (1927), Journal of the American Statistical Association 22:209-212; method 3 of Newcombe (1998), Statistics
    in Medicine 17:857-872, whose published values the tests compare. Drawn without replacement from a small group, an
    answer says more: `of` answers count as of × (group − 1) ÷ (group − of), Cochran (1977), Sampling Techniques, 2.6.
    """
    if not 0 <= hits <= of or not of:
        raise ValueError(f"{hits} of {of} is no share")
    value = hits / of
    if group is not None and group <= of:
        return Share(value, value, value)
    number = of * (group - 1) / (group - of) if group is not None else of
    spread = Z * Z / number
    middle = (value + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * sqrt(value * (1 - value) / number + spread / (4 * number))
    # At both ends of the scale rounding could leave the share itself outside.
    return Share(value, max(0.0, min(value, middle - half)), min(1.0, max(value, middle + half)))
