"""The same client with the same words, three times in 90 days."""

from __future__ import annotations

from evidence.core.measures.again import again_and_again
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Status, not_measurable
from evidence.core.reading.ticket import Ticket
from tests.evidence.core.cases import every_day, make_case


def tickets(count: int = 60, same: int = 0, *, subjects: bool = True) -> list[Ticket]:
    found = every_day(count, "09-01 10:00")
    for number, ticket in enumerate(found):
        about = 1 if number < same else 100 + number
        ticket.client, ticket.category = 1, about
        ticket.subject = (about,) if subjects else ()
    return found


def test_three_alike_are_a_group() -> None:
    expected = Finding(
        Measure.AGAIN,
        Status.SHOWN,
        n=62,
        why=Because(Reason.NO_QUESTION),
        detail={"groups": 1, "tickets": 5, "of": 62},
    )
    assert again_and_again(make_case(tickets(same=5))) == expected
    assert again_and_again(make_case(tickets(same=5, subjects=False))) == expected
    assert again_and_again(make_case(tickets(same=2))).detail == {"groups": 0, "tickets": 0, "of": 62}


def test_groups_of_half_of_all_are_too_coarse() -> None:
    assert again_and_again(make_case(tickets(same=31))).status is Status.SHOWN
    assert again_and_again(make_case(tickets(same=32))) == not_measurable(Measure.AGAIN, Reason.TOO_COARSE)


def test_what_it_needs() -> None:
    assert again_and_again(make_case(tickets(27))) == not_measurable(
        Measure.AGAIN, Reason.SHORT_FILE, days=60, tickets=30
    )
    nobodys = tickets()
    for ticket in nobodys:
        ticket.client = None
    assert again_and_again(make_case(nobodys)) == not_measurable(Measure.AGAIN, Reason.NO_CLIENT)
    silent = tickets(subjects=False)
    for ticket in silent:
        ticket.category = None
    assert again_and_again(make_case(silent)) == not_measurable(Measure.AGAIN, Reason.NO_SUBJECT)
