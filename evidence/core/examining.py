"""Examines a file: reads its columns, loads tickets and time entries, and measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.measures.measuring import Measured, measure
from evidence.core.measures.window import When
from evidence.core.reading.encoding import Open
from evidence.core.reading.entries import TimeFile, add_entries
from evidence.core.reading.loading import load
from evidence.core.reading.run import Run, Vocabulary
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.understanding import Understood, understand
from evidence.core.reading.vocabulary import Role
from evidence.core.shop.clock import Clock
from evidence.core.shop.hours import DAY, Hours, Span


@dataclass(frozen=True, slots=True)
class Setting:
    """The shop and the moment: zones, hours, holidays, and when the file and the answers came.

    `holidays` are the country's, names by day ordinal; `opened` and `closed` are days that differ from them.
    """

    zone: tzinfo
    file_zone: tzinfo
    week: tuple[tuple[Span, ...], ...]
    when: When
    replies: Replies = field(default_factory=Replies)
    holidays: Mapping[int, str] = field(default_factory=dict)
    opened: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Examined:
    """A file and what it shows; `measured` is None if no ticket has a date, or none is a person's.

    `machines` are (role, cell, tickets), `agents` names and `telling` numbers of tickets, for the owner's eyes only.
    """

    understood: Understood
    time_file: TimeFile | None
    tickets: int
    without_created: int
    doubled: int
    impossible: int
    machines: tuple[tuple[Role, str, int], ...]
    hours: Hours
    measured: Measured | None
    asks: tuple[Ask, ...]
    also: tuple[Ask, ...]
    agents: tuple[str, ...] = ()
    telling: tuple[tuple[str, Ticket], ...] = ()


def examine(tickets: Open, entries: Open | None, vocabulary: Vocabulary, setting: Setting, key: bytes) -> Examined:
    """Read and measure; `key` is random and used for this run only. Raise RefusedError."""
    run = Run(vocabulary, Clock(setting.zone, setting.file_zone), setting.replies, key)
    understood = understand(tickets, vocabulary.headings, setting.replies)
    loaded = load(tickets, understood, run)
    time_file = add_entries(entries, loaded, run) if entries else None
    asked = [*understood.asks, *(time_file.asks if time_file else ())]
    hours = Hours(setting.week, _kept(setting))
    measured = measure(loaded, hours, run, setting.when, asked)
    return Examined(
        understood=understood,
        time_file=time_file,
        tickets=len(loaded.tickets),
        without_created=loaded.without_created,
        doubled=loaded.doubled,
        impossible=loaded.impossible,
        machines=tuple((role, text, n) for (role, text), n in loaded.machines.most_common()),
        hours=hours,
        measured=measured,
        asks=(*asked, *(measured.asks if measured else loaded.asks)),
        also=tuple(_always(understood, measured, hours, setting)),
        agents=tuple(loaded.agents),
        telling=loaded.telling,
    )


def _kept(setting: Setting) -> dict[int, str]:
    """Return the days the shop is closed in addition to its week, with their names."""
    days = {**setting.holidays, **dict.fromkeys(setting.closed, "")}
    return {day: name for day, name in days.items() if day not in setting.opened}


def _always(understood: Understood, measured: Measured | None, hours: Hours, setting: Setting) -> Iterable[Ask]:
    """Yield the questions about every file, about holidays, and about who types if no column says how tickets came."""
    yield Ask(Topic.HOURS)
    if measured is not None:
        window = range(measured.window.first, measured.window.last + 1)
        days = sorted({day for day in window if day in hours.closed or day in setting.opened})
        if days:
            named = [{"day": date.fromordinal(day).isoformat(), "name": setting.holidays.get(day, "")} for day in days]
            yield Ask(Topic.HOLIDAYS, {"days": named})
    if Role.SOURCE not in understood.columns:
        yield Ask(Topic.WHO_TYPES)
    if measured is not None:
        first, last = (date.fromordinal(each // DAY).isoformat() for each in (measured.begins, measured.ends))
        yield Ask(Topic.WHOLE, {"from": first, "to": last})
