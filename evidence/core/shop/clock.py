"""Counts every moment in minutes on the shop's own clock: the day's ordinal times 1440, plus the minute of the day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

DAY = 1440
STEP = 15  # clocks change on quarters of an hour
START = datetime(1, 1, 1)  # noqa: DTZ001 -- a wall clock has no zone


class Clock:
    """Converts the file's minutes to the shop's.

    `doubled` counts minutes that a clock shows twice, `impossible` those it skips; both are left as they are.
    """

    def __init__(self, shop: tzinfo, file: tzinfo | None = None) -> None:
        self.shop = shop
        self.file = file or shop
        self.doubled = 0
        self.impossible = 0
        self._same = str(self.file) == str(self.shop)
        self._offsets: dict[tuple[bool, int], tuple[int, int]] = {}

    def to_shop(self, minutes: int, offset: int | None) -> int:
        """Convert minutes of the file; `offset` is in minutes east of UTC, None to use the file's zone."""
        if offset is None:
            before, after = self._file_offsets(minutes)
            if before != after:
                self.doubled += before > after
                self.impossible += before < after
            if self._same:
                return minutes
            offset = before
        moment = minutes - offset
        return moment + self._shop_offset(moment)

    def doubled_at(self, minutes: int) -> bool:
        """Whether the shop's clock shows this minute twice."""
        before, after = _offsets(self.shop, minutes)
        return before > after

    def shop_offset(self, minutes: int) -> int:
        """Return the shop's offset at a minute of its own clock, in minutes east of UTC."""
        return _offsets(self.shop, minutes)[0]

    def _file_offsets(self, minutes: int) -> tuple[int, int]:
        key = (True, minutes // STEP)
        if key not in self._offsets:
            self._offsets[key] = _offsets(self.file, minutes)
        return self._offsets[key]

    def _shop_offset(self, moment: int) -> int:
        key = (False, moment // STEP)
        if key not in self._offsets:
            at = to_moment(moment).replace(tzinfo=UTC).astimezone(self.shop).utcoffset()
            self._offsets[key] = (_minutes(at), 0)
        return self._offsets[key][0]


def _offsets(zone: tzinfo, minutes: int) -> tuple[int, int]:
    """Return the offsets before and after a clock change at this minute, equal if there is none."""
    at = to_moment(minutes)
    return _minutes(zone.utcoffset(at.replace(fold=0))), _minutes(zone.utcoffset(at.replace(fold=1)))


def _minutes(offset: timedelta | None) -> int:
    return 0 if offset is None else int(offset.total_seconds() // 60)


def to_minutes(moment: datetime) -> int:
    """Convert a naive moment to the minutes that the core counts in."""
    return moment.toordinal() * DAY + moment.hour * 60 + moment.minute


def to_moment(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes - DAY)
