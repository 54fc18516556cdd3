"""Tickets nobody called in: alerts, clockwork, runs typed in, dates of tomorrow and of long ago."""

from __future__ import annotations

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.measures.machines import People, leave_out
from evidence.core.reading.ticket import Loaded, Ticket
from tests.evidence.core.cases import HOURS, WHEN, every_day, make_ticket


def people(tickets: list[Ticket], *, timed: bool = True, **replies: bool) -> People:
    return leave_out(Loaded(tickets=tickets, timed=timed), HOURS, Replies(**replies), WHEN.upload)  # type: ignore[arg-type]


def test_alerts_are_left_out() -> None:
    alert, call = make_ticket("11-02 02:05", machine=True), make_ticket("11-02 10:00")
    assert people([alert, call]) == People((call,), alerts=1)


def at_night(days: int, minute: str = "02:05") -> list[Ticket]:
    return [make_ticket(f"11-{2 + day:02} {minute}") for day in range(days)]


def test_the_same_minute_of_five_nights_is_clockwork() -> None:
    calls = every_day(15)
    found = people([*calls, *at_night(5)])
    assert (found.tickets, found.clockwork, found.clockwork_at) == (tuple(calls), 5, ("02:05",))
    assert found.asks == (Ask(Topic.CLOCKWORK, {"n": 5, "at": ["02:05"]}),)
    kept = people([*calls, *at_night(5)], keep_clockwork=True)
    assert (len(kept.tickets), kept.clockwork, kept.asks) == (20, 0, found.asks)


def test_four_nights_a_busy_night_and_a_day_are_no_clockwork() -> None:
    assert people([*every_day(15), *at_night(4)]).clockwork == 0
    assert people([make_ticket("11-02 02:05") for _ in range(6)]).clockwork == 0
    assert people(every_day(30)).clockwork == 0
    assert people(at_night(5), timed=False).clockwork == 0


def test_tickets_scattered_over_the_night_are_not_over_eight_times_as_often() -> None:
    scattered = [make_ticket(f"11-{2 + n % 20:02} {n % 6:02}:{n % 60:02}") for n in range(1000)]
    assert people(scattered, keep_bursts=True).clockwork == 0


def test_eight_tickets_two_minutes_apart_were_typed_in_together() -> None:
    calls = every_day(40, "09-28 10:00")
    run = [make_ticket(f"11-18 19:{10 + 2 * n}") for n in range(8)]
    found = people([*calls, *run])
    assert (found.tickets, found.bursts, found.typed_in_together) == (tuple(calls), 8, False)
    assert found.asks == (Ask(Topic.BURSTS, {"n": 8}),)
    assert people([*calls, *run[:7]]).bursts == 0
    assert people([*calls, *run], timed=False).bursts == 0
    assert len(people([*calls, *run], keep_bursts=True).tickets) == 48
    assert people([*calls[:30], *run]).typed_in_together


def test_above_sixty_tickets_a_day_nothing_is_a_run() -> None:
    crowd = [make_ticket(f"11-{day:02} {9 + n // 60:02}:{n % 60:02}") for day in (18, 19) for n in range(61)]
    found = people(crowd)
    assert (found.bursts, found.asks) == (0, (Ask(Topic.TOO_MANY, {"a_day": 61}),))


def test_tomorrow_is_left_out_and_asked_about_above_two_in_a_hundred() -> None:
    calls, tomorrow = every_day(20), make_ticket("11-26 00:00")
    found = people([*calls, make_ticket("11-25 23:59"), tomorrow])
    assert (len(found.tickets), found.future, found.asks) == (21, 1, (Ask(Topic.FUTURE, {"n": 1}),))
    assert people([*calls * 3, tomorrow]).asks == ()


def test_a_stray_of_long_ago_is_left_out_and_a_shop_that_starts_again_is_not() -> None:
    old = make_ticket("2026-01-02 10:00")
    calls = [each for hour in range(9, 14) for each in every_day(20, f"10-26 {hour:02}:00")]
    assert (people([old, *calls]).strays, len(people([old, *calls]).tickets)) == (1, 100)
    assert people([old, *calls[:90]]).strays == 0  # over one in a hundred
    assert people([make_ticket("2026-09-01 10:00"), *calls]).strays == 0
    early = [make_ticket(f"2026-01-{day:02} 10:00") for day in range(1, 29)] * 4
    assert people([*early, make_ticket("11-24 10:00")]).strays == 0
