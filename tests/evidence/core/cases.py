"""Tickets and cases by hand, for measures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from evidence.core.asked import Replies, Topic
from evidence.core.measures.case import Case, find_sweeps
from evidence.core.measures.window import When, find_window
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.vocabulary import Role
from evidence.core.shop.clock import to_minutes
from evidence.core.shop.hours import Hours, parse_hours

HOURS = Hours(parse_hours("mon-fri 8:00-18:00"), {datetime(2026, 11, 11).toordinal(): "Veterans Day"})  # noqa: DTZ001
WHEN = When(to_minutes(datetime(2026, 11, 25, 19)), datetime(2026, 11, 25).toordinal())  # noqa: DTZ001
MOMENTS = ("finished", "first", "resolved")
ROLES = frozenset(Role) - {Role.FIRST_FOR}


def at(text: str) -> int:
    """Minutes of "2026-11-18 20:00"; without a year it is 2026."""
    return to_minutes(datetime.fromisoformat(text if text[:2] == "20" else f"2026-{text}"))


def make_ticket(created: str, **fields: Any) -> Ticket:
    """A ticket; fields that are moments may be given as `at` takes them. What is finished was resolved."""
    moments: dict[str, Any] = {
        name: at(value) if name in MOMENTS and isinstance(value, str) else value for name, value in fields.items()
    }
    moments.setdefault("resolved", moments.get("finished"))
    ticket = Ticket(created=at(created), last_created=at(created), **moments)
    ticket.latest = max(ticket.created, ticket.finished or 0, ticket.first or 0)
    return ticket


def make_case(tickets: Iterable[Ticket], *, open: tuple[Topic, ...] = (), **fields: Any) -> Case:  # noqa: A002
    """A case of these tickets, from October 26 to November 25 by two quiet ones, unless the file is their own."""
    edges = [] if fields.pop("alone", False) else [make_ticket("10-26 10:00"), make_ticket("11-25 10:00")]
    found = tuple(sorted((*tickets, *edges), key=lambda ticket: ticket.created))
    replies = fields.pop("replies", Replies())
    hours = fields.pop("hours", HOURS)
    as_of = max(each.latest for each in found)
    when = fields.pop("when", WHEN)
    given: dict[str, Any] = {
        "tickets": found,
        "hours": hours,
        "window": find_window(found, as_of, hours, when, said_whole=replies.covers_from_to),
        "begins": found[0].created,
        "as_of": as_of,
        "roles": ROLES,
        "timed": True,
        "typed_in_together": False,
        "replies": replies,
        "shift": None,
        "open": open,
        "sweeps": find_sweeps(found),
    }
    return Case(**(given | fields))


def every_day(count: int, first: str = "10-26 10:00", **fields: Any) -> list[Ticket]:
    """So many tickets, one a day at the same time, without the days the shop is closed."""
    found: list[Ticket] = []
    moment = datetime.fromisoformat(f"2026-{first}")
    while len(found) < count:
        if HOURS.works(moment.toordinal()):
            found.append(make_ticket(moment.isoformat(" ", "minutes"), **fields))
        moment += timedelta(days=1)
    return found
