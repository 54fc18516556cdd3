"""A finding says why it is not compared: its own reason before a doubt about the whole file."""

import pytest

from evidence.core.measures.finding import Because, Finding, Measure, Reason, Status, not_measurable

OWN, FILE = Because(Reason.NO_HANDS), Because(Reason.NOT_COVERED)


@pytest.mark.parametrize(
    ("status", "why", "doubt", "said"),
    [
        (Status.COMPARED, OWN, FILE, None),
        (Status.SHOWN, OWN, FILE, OWN),
        (Status.SHOWN, None, FILE, FILE),
        (Status.SHOWN, None, None, None),
        (Status.NOT_MEASURABLE, OWN, None, OWN),
    ],
)
def test_reason_of_a_finding(status: Status, why: Because | None, doubt: Because | None, said: Because | None) -> None:
    assert Finding(Measure.WEEKENDS, status, why=why, doubt=doubt).reason == said


def test_not_measurable_holds_its_reason_with_its_numbers() -> None:
    found = not_measurable(Measure.BUSIEST, Reason.FEW_TICKETS, needed=30, there=12)
    assert (found.lo, found.hi, found.n) == (None, None, None)
    assert found.reason == Because(Reason.FEW_TICKETS, {"needed": 30, "there": 12})
