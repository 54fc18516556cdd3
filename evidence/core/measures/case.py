"""The input of every measure: people's tickets, the shop's hours, the four weeks, and the open questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from evidence.core.asked import ASSUMED, Replies, Topic
from evidence.core.measures.finding import Because, Reason
from evidence.core.measures.shift import Shift
from evidence.core.measures.window import DAYS, Window
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.vocabulary import Role
from evidence.core.shop.hours import DAY, Hours

SWEEP = 8  # tickets finished in the same minute
MOSTLY = 0.8
ONE_MINUTE = 1


@dataclass(frozen=True, slots=True)
class Case:
    """Times are minutes on the shop's clock; `begins` is the file's first ticket of any kind, including machines."""

    tickets: tuple[Ticket, ...]
    hours: Hours
    window: Window
    begins: int
    as_of: int
    roles: frozenset[Role]
    timed: bool
    typed_in_together: bool
    replies: Replies
    shift: Shift | None
    open: tuple[Topic, ...]
    sweeps: frozenset[int]
    owner: int | None = None

    @property
    def first(self) -> int:
        return self.tickets[0].created

    @property
    def last(self) -> int:
        return self.tickets[-1].created

    @property
    def days(self) -> int:
        """Days from the first ticket to the last, both counted."""
        return self.last // DAY - self.first // DAY + 1

    @property
    def in_window(self) -> list[Ticket]:
        return [each for each in self.tickets if self.window.holds(each.created)]

    def has(self, *roles: Role) -> bool:
        return any(role in self.roles for role in roles)

    def worked_first(self, ticket: Ticket) -> int | None:
        """Return when a person first answered, in minutes; None within a minute, which only a machine does."""
        if ticket.first is None or ticket.first - ticket.created <= ONE_MINUTE:
            return None
        return ticket.first

    def finish(self, ticket: Ticket) -> int | None:
        """Return when a ticket was finished; None if eight or more were in that minute."""
        return None if ticket.finished in self.sweeps else ticket.finished

    def worked_finish(self, ticket: Ticket) -> int | None:
        """Return when a person resolved it; None if eight or more were finished in that minute."""
        return None if ticket.resolved in self.sweeps else ticket.resolved

    @property
    def doubt(self) -> Because | None:
        """The first reason not to compare this file with the answers; None without one."""
        waiting = next((topic.value for topic in self.open if topic not in ASSUMED), None)
        nights = not self.timed or self.shift is None or self.shift.day_and_night
        reasons = (
            (waiting is not None, Because(Reason.OPEN_QUESTION, {"topic": waiting})),
            (not self.replies.whole, Because(Reason.NOT_WHOLE)),
            (not self.window.covered, Because(Reason.NOT_COVERED, {"days": self.days, "needed": DAYS})),
            (not self.window.near_answers, Because(Reason.OTHER_TIME)),
            (self.window.fades, Because(Reason.FADES)),
            (not nights, Because(Reason.NO_DAY_AND_NIGHT)),
        )
        return next((because for holds, because in reasons if holds), None)

    @property
    def doubt_of_times(self) -> Because | None:
        """The same for a measure that depends on times of day."""
        return Because(Reason.TIMES_OFF) if Topic.SHIFT in self.open else self.doubt


def find_sweeps(tickets: tuple[Ticket, ...]) -> frozenset[int]:
    """Return the minutes in which at least eight tickets were finished."""
    often = Counter(each.finished for each in tickets if each.finished is not None)
    return frozenset(minute for minute, n in often.items() if n >= SWEEP)


def person_of(case: Case) -> tuple[str, Mapping[int, int]] | None:
    """Return the client by a ticket's index, or else the caller, whichever 80% of tickets have; None if neither."""
    for name, whose in (
        ("client", {at: each.client for at, each in enumerate(case.tickets) if each.client is not None}),
        ("requester", {at: each.requester for at, each in enumerate(case.tickets) if each.requester is not None}),
    ):
        if len(whose) >= MOSTLY * len(case.tickets):
            return name, whose
    return None
