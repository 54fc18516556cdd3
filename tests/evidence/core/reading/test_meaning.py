"""What a ticket's words say about it."""

from __future__ import annotations

import pytest

from evidence.core.reading.folding import fold
from evidence.core.reading.meaning import Reader
from evidence.core.reading.ticket import Work
from evidence.core.reading.vocabulary import Role
from evidence.library import vocabulary

WORDS = vocabulary().words


def test_machines_are_counted_by_what_names_them() -> None:
    reader = Reader(WORDS, {fold("Monitoring")})
    assert not reader.is_machine("Monitoring", "Incident", "")
    assert reader.is_machine("Monitoring", "Alert", "noreply@example.com")
    assert not reader.is_machine("Automation", "", "bob@example.com")
    assert dict(reader.machines) == {
        (Role.SOURCE, "Monitoring"): 2,
        (Role.TYPE, "Alert"): 1,
        (Role.REQUESTER, "noreply@example.com"): 1,
    }


@pytest.mark.parametrize(
    ("kind", "work"),
    [
        ("", None),
        ("Incident", Work.UNPLANNED),
        ("Service Request", Work.UNCLEAR),
        ("Project task", Work.PLANNED),
        ("Planned incident", Work.UNCLEAR),
        ("Manutenção", Work.PLANNED),
        ("Frobnication", Work.UNKNOWN),
    ],
)
def test_a_type_says_what_kind_of_work_it_was(kind: str, work: Work | None) -> None:
    assert Reader(WORDS, ()).work(kind) is work


PRIORITIES = {
    **dict.fromkeys(
        ("Urgent", "High", "2 - High", "3 high", "1", "2", "P2", "Highest", "Muito alta", "Dringend"), True
    ),
    **dict.fromkeys(("Normal", "Medium", "3 - Moderate", "1 low", "2 normal", "3", "Not urgent", "Very low"), False),
    "Priority 2 - Quick": True,
    "Muito baixa": False,
    "Mauve": None,
    "0": None,
}


@pytest.mark.parametrize(("priority", "urgent"), list(PRIORITIES.items()))
def test_the_two_highest_priorities_are_urgent(priority: str, urgent: bool | None) -> None:
    assert Reader(WORDS, ()).urgent(priority) is urgent


@pytest.mark.parametrize(
    ("status", "closed"),
    [("Closed", True), (">Closed", True), ("Fechado", True), ("Reopened", False), ("In Progress", False), ("", None)],
)
def test_a_status_says_whether_a_ticket_is_closed(status: str, closed: bool | None) -> None:
    assert Reader(WORDS, ()).closed(status) is closed


def test_a_phone_is_a_source_of_calls() -> None:
    reader = Reader(WORDS, ())
    found = [reader.is_phone(each) for each in ("Phone", "Inbound phone call", "Teléfono", "Email", "Headphones", "")]
    assert found == [True, True, True, False, False, False]
