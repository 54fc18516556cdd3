"""What is open at the end of the file, and for how long."""

from __future__ import annotations

from evidence.core.measures.finding import Measure, Reason, not_measurable
from evidence.core.measures.open_now import FINISHED_ONLY, open_now
from evidence.core.reading.vocabulary import Role
from tests.evidence.core.cases import ROLES, make_case, make_ticket

OPEN = [make_ticket("11-24 10:00"), make_ticket("11-20 10:00"), make_ticket("10-20 10:00")]
DONE = [make_ticket("11-20 10:00", finished="11-21 10:00", closed=True)]


def test_open_tickets_have_an_age() -> None:
    found = open_now(make_case([*OPEN, *DONE], alone=True))
    assert (found.n, found.detail) == (4, {"open": 3, "of": 4, "median_days": 4, "over_30_days": 1})


def test_a_status_alone_says_what_is_open() -> None:
    tickets = [make_ticket("11-24 10:00", closed=False), make_ticket("11-20 10:00", closed=True)]
    assert open_now(make_case(tickets, alone=True, roles=frozenset({Role.STATUS}))).detail == {
        "open": 1,
        "of": 2,
        "median_days": 0,
        "over_30_days": 0,
    }


def test_a_file_without_open_tickets_says_so() -> None:
    assert open_now(make_case(DONE, alone=True)).detail == {"open": 0, "note": FINISHED_ONLY}


def test_it_needs_an_end_or_a_status() -> None:
    roles = ROLES - {Role.RESOLVED, Role.CLOSED, Role.STATUS}
    assert open_now(make_case(OPEN, roles=roles)) == not_measurable(Measure.OPEN_NOW, Reason.NO_FINISH)
