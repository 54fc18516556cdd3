"""Three tickets show whether the dates were read right; a machine's is none of them."""

from __future__ import annotations

from evidence.core.reading.telling import Telling
from evidence.core.reading.ticket import Ticket
from tests.evidence.core.cases import make_ticket
from tests.evidence.exports import look, write


def chosen(*tickets: Ticket) -> list[str]:
    telling = Telling()
    for number, each in enumerate(tickets, start=1):
        if telling.wants(each.created):
            telling.add(each.created, str(number), each)
    return [name for name, _ in telling.chosen()]


def test_the_earliest_and_the_latest_hour_and_a_day_over_twelve() -> None:
    tickets = [
        make_ticket(f"11-{day} {hour}") for day, hour in (("02", "9:00".zfill(5)), ("03", "06:44"), ("04", "23:10"))
    ]
    assert chosen(*tickets) == ["2", "3"]
    assert chosen(*tickets, make_ticket("11-13 10:00"), make_ticket("11-14 10:00")) == ["2", "3", "4"]


def test_a_ticket_that_is_two_of_them_is_told_once() -> None:
    assert chosen(make_ticket("11-20 10:00")) == ["1"]


def test_machines_are_passed_over() -> None:
    assert chosen(make_ticket("11-02 02:05", machine=True), make_ticket("11-02 10:00")) == ["2"]


def test_they_come_with_what_was_merged_into_them() -> None:
    rows = [
        ["Ticket ID", "Created", "Resolved"],
        ["7", "2026-11-20 10:00", ""],
        ["7", "2026-11-20 10:00", "2026-11-20 11:00"],
    ]
    ((name, ticket),) = look(write(rows)).telling
    assert (name, ticket.finished) == ("7", ticket.created + 60)
