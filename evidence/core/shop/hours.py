"""When the shop is open: hours by weekday, minus the holidays it is closed on, in minutes of the shop's clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

DAY = 1440
WEEK = 7
SATURDAY = 5
NOON = 12
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Span = tuple[int, int]
TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m)?"
SPAN = re.compile(TIME + r"\s*[-\u2013]\s*" + TIME, re.IGNORECASE)

NAMED = re.compile(r"([a-z]{3})[a-z]*(?:\s*[-\u2013]\s*([a-z]{3})[a-z]*)?", re.IGNORECASE)


class HoursError(ValueError):
    """Hours that cannot be read; the text is the part that could not."""


def weekday(day: int) -> int:
    """Return the weekday of a day's ordinal, 0 for Monday to 6 for Sunday."""
    return (day + WEEK - 1) % WEEK


def parse_hours(text: str) -> tuple[tuple[Span, ...], ...]:
    """Read "mon-fri 8:00-18:00, sat 9:00-13:00" into spans of minutes for each weekday; raise HoursError."""
    spans: list[list[Span]] = [[] for _ in DAYS]
    days: set[int] = set()
    for part in re.split(r"[,;]|(?<=\d)\s+(?=\d)", text):
        found = SPAN.search(part)
        named = [_days(each) for each in NAMED.finditer(part[: found.start()] if found else part)]
        fresh = {day for group in named for day in group}
        if fresh:
            days = days | fresh if days and _waiting(days, spans) else fresh
        if found is None:
            if not fresh:
                raise HoursError(part.strip())
            continue
        if not days:
            raise HoursError(part.strip())
        start, end = _minute(found[1], found[2], found[3]), _minute(found[4], found[5], found[6])
        if start > DAY or end > DAY or start == end:
            raise HoursError(part.strip())
        for day in days:
            _open(spans, day, start, end)
    if not any(spans):
        raise HoursError(text.strip())
    return tuple(_joined(each) for each in spans)


def _waiting(days: set[int], spans: list[list[Span]]) -> bool:
    """Whether days were named whose hours are still to come, as in "mon, wed, fri 8-17"."""
    return not any(spans[day] for day in days)


def _days(found: re.Match[str]) -> range | set[int]:
    try:
        first = DAYS.index(found[1].lower())
        last = DAYS.index((found[2] or found[1]).lower())
    except ValueError:
        raise HoursError(found[0].strip()) from None
    return range(first, last + 1) if first <= last else {*range(first, WEEK), *range(last + 1)}


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    clock = int(hour) % NOON + (NOON if half.lower() == "pm" else 0) if half else int(hour)
    return clock * 60 + int(minute or 0)


def _open(spans: list[list[Span]], day: int, start: int, end: int) -> None:
    if start < end:
        spans[day].append((start, end))
        return
    spans[day].append((start, DAY))
    if end:
        spans[(day + 1) % WEEK].append((0, end))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _length(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)


@dataclass(frozen=True, slots=True)
class Hours:
    """The shop's hours; `closed` are the holidays it keeps, names by day ordinal."""

    week: tuple[tuple[Span, ...], ...]
    closed: Mapping[int, str] = field(default_factory=dict)

    def spans(self, day: int) -> tuple[Span, ...]:
        return () if day in self.closed else self.week[weekday(day)]

    def is_open(self, minutes: int) -> bool:
        day, minute = divmod(minutes, DAY)
        return any(start <= minute < end for start, end in self.spans(day))

    def works(self, day: int) -> bool:
        """Whether the shop is open at all on that day."""
        return bool(self.spans(day))

    def counts_as_weekend(self, day: int) -> bool:
        """Whether it is a Saturday, Sunday or holiday the shop keeps, and not a regular working day."""
        return day in self.closed or (weekday(day) >= SATURDAY and not self.week[weekday(day)])

    def near(self, minutes: int, within: int) -> bool:
        """Whether the shop opens or closes within so many minutes of this one."""
        day = minutes // DAY
        return any(
            abs(each * DAY + edge - minutes) <= within
            for each in (day - 1, day, day + 1)
            for span in self.spans(each)
            for edge in span
        )

    def between(self, start: int, end: int) -> int:
        """Return the minutes the shop was open from `start` to `end`; 0 if the end is not later.

        Whole weeks are computed, not walked through.
        """
        weeks = max(0, (end // DAY - start // DAY - 1) // WEEK)
        resumed = start // DAY + 1 + weeks * WEEK
        shut = (day for day in self.closed if resumed - weeks * WEEK <= day < resumed)
        total = weeks * sum(map(_length, self.week)) - sum(_length(self.week[weekday(day)]) for day in shut)
        for day in (start // DAY, *range(resumed, end // DAY + 1)):
            for opens, closes in self.spans(day):
                total += max(0, min(end, day * DAY + closes) - max(start, day * DAY + opens))
        return total

    @property
    def usual_day(self) -> int:
        """Minutes of the longest day of the week."""
        return max(map(_length, self.week))
