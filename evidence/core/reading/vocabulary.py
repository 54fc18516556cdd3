"""The content's headings and words, folded: they say what a column is, and what a cell means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from evidence.core.reading.folding import fold, words

UNITS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400}


class Role(StrEnum):
    """What a column holds."""

    ID = "id"
    CREATED = "created"
    RESOLVED = "resolved"
    CLOSED = "closed"
    FIRST = "first"
    FIRST_FOR = "first_for"
    UPDATED = "updated"
    REOPENED = "reopened"
    CLIENT = "client"
    REQUESTER = "requester"
    TYPE = "type"
    CATEGORY = "category"
    SOURCE = "source"
    PRIORITY = "priority"
    STATUS = "status"
    AGENT = "agent"
    SUBJECT = "subject"
    HOURS = "hours"
    REOPENS = "reopens"
    LOG_WORK = "log_work"


DATES = (Role.CREATED, Role.RESOLVED, Role.CLOSED, Role.FIRST, Role.UPDATED)
DURATIONS = (Role.HOURS, Role.FIRST_FOR)


class Meaning(StrEnum):
    """What a word in a cell says about its ticket."""

    ALERT = "alert"
    ROBOT = "robot"
    PHONE = "phone"
    PLANNED = "planned"
    UNPLANNED = "unplanned"
    UNCLEAR = "unclear"
    URGENT = "urgent"
    CALM = "calm"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class System:
    """A system's own headings, folded; `unit` is the seconds of a bare duration."""

    name: str
    known_by: tuple[frozenset[str], ...]
    columns: Mapping[Role, tuple[str, ...]]
    unit: int | None


@dataclass(frozen=True, slots=True)
class Headings:
    """Folded headings by role: of systems, of any file, and of a file of time entries (id, duration, start, who)."""

    systems: tuple[System, ...]
    any: Mapping[Role, tuple[str, ...]]
    entries: Mapping[str, tuple[str, ...]]

    @property
    def known(self) -> frozenset[str]:
        lists = [*self.any.values(), *self.entries.values()]
        lists += [each for system in self.systems for each in system.columns.values()]
        return frozenset().union(*lists) - {""}


@dataclass(frozen=True, slots=True)
class Words:
    """Words by meaning; each different cell is looked up once."""

    phrases: Mapping[Meaning, frozenset[tuple[str, ...]]]
    _memo: dict[tuple[Meaning, str], bool] = field(default_factory=dict)

    def means(self, text: str, meaning: Meaning) -> bool:
        """Whether the cell contains any phrase of `meaning`, as whole words."""
        known = self._memo.get((meaning, text))
        if known is None:
            known = _holds(words(text), self.phrases[meaning])
            if len(self._memo) < MOST_CELLS:
                self._memo[meaning, text] = known
        return known

    def robot(self, text: str) -> bool:
        folded = fold(text)
        return any(phrase[0] in folded for phrase in self.phrases[Meaning.ROBOT])


MOST_CELLS = 5_000


def _holds(found: list[str], phrases: frozenset[tuple[str, ...]]) -> bool:
    longest = max(map(len, phrases))
    return any(
        tuple(found[start : start + length]) in phrases
        for start in range(len(found))
        for length in range(1, longest + 1)
    )


def read_headings(path: Path) -> Headings:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    systems = [
        System(
            name=each["name"],
            known_by=tuple(frozenset(map(fold, names)) for names in each["known-by"]),
            columns=_roles(each["columns"]),
            unit=UNITS.get(each.get("unit", "")),
        )
        for each in data["systems"]
    ]
    entries = {name: _folded(headings) for name, headings in data["entries"].items()}
    return Headings(tuple(systems), _roles(data["any"]), entries)


def _roles(table: Mapping[str, Iterable[str]]) -> dict[Role, tuple[str, ...]]:
    return {Role(name.replace("-", "_")): _folded(headings) for name, headings in table.items()}


def _folded(headings: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(each) or each for each in headings)


def read_words(path: Path) -> Words:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Words(
        {
            meaning: frozenset(tuple(words(each)) for listed in data[meaning].values() for each in listed)
            for meaning in Meaning
        }
    )
