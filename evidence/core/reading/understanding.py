"""The first pass: finds what a file is, its columns and their formats; keeps only counts and a few examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.reading.asking import ask_columns
from evidence.core.reading.cells import clean
from evidence.core.reading.columns import DateColumn, ReadColumn
from evidence.core.reading.durations import number, seconds, unit
from evidence.core.reading.encoding import Encoding, Open, recognize
from evidence.core.reading.layout import below, labels, lay_out
from evidence.core.reading.records import Layout, LenientNeededError, records
from evidence.core.reading.roles import assign, system_of
from evidence.core.reading.stamps import Parser
from evidence.core.reading.vocabulary import DATES, DURATIONS, Headings, Role, System
from evidence.core.refusal import RefusedError, Why

MOST_ROWS = 200_000
EXAMPLES = 3
SAMPLE = 200
MEMO = 8_192
MOSTLY = 0.8
LENIENT = "some quotes were read leniently"


@dataclass(slots=True)
class DurationColumn:
    """What was seen of a column of durations."""

    readable: int = 0
    bare: list[str] = field(default_factory=list)
    _memo: dict[str, bool] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Count a cleaned, nonempty cell."""
        known = self._memo.get(text)
        if known is None:
            known = self._look(text)
            if len(self._memo) < MEMO:
                self._memo[text] = known
        self.readable += known

    def _look(self, text: str) -> bool:
        if len(self.bare) < EXAMPLES and text not in self.bare and number(text):
            self.bare.append(text)
        return seconds(text, 1) is not None


@dataclass(slots=True)
class Seen:
    """What the first pass collects."""

    dates: dict[int, DateColumn]
    durations: dict[int, DurationColumn]
    rows: int = 0
    ragged: int = 0
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Understood:
    """A file understood: positions of its columns by role, its decided dates, units in seconds, and what to ask.

    `units` has None where bare numbers wait for a reply. `encoding.letters`, labels and examples are the file's own
    words, for the owner's eyes only.
    """

    encoding: Encoding
    layout: Layout
    labels: tuple[str, ...]
    system: str | None
    columns: Mapping[Role, tuple[int, ...]]
    dates: Mapping[Role, ReadColumn]
    units: Mapping[Role, int | None]
    rows: int
    ragged: int
    blank: int
    asks: tuple[Ask, ...]
    notes: tuple[str, ...]

    @property
    def timed(self) -> bool:
        """Whether tickets have the time of day they came in."""
        return Role.CREATED in self.dates and self.dates[Role.CREATED].timed


def understand(source: Open, headings: Headings, replies: Replies) -> Understood:
    """Read the file's bytes and its cells; raise RefusedError if they cannot be read."""
    encoding = recognize(source)
    layout, names = lay_out(source, encoding, headings.known)
    shown = labels(names)
    system = system_of(names, headings)
    columns = assign(names, shown, system, headings, replies.columns, placed=replies.placed)
    try:
        seen = _look(source, layout, columns, len(names))
    except LenientNeededError:
        layout = replace(layout, strict=False)
        seen = _look(source, layout, columns, len(names))
    if not seen.rows:
        raise RefusedError(Why.NO_TICKETS)
    columns = _first_answer(columns, seen)
    notes = () if layout.strict else (LENIENT,)
    if Role.CREATED not in columns:
        asks: list[Ask] = [Ask(Topic.WHICH_COLUMN, {"columns": _candidates(source, layout, shown)})]
        dates: dict[Role, ReadColumn] = {}
    else:
        dates, columns = _settle(columns, seen)
        asks = ask_columns(dates, {role: shown[at[0]] for role, at in columns.items()}, replies)
    units = _units(columns, shown, system, seen, replies)
    for role in DURATIONS:
        if role in columns and units[role] is None:
            asks.append(
                Ask(
                    Topic.UNIT,
                    {"column": shown[columns[role][0]], "examples": seen.durations[columns[role][0]].bare},
                    role,
                )
            )
    if not any(column.offsets for column in dates.values()) and dates:
        asks.append(Ask(Topic.ZONE))
    return Understood(
        encoding=encoding,
        layout=layout,
        labels=tuple(shown),
        system=system.name if system else None,
        columns=columns,
        dates=dates,
        units=units,
        rows=seen.rows,
        ragged=seen.ragged,
        blank=seen.blank,
        asks=tuple(asks),
        notes=notes,
    )


