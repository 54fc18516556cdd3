"""One ticket as numbers: minutes on the shop's clock, and hashes that mean nothing outside this run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from evidence.core.asked import Ask
from evidence.core.reading.vocabulary import Role

MOST_AGENTS = 40


class Work(StrEnum):
    """What a ticket's type says about its work; UNKNOWN for words that are not understood."""

    PLANNED = "planned"
    UNPLANNED = "unplanned"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


class Entry(NamedTuple):
    """A piece of work on a ticket: its start in minutes (or None), its seconds, and who did it, as a hash."""

    start: int | None
    seconds: float
    who: int | None


@dataclass(slots=True)
class Ticket:
    """A ticket, while rows are merged into it and afterwards; `latest` is its last stamp of any kind.

    `finished` is resolved, or closed if nothing was resolved; `resolved` alone is a person's work, because systems
    close tickets by themselves. `answered_for` is a duration in minutes by the system's own clock, `seconds` the work,
    `subject` up to six hashes.
    """

    created: int
    last_created: int
    finished: int | None = None
    resolved: int | None = None
    first: int | None = None
    answered_for: float | None = None
    latest: int = 0
    client: int | None = None
    requester: int | None = None
    category: int | None = None
    agent: int | None = None
    subject: tuple[int, ...] = ()
    work: Work | None = None
    phone: bool = False
    machine: bool = False
    urgent: bool | None = None
    closed: bool | None = None
    reopens: int = 0
    seconds: float | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(slots=True)
class Loaded:
    """Every ticket of a file, and the counts of the reading; `by_id` is for a second file, by hash.

    `machines` counts tickets by role and value that names a machine, `agents` are the first names of who worked, and
    `telling` has numbers of tickets: cells, for the owner's eyes only.
    """

    tickets: list[Ticket] = field(default_factory=list)
    by_id: dict[int, Ticket] = field(default_factory=dict)
    roles: frozenset[Role] = frozenset()
    timed: bool = False
    rows: int = 0
    without_created: int = 0
    machines: Counter[tuple[Role, str]] = field(default_factory=Counter)
    agents: dict[str, None] = field(default_factory=dict, repr=False)
    telling: tuple[tuple[str, Ticket], ...] = field(default=(), repr=False)
    asks: list[Ask] = field(default_factory=list)
    doubled: int = 0
    impossible: int = 0

    def name_agent(self, name: str) -> None:
        """Remember who worked, as long as the names fit a menu."""
        if len(self.agents) < MOST_AGENTS:
            self.agents[name] = None
