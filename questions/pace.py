"""Counts how fast something comes, in this process's memory."""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta
from threading import Lock
from time import monotonic

MOST_KEYS = 10_000  # about a megabyte; past that the one unused for longest is forgotten


class Pace:
    """Lets each key do something `most` times at once, and from then on `most` times in each stretch of `within`."""

    def __init__(self, most: int, within: timedelta, *, keys: int = MOST_KEYS) -> None:
        self.most, self.keys = most, keys
        self.rate = most / within.total_seconds()
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()  # how full it is, and when
        self._lock = Lock()

    def wait(self, key: str, *, now: float | None = None) -> timedelta:
        """Count one more; return zero, or how long until it may be done, which then is not counted."""
        now = monotonic() if now is None else now
        with self._lock:
            level, before = self._levels.get(key, (0.0, now))
            level = max(0.0, level - (now - before) * self.rate)
            over = level + 1 - self.most
            if over > 0:
                return timedelta(seconds=over / self.rate)
            self._levels[key] = (level + 1, now)
            self._levels.move_to_end(key)
            if len(self._levels) > self.keys:
                self._levels.popitem(last=False)
        return timedelta()

    def clear(self) -> None:
        with self._lock:
            self._levels.clear()
