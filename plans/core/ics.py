"""A plan as a calendar: each thing to do on its day, and nothing of any answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Is it working?//Plan//EN"
LOOK_AGAIN = "PT12H"  # how often a calendar program is asked to look


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do; `uid` stays the same for good, `version` and `changed` say which is newer."""

    uid: str
    title: str
    day: date
    version: int
    changed: datetime


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """Return an iCalendar file (RFC 5545) of whole days that take no time."""
    made = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", name)):
        made.add(key, value)
    made.add("x-published-ttl", LOOK_AGAIN)
    for entry in entries:
        event = Event()
        for key, moment in (("dtstart", entry.day), ("dtend", entry.day + timedelta(days=1))):
            event.add(key, moment)
        for key, moment in (("dtstamp", entry.changed), ("last-modified", entry.changed)):
            event.add(key, moment)
        event.add("uid", entry.uid)
        event.add("sequence", entry.version)
        event.add("summary", entry.title)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    found: bytes = made.to_ical()
    return found
