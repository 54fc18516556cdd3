"""A plan as a calendar program reads it."""

from datetime import UTC, date, datetime

from icalendar import Calendar

from plans.core.ics import Entry, calendar

AT = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
TITLE = "Call back; the landlord, today \\ 'é'" + "é" * 90 + "\u202eمتجر"


def test_each_entry_is_a_whole_day_that_takes_no_time() -> None:
    text = calendar("Plan of Bob's, Ann's; Zoë's", [Entry("a@example.com", TITLE, date(2026, 12, 31), 3, AT)])
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    found = Calendar.from_ical(text)
    assert (found["version"], found["x-wr-calname"]) == ("2.0", "Plan of Bob's, Ann's; Zoë's")
    (event,) = found.walk("VEVENT")
    assert {name: event.decoded(name) for name in ("dtstart", "dtend", "dtstamp", "last-modified", "sequence")} == {
        "dtstart": date(2026, 12, 31),
        "dtend": date(2027, 1, 1),
        "dtstamp": AT,
        "last-modified": AT,
        "sequence": 3,
    }
    assert (event["summary"], event["uid"]) == (TITLE, "a@example.com")
    assert (event["transp"], event["class"]) == ("TRANSPARENT", "PRIVATE")


def test_a_plan_with_nothing_left_is_an_empty_calendar() -> None:
    assert Calendar.from_ical(calendar("Plan", [])).walk("VEVENT") == []
