"""Remembers three tickets that tell whether dates were read right: the earliest hour, the latest, a day over 12."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.core.reading.ticket import Ticket
from evidence.core.shop.clock import DAY, to_moment

LAST_DOUBTFUL_DAY = 12


@dataclass(slots=True)
class Telling:
    """The tickets so far, each with its number in the file, which is for the owner's eyes only; `most` is a minute."""

    least: int = DAY
    most: int = -1
    earliest: tuple[str, Ticket] | None = None
    latest: tuple[str, Ticket] | None = None
    late_day: tuple[str, Ticket] | None = None

    def wants(self, created: int) -> bool:
        """Whether a row with this minute would be remembered."""
        return created % DAY < self.least or created % DAY > self.most or self.late_day is None

    def add(self, created: int, name: str, ticket: Ticket) -> None:
        """Take in a row of a ticket; a machine's ticket is never chosen."""
        if ticket.machine:
            return
        minute = created % DAY
        if minute < self.least:
            self.least, self.earliest = minute, (name, ticket)
        if minute > self.most:
            self.most, self.latest = minute, (name, ticket)
        if self.late_day is None and to_moment(created).day > LAST_DOUBTFUL_DAY:
            self.late_day = (name, ticket)

    def chosen(self) -> tuple[tuple[str, Ticket], ...]:
        """Return at most three different tickets."""
        found = [each for each in (self.earliest, self.latest, self.late_day) if each]
        return tuple({id(ticket): (name, ticket) for name, ticket in found}.values())
