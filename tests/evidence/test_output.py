"""What is printed as JSON: nothing but what was found, and a reason for whatever is not compared."""

from __future__ import annotations

from evidence.answers import Comparison
from evidence.core.comparing.outcome import Outcome
from evidence.core.measures.finding import Because, Finding, Measure, Reason, Side, Status
from evidence.output import finding_data
from tests.evidence.exports import data_of, write

FOUND = Finding(
    Measure.AFTER_HOURS,
    Status.COMPARED,
    lo=9,
    hi=20,
    n=89,
    side=Side.MORE,
    detail={"phone": 6},
)


def test_a_compared_finding_whole() -> None:
    answer = Comparison(3, 9, 20, 89, Outcome.MORE)
    assert finding_data(FOUND, answer, "2026.2") == {
        "status": "compared",
        "doubt": None,
        "phone": 6,
        "lo": 9,
        "hi": 20,
        "n": 89,
        "side": "more",
        "compared": True,
        "reason": None,
        "reason_code": None,
        "outcome": "more",
        "answer": {"version": "2026.2", "said": 3, "lo": 9, "hi": 20, "n": 89},
    }


def test_a_doubt_is_the_reason_where_there_is_no_other() -> None:
    shown = Finding(Measure.AFTER_HOURS, Status.SHOWN, 9, 20, 89, Side.MORE, doubt=Because(Reason.OTHER_TIME))
    found = finding_data(shown, None, None)
    assert (found["doubt"], found["reason"], found["reason_code"]) == (
        *("the file is from another time than the answers",) * 2,
        "other-time",
    )
    assert "answer" not in found


def test_a_file_of_machines_holds_no_ticket_to_measure() -> None:
    rows = [["Ticket ID", "Created", "Source"], ["1", "2026-11-18 10:00", "Zabbix"]]
    found = data_of(write(rows))
    assert {measure["status"] for measure in found["measures"].values()} == {"not measurable"}
    assert found["machines"] == [{"column": "source", "value": "Zabbix", "n": 1}]
    assert found["file"] == {
        "rows": 1,
        "tickets": 1,
        "without_created": 0,
        "doubled_minutes": 0,
        "impossible_minutes": 0,
    }
