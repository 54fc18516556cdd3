"""How each measure is counted, what it cannot see, and what went into it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evidence.core.kept import Kept, Row
from evidence.core.measures.finding import Measure
from evidence.core.shop.hours import WEEK, parse_hours
from evidence.holiday import countries
from evidence.words.days import clock_text, iso_text, span_text
from evidence.words.pictures import weekday

HOW = {
    Measure.AFTER_HOURS: gettext_lazy(
        "At most: every ticket created outside your hours. At least: those over 30 minutes from opening or closing "
        "that came by phone, or that someone answered, finished or logged time on within four hours, outside hours "
        "too. Created means when it was logged: email that waited counts at most, a call nobody logged counts nowhere."
    ),
    Measure.WEEKENDS: gettext_lazy(
        "At least: Saturdays, Sundays and holidays you were closed on with a first answer, a finished ticket or logged "
        "time. At most: those with a new ticket too. Paperwork, drives and the phone leave no ticket."
    ),
    Measure.CAME_BACK: gettext_lazy(
        "Jobs finished at least a week before the file's last ticket. At least: reopened, or the same client was back "
        "within a week with a subject that shares half of its words. At most: the same client was back with anything. "
        "A busy client is always back within a week."
    ),
    Measure.FIRST_ANSWER: gettext_lazy(
        "Tickets written in during your hours, of the two highest priorities, in business minutes to the first answer. "
        "The two numbers hold the true middle nine times in ten. On the phone the first answer is the call itself."
    ),
    Measure.UNPLANNED: gettext_lazy(
        "Hours by type of ticket. At least: incidents, problems, questions, repairs. At most: what could be either, "
        "such as requests and tasks. One project may be one ticket."
    ),
    Measure.WEEK: gettext_lazy("Tickets of full weeks by weekday. Even is Monday's share of your working days."),
    Measure.AGAIN: gettext_lazy("The same client with the same subject words, three times or more in 90 days."),
    Measure.BUSIEST: gettext_lazy("Tickets by client, over the whole file. Who they are is not kept."),
    Measure.OPEN_NOW: gettext_lazy("Tickets without an end. Closing all old ones in one sweep hides their age."),
}


def how_counted(row: Row) -> str:
    said = str(HOW[Measure(row.measure)])
    if row.n is None:
        return said
    counted = {
        Measure.WEEKENDS: _("%(n)s such days in the four weeks."),
        Measure.CAME_BACK: _("%(n)s jobs counted."),
    }.get(Measure(row.measure), _("%(n)s tickets counted."))
    return f"{said} {counted % {'n': row.n}}"


def what_went_in(kept: Kept) -> list[tuple[str, str]]:
    """Return the period, the settings and what was left out, each with its name."""
    return list(_facts(kept))


def _facts(kept: Kept) -> Iterator[tuple[str, str]]:
    counts, said = kept.counts, kept.settings
    if kept.first:
        yield _("The file"), span_text(date.fromisoformat(kept.first), date.fromisoformat(kept.last))
    if kept.window[0]:
        first, last = (date.fromisoformat(day) for day in kept.window)
        yield _("The four weeks"), span_text(first, last)
    yield _("Read on"), iso_text(kept.uploaded)
    yield _("Rows"), f"{counts['rows']:,}"
    yield _("Tickets"), f"{counts['tickets']:,}"
    for name, title in LEFT_OUT.items():
        if counts.get(name):
            yield str(title), f"{counts[name]:,}"
    if counts.get("entries"):
        yield _("Time entries"), f"{counts['entries']:,}"
    if counts.get("clients"):
        yield _("Clients, by number only"), f"{counts['clients']:,}"
    yield _("Your hours"), hours_text(str(said["hours"]))
    yield _("Your time zone"), str(said["zone"]).replace("_", " ")
    if said.get("file_zone") not in (None, said["zone"]):
        yield _("The file's time zone"), str(said["file_zone"]).replace("_", " ")
    if said.get("country"):
        name = countries().get(str(said["country"]), str(said["country"]))
        yield _("Holidays of"), f"{name} ({said['region']})" if said.get("region") else name
    if said.get("open_on"):
        yield _("Holidays you were open on"), ", ".join(iso_text(str(day)) for day in said["open_on"])


LEFT_OUT = {
    "alerts": gettext_lazy("Left out: written by machines"),
    "clockwork": gettext_lazy("Left out: came like clockwork"),
    "bursts": gettext_lazy("Left out: typed in together"),
    "future": gettext_lazy("Left out: after the day you uploaded"),
    "strays": gettext_lazy("Left out: long before all others"),
    "unreadable": gettext_lazy("Rows without a readable date"),
}


def hours_text(hours: str) -> str:
    """Return the week's hours in words, days with the same hours together."""
    week = parse_hours(hours)
    parts, day = [], 0
    while day < WEEK:
        last = day
        while last + 1 < WEEK and week[last + 1] == week[day]:
            last += 1
        if week[day]:
            days = weekday(day, short=True) + (f"-{weekday(last, short=True)}" if last > day else "")
            spans = ", ".join(
                f"{clock_text(*divmod(start, 60))} to {clock_text(*divmod(end, 60))}" for start, end in week[day]
            )
            parts.append(f"{days} {spans}")
        day = last + 1
    return "; ".join(parts)