def _look(source: Open, layout: Layout, columns: Mapping[Role, tuple[int, ...]], width: int) -> Seen:
    """Read every row, and of each the cells with dates and durations."""
    at = {columns[role][0] for role in (*DATES, *DURATIONS) if role in columns}
    answers = {columns[role][0] for role in (Role.FIRST, Role.FIRST_FOR) if role in columns}
    spans = {columns[role][0] for role in DURATIONS if role in columns} | answers
    days = (at - spans) | answers
    seen = Seen({each: DateColumn() for each in sorted(days)}, {each: DurationColumn() for each in sorted(spans)})
    parser, line = Parser(), 0
    dates = tuple(seen.dates.items())
    durations = tuple((each, found) for each, found in seen.durations.items() if each not in answers)
    try:
        for line, row in below(_counted(source, layout, width, seen), width):
            seen.rows += 1
            if seen.rows > MOST_ROWS:
                raise RefusedError(Why.TOO_BIG, line=line)
            for position, date in dates:
                text = clean(row[position])
                stamp = parser(text)
                date.add(text, stamp, line)
                if text and stamp is None and position in answers:
                    seen.durations[position].add(text)
            for position, duration in durations:
                if text := clean(row[position]):
                    duration.add(text)
    except (RefusedError, LenientNeededError):
        raise
    except Exception:  # no text of a cell may get into a traceback
        raise RefusedError(Why.STOPPED, line=line) from None
    return seen


def _counted(source: Open, layout: Layout, width: int, seen: Seen) -> Iterator[tuple[int, list[str]]]:
    """Yield the records below the heading, and count blank and ragged ones."""
    for line, row in records(source, layout):
        if not row or not any(row):
            seen.blank += 1
        elif len(row) != width:
            seen.ragged += 1
        yield line, row


def _first_answer(columns: dict[Role, tuple[int, ...]], seen: Seen) -> dict[Role, tuple[int, ...]]:
    """Decide by its cells whether a column of first answers has moments or durations, whatever its heading says."""
    for role, other in ((Role.FIRST, Role.FIRST_FOR), (Role.FIRST_FOR, Role.FIRST)):
        if role not in columns:
            continue
        date, span = seen.dates[columns[role][0]], seen.durations[columns[role][0]]
        moments, durations = date.read, span.readable
        right, wrong = (moments, durations) if role is Role.FIRST else (durations, moments)
        if wrong > right and other not in columns:
            columns = {each: at for each, at in columns.items() if each is not role} | {other: columns[role]}
            break
    return columns


def _settle(
    columns: dict[Role, tuple[int, ...]], seen: Seen
) -> tuple[dict[Role, ReadColumn], dict[Role, tuple[int, ...]]]:
    """Decide the date columns, and leave out one that has something else, such as flags."""
    dates = {}
    for role in DATES:
        if role not in columns:
            continue
        column = seen.dates[columns[role][0]]
        if role is not Role.CREATED and column.bad > column.read:
            columns = {each: at for each, at in columns.items() if each is not role}
        else:
            dates[role] = column.settle()
    if not dates[Role.CREATED].read:
        raise RefusedError(Why.NO_DATE_COLUMN)
    return dates, columns


def _candidates(source: Open, layout: Layout, shown: Sequence[str]) -> list[dict[str, object]]:
    """Return columns that look like dates, with two examples each; raise RefusedError if there are none."""
    parser = Parser()
    filled: dict[int, int] = {}
    examples: dict[int, list[str]] = {}
    for _, row in islice(below(records(source, layout), len(shown)), SAMPLE):
        for at, cell in enumerate(row[: len(shown)]):
            if text := clean(cell):
                filled[at] = filled.get(at, 0) + 1
                stamp = parser(text)
                if stamp is not None and stamp.shape and not stamp.bare:
                    examples.setdefault(at, []).append(text)
    found = [at for at, texts in sorted(examples.items()) if len(texts) >= MOSTLY * filled[at]]
    if not found:
        raise RefusedError(Why.NO_DATE_COLUMN)
    return [{"column": shown[at], "examples": examples[at][:2]} for at in found]


def _units(
    columns: Mapping[Role, tuple[int, ...]], shown: Sequence[str], system: System | None, seen: Seen, replies: Replies
) -> dict[Role, int | None]:
    """Return the seconds of a bare number by role: from the reply, the heading or the system; else None."""
    found: dict[Role, int | None] = {}
    for role in DURATIONS:
        if role in columns:
            at = columns[role][0]
            named = replies.units.get(role) or unit(shown[at]) or (system.unit if system else None)
            found[role] = named or (None if seen.durations[at].bare else 1)
    return found
