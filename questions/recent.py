"""Values made lately, kept in this process's memory: so many, and each for so long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import timedelta
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

V = TypeVar("V")


class Recent(Generic[V]):
    """Past `most` the one unused for longest goes; after `within` each is made anew, and none is kept much longer."""

    def __init__(self, most: int, within: timedelta) -> None:
        self.most, self.within = most, within.total_seconds()
        self.kept = 0  # how often what was asked for was there
        self._values: OrderedDict[Hashable, tuple[float, V]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], V], *, now: float | None = None) -> V:
        """Return the value of this key, made now unless it was lately; what `make` raises keeps nothing."""
        now = monotonic() if now is None else now
        with self._lock:
            made, value = self._values.get(key, (None, None))
            if made is not None and now - made < self.within:
                self._values.move_to_end(key)
                self.kept += 1
                return value  # type: ignore[return-value]  # made has a moment only with a value
        fresh = make()
        with self._lock:
            self._values[key] = (now, fresh)
            self._values.move_to_end(key)
            for old in [each for each, (moment, _) in self._values.items() if now - moment >= self.within]:
                del self._values[old]
            while len(self._values) > self.most:
                self._values.popitem(last=False)
        return fresh

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self.kept = 0

    def __len__(self) -> int:
        return len(self._values)
