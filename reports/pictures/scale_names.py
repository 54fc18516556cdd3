"""Finds room for the names along a scale: all of them if they fit, else those at the ends and the shop's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

NARROW, WIDE = frozenset("fijlrtI1.,:;'|()/- "), frozenset("mwMWGOQ@%")
BOLDER = 1.06
BETWEEN = 2  # pixels between two names at least
MOST_LINES = 2


def width_of(words: str, *, bold: bool = False) -> float:
    """Return about how many pixels words of 12 pixels are wide."""
    wide = sum(3.7 if letter in NARROW else 10.5 if letter in WIDE else 7 for letter in words)
    return wide * (BOLDER if bold else 1)


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its lines, the percent of the width where it is anchored, and the side of it that is there."""

    lines: tuple[str, ...]
    at: float
    side: str
    here: bool
    end: bool

    def edges(self, width: float) -> tuple[float, float]:
        wide = max(width_of(line, bold=self.here) for line in self.lines)
        left = self.at * width / 100 - {"start": 0, "middle": wide / 2, "end": wide}[self.side]
        return left, left + wide


def place_names(names: Sequence[str], cuts: Sequence[int], here: Sequence[int], width: float) -> tuple[Name, ...]:
    """Return the names to write along a scale of this width.

    `cuts` are the least points of each part, `here` the numbers of those to stress.
    """
    ends = [*cuts[1:], 100]
    last = len(names) - 1
    found = [
        _name((cuts[at] + ends[at]) / 2, name, ends[at] - cuts[at], width, here=at in here, end=at in (0, last))
        for at, name in enumerate(names)
    ]
    if _apart(found, width):
        return tuple(found)
    below = Name(("", names[-1]), 100, "end", last in here, end=True)
    if (
        max(len(name.lines) for name in found[:-1] or found) == 1
        and _apart(found[:-1], width)
        and _apart([below], width)
    ):
        return (*found[:-1], below)
    room = (width - 2 * BETWEEN) / (3 if any(0 < at < last for at in here) else 2) / BOLDER
    first = Name((shortened(names[0], room),), 0, "start", 0 in here, end=True)
    final = Name((shortened(names[-1], room),), 100, "end", last in here, end=True)
    some = [first, final] if last else [first]
    for at in here:
        middle = Name((shortened(names[at], room),), (cuts[at] + ends[at]) / 2, "middle", here=True, end=False)
        if 0 < at < last and _apart([*some[:-1], middle, some[-1]], width):
            some.insert(-1, middle)
    return tuple(some)


def apart_on(names: Sequence[Name], width: float) -> tuple[Name, ...]:
    """Return those of the ends and the stressed ones that fit on a narrower scale, the stressed ones first."""
    kept = [name for name in names if name.here]
    for name in names:
        if name.end and not name.here and _apart(sorted([*kept, name], key=lambda each: each.at), width):
            kept.append(name)
    return tuple(kept)


def _name(at: float, name: str, share: float, width: float, *, here: bool, end: bool) -> Name:  # noqa: PLR0913
    """Return a name in the middle of its part; one too wide for the first or last part stands at the scale's end."""
    room = share * width / 100
    lines = _lines(name, room)
    wide = max(map(width_of, lines))
    if end and wide > room:
        return Name(lines, 100 if at > 50 else 0, "end" if at > 50 else "start", here, end)  # noqa: PLR2004 -- half
    return Name(lines, at, "middle", here, end)


def _lines(name: str, room: float) -> tuple[str, ...]:
    """Return the name, or its last word if that alone fits; else break it at its spaces into two lines."""
    if width_of(name) <= room or " " not in name:
        return (name,)
    words = name.split()
    if width_of(words[-1], bold=True) <= room:
        return (_last(words),)
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(splits, key=lambda pair: max(map(width_of, pair)))


def _apart(names: Sequence[Name], width: float) -> bool:
    edges = [name.edges(width) for name in names]
    inside = all(left >= -1 and right <= width + 1 for left, right in edges)
    return inside and all(one[1] + BETWEEN <= other[0] for one, other in pairwise(edges))


def _last(words: Sequence[str]) -> str:
    """Return the word that says what a name of several is, as a name of its own."""
    return words[-1][:1].upper() + words[-1][1:]


def on_scale(name: str, room: float) -> str:
    """Return a name, its last word, or as much of it as has room."""
    words = name.split()
    if width_of(name) > room and words and width_of(words[-1]) <= room:
        return _last(words)
    return shortened(name, room)


def shortened(words: str, room: float) -> str:
    """Return words cut to what is likely to fit."""
    if width_of(words) <= room:
        return words
    found = words
    while len(found) > 1 and width_of(found) + width_of("…") > room:
        found = found[:-1]
    return found.rstrip() + "…"
