"""Detects a clock that is off: moving all tickets by whole hours must put clearly more of them in shop hours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.core.reading.ticket import Ticket
from evidence.core.shop.clock import Clock
from evidence.core.shop.hours import DAY, Hours

LEAST = 50  # tickets
FARTHEST = 13  # hours
LEAST_HOURS, LEAST_GAIN = 2, 0.10
DAY_AND_NIGHT = 0.55
NIGHT_ENDS = 6


@dataclass(frozen=True, slots=True)
class Shift:
    """Shares of tickets in shop hours, as read and at the best shift; `best_hours` and `zone_offset` are hours."""

    inside_as_read: float
    best_hours: int
    inside_shifted: float
    zone_offset: float
    night: float

    @property
    def ask(self) -> bool:
        gain = self.inside_shifted - self.inside_as_read
        return abs(self.best_hours) >= LEAST_HOURS and gain >= LEAST_GAIN - 1e-9

    @property
    def looks_utc(self) -> bool:
        return self.ask and abs(self.best_hours - self.zone_offset) <= 1

    @property
    def day_and_night(self) -> bool:
        return self.inside_shifted >= DAY_AND_NIGHT


def find_shift(tickets: Sequence[Ticket], hours: Hours, clock: Clock) -> Shift | None:
    """Find the best shift; None below LEAST tickets.

    Holidays count as usual days, and of equal shifts the shortest wins.
    """
    if len(tickets) < LEAST:
        return None
    hours = Hours(hours.week)
    often = Counter(each.created // 60 for each in tickets)
    quarters = (
        Counter(each.created for each in tickets) if _odd(hours) else Counter({h * 60: n for h, n in often.items()})
    )
    inside = {
        move: sum(n for minute, n in quarters.items() if hours.is_open(minute + move * 60))
        for move in range(-FARTHEST, FARTHEST + 1)
    }
    best = max(inside, key=lambda move: (inside[move], -abs(move), move))
    middle = (tickets[0].created + tickets[-1].created) // 2
    return Shift(
        inside_as_read=inside[0] / len(tickets),
        best_hours=best,
        inside_shifted=inside[best] / len(tickets),
        zone_offset=clock.shop_offset(middle) / 60,
        night=sum(each.created % DAY < NIGHT_ENDS * 60 for each in tickets) / len(tickets),
    )


def _odd(hours: Hours) -> bool:
    """Whether the shop opens or closes at a minute other than a full hour."""
    return any(edge % 60 for spans in hours.week for span in spans for edge in span)
