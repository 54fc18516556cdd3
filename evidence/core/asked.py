"""What must be asked about a file, and what the owner replied; nothing is guessed where a reply is missing."""

from __future__ import annotations

from collections.abc import Mapping
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
    # Asked of every file, or where its days or columns say so.
    HOURS = "hours"
    HOLIDAYS = "holidays"
    WHO_TYPES = "who_types"
    WHOLE = "whole"


# What is only told, with a way back: the answer assumed is the one that leaves machines out.
TOLD = frozenset(
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
    """One question with its plain fields; examples among them are cells, for the owner's eyes only."""

    topic: Topic
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replies:
    """What the owner replied; the defaults are those of somebody who replied nothing: their file is whole.

    `day_order` and `units` (seconds) are by role, `columns` are labels by role. `kept` are folded values of source,
    type and requester that are no machine's although they read so. `settled` are topics looked at and found right.
    """

    columns: Mapping[Role, str] = field(default_factory=dict)
    day_order: Mapping[Role, Order] = field(default_factory=dict)
    units: Mapping[Role, int] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
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
    paid_rota: bool = False
