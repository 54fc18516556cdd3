"""All measures together: clock changes, ends before beginnings, and files with nobody in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.measures.finding import Measure
from evidence.core.measures.measuring import Measured, measure
from evidence.core.reading.run import Run
from evidence.core.reading.ticket import Loaded, Ticket
from evidence.core.shop.clock import Clock
from evidence.library import vocabulary
from tests.evidence.core.cases import HOURS, ROLES, WHEN, at, every_day, make_ticket
from tests.evidence.exports import CHICAGO, KEY


def measured(tickets: Iterable[Ticket], asked: Iterable[Ask] = (), **replies: Any) -> Measured | None:
    run = Run(vocabulary(), Clock(CHICAGO), Replies(**replies), KEY)
    return measure(Loaded(list(tickets), roles=ROLES, timed=True), HOURS, run, WHEN, asked)


def test_every_measure_is_taken_once() -> None:
    found = measured(every_day(20))
    assert found is not None
    assert [each.measure for each in found.findings] == list(Measure)


def test_a_file_of_machines_measures_nothing() -> None:
    assert measured([make_ticket("11-18 10:00", machine=True)]) is None
    assert measured([]) is None


def test_when_clocks_go_back_an_end_before_its_start_is_no_time() -> None:
    ticket = make_ticket("11-01 01:50", first="11-01 01:05", finished="11-01 01:10")
    measured([ticket, *every_day(20)])
    assert (ticket.first, ticket.finished, ticket.resolved) == (ticket.created,) * 3
    usual = make_ticket("11-03 01:50", first="11-03 01:05")
    measured([usual, *every_day(20)])
    assert usual.first == at("11-03 01:05")


def test_ends_before_beginnings_are_asked_about_above_two_in_a_hundred() -> None:
    wrong = [make_ticket("11-03 10:00", finished="11-03 09:00")]
    found, settled = (
        measured([*wrong, *every_day(20)]),
        measured([*wrong, *every_day(20)], settled={Topic.FINISHED_FIRST}),
    )
    assert found is not None
    assert settled is not None
    assert (found.asks, settled.asks) == ((Ask(Topic.FINISHED_FIRST, {"n": 1}),), ())


def test_the_file_begins_with_its_first_ticket_of_any_kind_and_stamps_of_tomorrow_do_not_end_it() -> None:
    machine = make_ticket("10-20 02:05", machine=True)
    late = make_ticket("11-24 10:00", finished="12-24 10:00")
    found = measured([machine, *every_day(18), late])
    assert found is not None
    assert (found.begins, found.ends, found.as_of) == (at("10-20 02:05"), at("11-24 10:00"), at("11-24 10:00"))
