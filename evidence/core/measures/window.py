"""The four weeks: 28 days ending with the last full day, and whether they match the time of the answers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.core.measures.machines import by_created
from evidence.core.reading.ticket import Ticket
from evidence.core.shop.hours import DAY, WEEK, Hours

DAYS = 28
WEEKS = 4
LATE_START = 3  # days into the window within which a file may still begin
LEAST_OVERLAP, MOST_AGE = 14, 35
FADES, LEAST_TO_FADE = 5, 12


@dataclass(frozen=True, slots=True)
class When:
    """When the file was uploaded, in minutes on the shop's clock, and the day of the answers, as an ordinal."""

    upload: int
    submitted: int


@dataclass(frozen=True, slots=True)
class Window:
    """Days as ordinals, both included; `per_week` counts tickets, oldest seven days first."""

    first: int
    last: int
    per_week: tuple[int, ...]
    covered: bool
    overlap: int
    age: int
    holidays: tuple[int, ...]

    @property
    def start(self) -> int:
        return self.first * DAY

    @property
    def end(self) -> int:
        """The first minute after it."""
        return (self.last + 1) * DAY

    @property
    def tickets(self) -> int:
        return sum(self.per_week)

    @property
    def near_answers(self) -> bool:
        return self.overlap >= LEAST_OVERLAP and self.age <= MOST_AGE

    @property
    def fades(self) -> bool:
        """Whether the busiest week has over five times the quietest, as in a file of open or lately changed tickets."""
        return self.tickets >= LEAST_TO_FADE and max(self.per_week) > FADES * min(self.per_week)

    def holds(self, minutes: int) -> bool:
        return self.start <= minutes < self.end


def find_window(tickets: Sequence[Ticket], as_of: int, hours: Hours, when: When, *, said_whole: bool) -> Window:
    """Find the window; `tickets` are sorted by creation and not empty, `as_of` is the latest stamp of any."""
    newest = tickets[-1].created // DAY
    last = newest if as_of // DAY > newest else newest - 1
    first = last - DAYS + 1
    edges = [bisect_left(tickets, (first + WEEK * week) * DAY, key=by_created) for week in range(WEEKS + 1)]
    return Window(
        first=first,
        last=last,
        per_week=tuple(edges[week + 1] - edges[week] for week in range(WEEKS)),
        covered=said_whole or tickets[0].created // DAY <= first + LATE_START,
        overlap=max(0, min(last, when.submitted - 1) - max(first, when.submitted - DAYS) + 1),
        age=when.upload // DAY - last - 1,
        holidays=tuple(day for day in range(first, last + 1) if day in hours.closed),
    )
