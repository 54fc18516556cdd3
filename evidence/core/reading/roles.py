"""Decides which column is which: by the owner's choice, then the headings of the file's system, then any headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evidence.core.reading.durations import unit
from evidence.core.reading.folding import fold
from evidence.core.reading.vocabulary import Headings, Role, System

BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
NOWHERE: Mapping[Role, int | None] = {}


def system_of(names: Sequence[str], headings: Headings) -> System | None:
    """Return the first system whose headings are all in the file; None if there is none."""
    there = {fold(name) or name for name in names}
    return next((each for each in headings.systems if any(known <= there for known in each.known_by)), None)


def assign(  # noqa: PLR0913 -- what is known of the file, and what the owner chose
    names: Sequence[str],
    labels: Sequence[str],
    system: System | None,
    headings: Headings,
    chosen: Mapping[Role, str],
    *,
    placed: Mapping[Role, int | None] = NOWHERE,
) -> dict[Role, tuple[int, ...]]:
    """Return column positions by role: one for each, but all for log work. No column has two roles.

    `chosen` are labels, `placed` positions, None for a role without a column.
    """
    positions: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        if name:
            positions.setdefault(fold(name) or name, []).append(at)
            if unit(name):  # "Zeitaufwand (Minuten)" is a column of "Zeitaufwand"
                positions.setdefault(fold(BRACKETS.sub("", name)), []).append(at)
    found: dict[Role, tuple[int, ...]] = {
        role: (labels.index(label),) for role, label in chosen.items() if label in labels
    }
    found |= {role: (at,) for role, at in placed.items() if at is not None and at < len(names)}
    without = {role for role, at in placed.items() if at is None}
    taken = {at for each in found.values() for at in each}
    for columns in ([system.columns] if system else []) + [headings.any]:
        for role in Role:
            if role in found or role in without:
                continue
            for name in columns.get(role, ()):
                free = [at for at in positions.get(name, ()) if at not in taken]
                if free:
                    found[role] = tuple(free) if role is Role.LOG_WORK else (free[0],)
                    taken.update(found[role])
                    break
    return found
