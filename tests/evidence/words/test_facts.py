"""Facts for the consultant's talk, from what was said and what was logged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from evidence.core.kept import Kept, Row
from evidence.words.facts import facts, friday_text
from tests.builders import answer_all, newest
from tests.evidence.records import AFTER_HOURS, KEPT, row

FRIDAY = {"friday_then_two_days": [48, 64], "mon_wed_then_two_days": [121, 202]}


def kept(*rows: Row) -> Kept:
    return replace(KEPT, rows=rows)


def told(*rows: Row, **answers: Any) -> list[str]:
    return facts(kept(*rows), newest(), answer_all(newest(), 2, **answers))


def test_who_answers_beside_what_was_worked_on() -> None:
    said = newest().question["who-answers"].words(answer_all(newest(), 2)["who-answers"])
    assert told(AFTER_HOURS) == [f"Says “{said}” about after hours; 9 after-hours tickets were worked on."]
    assert told(replace(AFTER_HOURS, lo=1))[0].endswith("1 after-hours ticket was worked on.")
    assert told(replace(AFTER_HOURS, lo=0)) == []
    assert told(AFTER_HOURS, who_answers="unknown") == []


def test_shares_chance_waits_and_hours() -> None:
    assert told(
        replace(AFTER_HOURS, lo=0, detail={"share": 0.225}),
        row("monday-repeat", detail={"by_chance": 0.874, **FRIDAY}),
        row("first-response", detail={"urgent": {"median": 35.5, "p90": 103}}),
        row("concentration", detail={"top_share_of_hours": 0.31}),
    ) == [
        "22% of the four weeks' tickets came in outside hours.",
        "By chance alone 87% of the jobs' clients would be back within a week.",
        "Of 64 jobs finished on a Friday, 48 clients were back within two working days; of 202 finished Monday to "
        "Wednesday, 121 were.",
        "Urgent tickets: the middle one waited 36 minutes, nine in ten up to 103.",
        "The busiest client took 31% of the hours.",
    ]


def test_nothing_is_said_of_what_was_not_measured() -> None:
    nothing = [replace(each, status="not measurable") for each in (AFTER_HOURS, row("monday-repeat", detail=FRIDAY))]
    assert told(*nothing) == []
    assert told(row("monday-repeat", detail={"by_chance": 0.05}), row("first-response", detail={"urgent": None})) == []
    assert friday_text(row("monday-repeat", detail={})) == ""
