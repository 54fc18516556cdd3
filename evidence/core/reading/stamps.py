"""Reads one date into its parts, without deciding which of two numbers is the day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from evidence.core.reading.months import month

DAY = 1440  # minutes
NO_TIME = -1
FIRST_YEAR = 1995
NEVER = 9999  # some systems write it for what has not happened
CENTURY = 2000
MONTHS, DAYS, HOURS, MINUTES, NOON = 12, 31, 24, 60, 12
SERIAL_DAYS = (30_000, 59_999)
SERIAL_START = date(1899, 12, 30).toordinal()
SECONDS_DIGITS = 10
MEMO = 8_192
LONGEST = 100  # characters of a date

# Only abbreviations with a single meaning, in minutes east of UTC.
ABBREVIATIONS = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
    "cet": 60,
    "cest": 120,
}


class Order(StrEnum):
    """What the first of two numbers is; NAMED if the date itself says so."""

    NAMED = "named"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    OPEN = "?"


class Stamp(NamedTuple):
    """A date in parts.

    `shape` identifies the format; `numbers` means that `one` and `two` are day and month in an open order, else they
    are month and day. `minute` is of the day or NO_TIME; `offset` is in minutes east of UTC; `half` means am or pm was
    given.
    """

    shape: str
    numbers: bool
    one: int
    two: int
    year: int
    minute: int
    offset: int | None
    half: bool
    bare: bool = False


NOTHING = Stamp("", numbers=False, one=0, two=0, year=0, minute=NO_TIME, offset=None, half=False)

TIME = (
    r"(?:(?:\s*[T@,]\s*|\s+(?:-\s+|(?:at|um|om|alle|ore|a\ las|as|às|à)\s+)?)(?:@\s*)?"
    r"(?P<h>\d{1,2})[:.hH](?P<mi>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[ap]\.?\s?m\b\.?))?"
    r"(?:\s*(?:Uhr|h)\b)?"
    r"(?:\s*(?P<off>(?:UTC|GMT)?[+\-−]\d{1,2}:?(?:\d{2})?|[A-Z]{3,4}\b|Z))?(?:\s*\([^)]*\))?)?\.?$"
)
ZONE_NAME = r"(?:[^\W\d_]{2,}\.?,?\s+)?"
FORMS = tuple(
    re.compile(form + TIME, re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})",
        ZONE_NAME + r"(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})",
        ZONE_NAME + r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?[\s/.\-]*(?:de\s+|of\s+)?(?P<name>[^\W\d_]{3,})\.?"
        r"(?P<sep>[\s/.,\-]*)(?:de\s+|del\s+)?(?P<y>\d{4}|\d{2})",
        ZONE_NAME
        + r"(?P<name>[^\W\d_]{3,})\.?(?P<sep>[\s/\-]*)(?P<d>\d{1,2})(?:st|nd|rd|th)?,?[\s/\-]+(?P<y>\d{4}|\d{2})",
        r"(?P<y>\d{4})(?P<sep>[\s/\-])(?P<name>[^\W\d_]{3,})\.?[\s/\-](?P<d>\d{1,2})",
    )
)
# The format of most systems, which skips the work of the other forms.
USUAL = re.compile(r"(\d{4})([-/])(\d\d)\2(\d\d)[ T]([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)?")
BARE = re.compile(r"\d{5}(?:[.,]\d+)?|\d{10}|\d{13}")


def parse(text: str) -> Stamp | None:
    """Read a cleaned, nonempty cell; None if it is not a date, NOTHING if its year means that there is none."""
    if len(text) > LONGEST:
        return None
    if found := USUAL.fullmatch(text):
        year, separator, one, two, hour, minute = found.groups()
        if FIRST_YEAR <= int(year) < NEVER and _is_date(int(year), int(one), int(two)):
            at = int(hour) * MINUTES + int(minute)
            return Stamp(f"0{separator}t", False, int(one), int(two), int(year), at, None, False)
    for number, form in enumerate(FORMS):
        if found := form.match(text):
            return _stamp(number, found.groupdict())
    return _bare(text) if BARE.fullmatch(text) else None


class Parser:
    """Reads dates, and remembers recent ones; it holds cells, so drop it after the pass."""

    def __init__(self) -> None:
        self._memo: dict[str, Stamp | None] = {}

    def __call__(self, text: str) -> Stamp | None:
        """Do as `parse`; None for an empty cell."""
        if text in self._memo:
            return self._memo[text]
        stamp = parse(text) if text else None
        if len(self._memo) >= MEMO:
            self._memo.clear()
        self._memo[text] = stamp
        return stamp


def _stamp(number: int, part: dict[str, str | None]) -> Stamp | None:
    text = part["y"] or ""
    year = int(text) + (CENTURY if len(text) == 2 else 0)  # noqa: PLR2004 -- two digits
    if not FIRST_YEAR <= year < NEVER:
        return NOTHING
    minute = _minute(part)
    offset = _offset(part["off"])
    if minute is None or (part["off"] and offset is None):
        return None
    numbers = "one" in part
    one = int(part["one"] or 0) if numbers else month(part["name"] or "") if "name" in part else int(part["m"] or 0)
    two = int(part["two"] or 0) if numbers else int(part["d"] or 0)
    if one is None or not (_is_date(year, one, two) or (numbers and _is_date(year, two, one))):
        return None
    seconds = "s" if numbers and part["s"] else ""
    shape = f"{number}{(part['sep'] or '').strip()}{'' if minute == NO_TIME else 't'}{seconds}"
    return Stamp(shape, numbers, one, two, year, minute, offset, bool(part["half"]))


def _is_date(year: int, one: int, two: int) -> bool:
    try:
        date(year, one, two)
    except ValueError:
        return False
    return True


def _minute(part: dict[str, str | None]) -> int | None:
    """Return minutes since midnight, NO_TIME without a time, None for an impossible one; 24:00 ends the day."""
    if part["h"] is None:
        return NO_TIME
    hour, minute, half = int(part["h"]), int(part["mi"] or 0), part["half"]
    if half and hour <= NOON:
        hour = hour % NOON + (NOON if half[0] in "pP" else 0)
    if minute >= MINUTES or int(part["s"] or 0) > MINUTES or hour * MINUTES + minute > DAY:
        return None
    return hour * MINUTES + minute


def _offset(text: str | None) -> int | None:
    if text is None:
        return None
    name = text.lower()
    if name in ABBREVIATIONS:
        return ABBREVIATIONS[name]
    found = re.fullmatch(r"(?:utc|gmt)?([+\-−])(\d{1,2}):?(\d{2})?", name)
    if found is None:
        return None
    minutes = int(found[2]) * MINUTES + int(found[3] or 0)
    return minutes if found[1] == "+" else -minutes


def _bare(text: str) -> Stamp | None:
    """Read days since the end of 1899, as spreadsheets count, or seconds or milliseconds since 1970."""
    if len(text.partition(".")[0].partition(",")[0]) < SECONDS_DIGITS:
        days = float(text.replace(",", "."))
        if not SERIAL_DAYS[0] <= days < SERIAL_DAYS[1] + 1:
            return None
        day, minute = divmod(round(days * DAY), DAY)
        when = date.fromordinal(SERIAL_START + day)
        return Stamp("days", False, when.month, when.day, when.year, minute, None, False, True)
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text[:SECONDS_DIGITS]))
    if moment.year < FIRST_YEAR:
        return NOTHING
    minute = moment.hour * MINUTES + moment.minute
    return Stamp("seconds", False, moment.month, moment.day, moment.year, minute, 0, False, True)


def wall(stamp: Stamp, order: Order) -> int | None:
    """Return minutes since the year 1 on the stamp's own clock; None if it is not a date in that order."""
    one, two = (stamp.two, stamp.one) if stamp.numbers and order is Order.DAY_FIRST else (stamp.one, stamp.two)
    try:
        return date(stamp.year, one, two).toordinal() * DAY + max(stamp.minute, 0)
    except ValueError:
        return None
