"""Finds a file's delimiter and its row of headings: by known headings, then by equal widths."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice, pairwise
from operator import itemgetter

from evidence.core.reading.cells import clean
from evidence.core.reading.encoding import Encoding, Open
from evidence.core.reading.folding import fold, words
from evidence.core.reading.records import LONGEST_LINE, Layout, lines, split
from evidence.core.reading.stamps import NO_TIME, Parser
from evidence.core.refusal import RefusedError, Why

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 200
MOSTLY = 0.8
EARLY = 6  # an hour; a duration of work is mostly shorter
CLOCK = re.compile(r"(\d{1,2})[:.h]\d{2}(?:[:.]\d{2})?\s*([ap]\.?\s?m\.?)?(?:\s*(?:Uhr|h))?", re.IGNORECASE)
OF_DAY = frozenset({"date", "day", "fecha", "data", "datum", "jour", "on", "am", "el", "le", "em", "il", "op"})
OF_TIME = frozenset({"time", "hour", "hora", "heure", "uhrzeit", "zeit", "ora", "tijd", "at", "um"})
HEADINGS_WITHIN = 12


def lay_out(source: Open, encoding: Encoding, known: Collection[str]) -> tuple[Layout, list[str]]:
    """Return the layout and the headings; `known` are folded headings.

    Raise RefusedError for a file without columns.
    """
    first = next(lines(source, encoding.name), "").strip().strip('"')
    named = first[4:5] if first.lower().startswith("sep=") else ""
    if first.lower() in ("sep=", "sep=\\t"):  # the tab itself was trimmed, or is written as \t
        named = "\t"
    skip = 1 if named else 0
    tried = {each: _sample(source, encoding.name, each, skip) for each in ([named] if named else DELIMITERS)}
    if not any(any(map(str.strip, row)) for rows in tried.values() for row in rows):
        raise RefusedError(Why.EMPTY)
    delimiter, rows = max(tried.items(), key=lambda each: _fitness(each[1], known))
    heading = _heading(rows, known)
    headings = [clean(cell) for cell in rows[heading]]
    if len([each for each in headings if each]) <= 1:
        raise RefusedError(Why.ONE_COLUMN)
    joins = _times_of_days(headings, rows[heading + 1 :])
    headings = ["" if at in dict(joins).values() else each for at, each in enumerate(headings)]
    return Layout(encoding.name, delimiter, heading, strict=True, skip=skip, joins=joins), headings


def _times_of_days(headings: list[str], rows: list[list[str]]) -> tuple[tuple[int, int], ...]:
    """Return columns of days, each with the next one if that has their times: its heading is theirs, or says nothing.

    Durations look like times; times of day are in half of the rows past the early hours, or have am or pm.
    """
    parser = Parser()
    joins: list[tuple[int, int]] = []
    for at, (day, time) in enumerate(pairwise(headings)):
        named = [set(words(each)) for each in (day, time)]
        if not day or not (named[1] <= OF_TIME or (named[1] & OF_TIME and named[1] - OF_TIME == named[0] - OF_DAY)):
            continue
        pairs = [(clean(row[at]), clean(row[at + 1])) for row in rows if len(row) > at + 1]
        filled = [(one, CLOCK.fullmatch(other)) for one, other in pairs if one and other]
        times = [found for one, found in filled if found and (stamp := parser(one)) and stamp.minute == NO_TIME]
        late = sum(int(found[1]) >= EARLY or bool(found[2]) for found in times)
        if times and len(times) >= MOSTLY * len(filled) and 2 * late >= len(times):
            joins.append((at, at + 1))
    return tuple(joins)


def _sample(source: Open, codec: str, delimiter: str, skip: int) -> list[list[str]]:
    """Read the first records leniently; an unreadable one ends the sample, or raises if it is the first."""
    rows: list[list[str]] = []
    found = split(lines(source, codec), delimiter, strict=False, skip=skip, most=LONGEST_LINE)
    try:
        rows.extend(row for _, row in islice(found, SAMPLE))
    except RefusedError:
        if not rows:
            raise
    return rows


def _fitness(rows: list[list[str]], known: Collection[str]) -> tuple[int, float, int]:
    if not rows:
        return 0, 0.0, 0
    width, often = _usual_width(rows)
    share = often / len(rows) if width > 1 else 0.0
    return max(_known(row, known) for row in rows[:HEADINGS_WITHIN]), share, width


def _usual_width(rows: list[list[str]]) -> tuple[int, int]:
    filled = Counter(len(row) for row in rows if row)
    return max(filled.items(), key=itemgetter(1, 0)) if filled else (0, 0)


def _known(row: list[str], known: Collection[str]) -> int:
    return len({fold(cell) for cell in row} & set(known))


def _heading(rows: list[list[str]], known: Collection[str]) -> int:
    """Return the index of the record with most known headings, else of the first with the usual width."""
    counts = [_known(row, known) for row in rows[:HEADINGS_WITHIN]]
    if max(counts):
        return counts.index(max(counts))
    width, _ = _usual_width(rows)
    return next(number for number, row in enumerate(rows) if len(row) == width)


def labels(headings: list[str]) -> list[str]:
    """Return the headings as people read them; repeated ones get a number: `Log Work (12th)`."""
    often, turn = Counter(headings), Counter[str]()
    found = []
    for heading in headings:
        turn[heading] += 1
        found.append(f"{heading} ({ordinal(turn[heading])})" if often[heading] > 1 and heading else heading)
    return found


def ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def below(records: Iterator[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the nonempty records, filled up to `width` cells."""
    for line, row in records:
        if not row or not any(row):
            continue
        if len(row) < width:
            row.extend([""] * (width - len(row)))
        yield line, row
