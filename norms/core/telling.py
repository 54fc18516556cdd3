"""What an edition of the benchmark may say, so that no figure of it, alone or beside others, is about a few shops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor
from statistics import quantiles

LEAST = (
    10  # shops in a group, from which its median and quartiles are given, and in all, from which there is an edition
)
LEAST_COUNTED = 5  # from which its number is given
LEAST_CHANGED = 3  # shops that any two editions of one group differ by


class Split(StrEnum):
    """By what shops are grouped; no group is of two at once."""

    ALL = "all"
    SIZE = "size"
    STAGE = "stage"


Group = tuple[Split, str]
EVERYBODY: Group = (Split.ALL, "")


@dataclass(frozen=True, slots=True)
class Member:
    """A shop that agreed to be counted: its latest answers, and a number for every measure."""

    shop: int
    answers: str
    firm: int | None
    size: str
    stage: str
    figures: Mapping[str, int]

    @property
    def groups(self) -> tuple[Group, ...]:
        known = [(Split.SIZE, self.size)] if self.size else []
        return EVERYBODY, (Split.STAGE, self.stage), *known


Members = frozenset[tuple[int, str]]  # a shop and its answers
Published = Mapping[Group, Members]


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Whole points; the middle half of the shops lies from `low` to `high`."""

    low: int
    median: int
    high: int


@dataclass(frozen=True, slots=True)
class Told:
    """How many shops are in a group, and the quartiles of each measure; none where there are few."""

    number: int
    figures: Mapping[str, Quartiles]


def changed(one: Members, other: Members) -> int:
    """Return how many shops came, went or answered again between two editions of a group."""
    return len({shop for shop, _answers in one ^ other})


def publish(members: Sequence[Member], earlier: Sequence[Published]) -> dict[Group, Told]:
    """Return what a new edition says of each group; empty if there can be no new one.

    `earlier` are the members of each group that was told of in each earlier edition.
    """
    found: dict[Group, list[Member]] = {}
    for member in members:
        for group in member.groups:
            found.setdefault(group, []).append(member)
    fit = {group for group, inside in found.items() if _fits(group, inside, earlier)}
    if EVERYBODY not in fit or len(members) < LEAST:
        return {}
    known = {group for edition in earlier for group in edition}
    full, counted = {EVERYBODY}, {EVERYBODY}
    for split in (Split.SIZE, Split.STAGE):
        sizes = {group: len(inside) for group, inside in found.items() if group[0] is split}
        # The rest of all, which anybody can take away the told groups from, is no smaller than a group may be. A group
        # that an earlier edition told of counts as told.
        mine = {group for group in sizes if group in fit and sizes[group] >= LEAST}
        full |= _kept(mine, known, sizes, len(members), LEAST)
        mine = {group for group in sizes if group in fit}
        counted |= _kept(mine, known, sizes, len(members), LEAST_COUNTED)
    return {group: _tell(found[group], in_full=group in full) for group in sorted(counted)}


def _fits(group: Group, inside: Sequence[Member], earlier: Sequence[Published]) -> bool:
    """Whether a group is large enough, of no firm above all, and far enough from each earlier edition of it."""
    firms = Counter(member.firm for member in inside if member.firm is not None)
    largest = max(firms.values(), default=0)
    known = [edition[group] for edition in earlier if group in edition]
    now = members_of(inside)
    far = all(changed(now, then) >= LEAST_CHANGED for then in known)
    return len(inside) >= LEAST_COUNTED and 2 * largest <= len(inside) and far


def _kept(mine: set[Group], known: set[Group], sizes: Mapping[Group, int], number: int, least: int) -> set[Group]:
    """Return the groups that can be told of, the smallest left out until the rest is empty or large enough."""
    kept = set(mine)
    while kept:
        rest = number - sum(size for group, size in sizes.items() if group in kept | known)
        if rest == 0 or rest >= least:
            break
        kept.remove(min(kept, key=lambda group: (sizes[group], group)))
    return kept


def _tell(inside: Sequence[Member], *, in_full: bool) -> Told:
    names = sorted({name for member in inside for name in member.figures}) if in_full else []
    return Told(len(inside), {name: _quartiles([member.figures[name] for member in inside]) for name in names})


def _quartiles(values: Iterable[int]) -> Quartiles:
    low, median, high = (floor(each + 0.5) for each in quantiles(values, n=4, method="inclusive"))
    return Quartiles(low, median, high)


def members_of(inside: Iterable[Member]) -> Members:
    return frozenset((member.shop, member.answers) for member in inside)


def told_members(members: Sequence[Member], told: Iterable[Group]) -> dict[Group, Members]:
    """Return the members of each group that an edition tells of, to compare later ones with."""
    return {group: members_of(member for member in members if group in member.groups) for group in told}
