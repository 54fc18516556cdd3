"""The questions about a file and the owner's replies; nothing is guessed if a reply is missing."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from evidence.core.reading.stamps import Order
from evidence.core.reading.vocabulary import Role


class Topic(StrEnum):
    """What a question to the owner is about."""

    WHICH_COLUMN = "which_column"
    DAY_ORDER = "day_order"
    MIXED_FORMS = "mixed_forms"
    MIXED_OFFSETS = "mixed_offsets"
    DAY_NUMBERS = "day_numbers"
    NO_AFTERNOON = "no_afternoon"
    UNIT = "unit"
    ZONE = "zone"
    SHIFT = "shift"
    CLOCKWORK = "clockwork"
    BURSTS = "bursts"
    FUTURE = "future"
    FINISHED_FIRST = "finished_before_created"
    IDS_RESTART = "ids_restart"
    TOO_MANY = "bigger_than_a_shop"
    # Asked about every file, or if its days or columns call for it.
    HOURS = "hours"
    HOLIDAYS = "holidays"
    WHO_TYPES = "who_types"
    WHOLE = "whole"


# Topics that don't wait for a reply: until the owner says otherwise, the assumption is the one that leaves machines
# out.
ASSUMED = frozenset(
    {
        Topic.ZONE,
        Topic.CLOCKWORK,
        Topic.BURSTS,
        Topic.TOO_MANY,
        Topic.HOURS,
        Topic.HOLIDAYS,
        Topic.WHO_TYPES,
        Topic.WHOLE,
    }
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question with its plain fields; some hold cells as examples, for the owner's eyes only."""

    topic: Topic
    fields: Mapping[str, object] = field(default_factory=dict)
    role: Role | None = field(default=None, compare=False)  # of the column it is about; entries have `log_work`


@dataclass(frozen=True, slots=True)
class Replies:
    """The owner's replies; the defaults are for no replies, with a complete file.

    `day_order` and `units` (seconds) are by role, `columns` are labels by role, `placed` are positions, None for a role
    without a column. `kept` are folded values of source, type and requester that look like a machine's but aren't.
    `settled` are topics that the owner looked at and found right. The owner's name is `own_name`, or only its hash.
    """

    columns: Mapping[Role, str] = field(default_factory=dict)
    placed: Mapping[Role, int | None] = field(default_factory=dict)
    day_order: Mapping[Role, Order] = field(default_factory=dict)
    units: Mapping[Role, int] = field(default_factory=dict)
    kept: Container[str] = frozenset()
    keep_clockwork: bool = False
    keep_bursts: bool = False
    settled: frozenset[Topic] = frozenset()
    ids_restart: bool = False
    types_while_helping: bool = False
    planned_logged: bool = False
    whole: bool = True
    covers_from_to: bool = False
    one_person: bool = False
    own_name: str = ""
    own_hash: int | None = None
    paid_rota: bool = False
