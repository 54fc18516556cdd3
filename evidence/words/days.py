"""Days and moments in words, the example tickets of a file, and the file in one line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAY, SHORT_DAY = "F j, Y", "F j"
NOON = 12


def date_text(day: date) -> str:
    return formatted(day, DAY)


def clock_text(hour: int, minute: int) -> str:
    """Return a time of day as in 6:44 am, a full hour as in 8 am."""
    half = _("am") if hour % 24 < NOON else _("pm")
    return f"{hour % NOON or NOON}{f':{minute:02}' if minute else ''} {half}"


def moment_text(moment: datetime) -> str:
    return _("%(weekday)s, %(day)s at %(time)s") % {
        "weekday": formatted(moment, "l"),
        "day": formatted(moment, DAY),
        "time": clock_text(moment.hour, moment.minute),
    }


def iso_text(day: str) -> str:
    """Return an ISO day in words; empty for none."""
    return date_text(date.fromisoformat(day)) if day else ""


def told_text(told: dict[str, Any]) -> str:
    """Return one example ticket in words, for the owner to check."""
    came = datetime.fromisoformat(told["created"])
    words = {"id": told["id"], "came": moment_text(came)}
    text = _("Ticket %(id)s came in on %(came)s") if told["id"] else _("A ticket came in on %(came)s")
    said = text % words
    if told["finished"]:
        end = datetime.fromisoformat(told["finished"])
        same = end.date() == came.date()
        finished = clock_text(end.hour, end.minute) if same else moment_text(end)
        said += " " + (_("and was finished at %(end)s") if same else _("and was finished on %(end)s")) % {
            "end": finished
        }
    if told["minutes"] is not None:
        minutes = ngettext("%(n)s minute of work", "%(n)s minutes of work", told["minutes"]) % {"n": told["minutes"]}
        said += "; " + minutes
    return said + "."


def file_text(pages: dict[str, Any]) -> str:
    """Return the file in one line."""
    file = pages["file"]
    words = {"rows": f"{file['rows']:,}", "tickets": f"{file['tickets']:,}"}
    if "first_created" not in file:
        return _("%(rows)s rows, %(tickets)s tickets") % words
    first, last = (date.fromisoformat(file[name][:10]) for name in ("first_created", "last_created"))
    words |= {"days": span_text(first, last)}
    return _("%(rows)s rows, %(tickets)s tickets, %(days)s") % words


def span_text(first: date, last: date) -> str:
    """Return two days, such as "October 28 to November 24, 2026"."""
    begins = formatted(first, SHORT_DAY if first.year == last.year else DAY)
    return _("%(first)s to %(last)s") % {"first": begins, "last": formatted(last, DAY)}


def between_text(first: date, last: date) -> str:
    begins = formatted(first, SHORT_DAY if first.year == last.year else DAY)
    return _("between %(first)s and %(last)s") % {"first": begins, "last": formatted(last, DAY)}
