"""Each sentence says what the file shows, dated, beside what was said, and claims no more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evidence.core.kept import Row
from evidence.core.measures.came_back import SHARE
from evidence.core.measures.finding import Measure
from evidence.core.measures.weekends import WEEKENDS
from evidence.words.sentences import NAMES, SENTENCES, headline, number_text, sentence, why_not
from tests.evidence.records import KEPT, row

WHEN = "between October 28 and November 24, 2026"
UNTIL = "to November 18, 2026"
UNSEEN = "We see when a ticket came in, not always who picked it up."
NEVER = ("wrong", "actually", "really", "in fact", "only", "claimed", "verified")
TWELVE = {"urgent": {"window": "twelve weeks"}}

SAID: list[tuple[Row, str]] = [
    (
        row("after-hours-calls", lo=9, hi=20, outcome="more", said="3 calls", said_number=3),
        f"You said 3 calls. Your tickets show at least 9 you worked on {WHEN}, and up to 20 that came in.",
    ),
    (
        row("after-hours-calls", lo=5, hi=5, outcome="more", said="2 calls", said_number=2),
        f"You said 2 calls. Your tickets show 5 {WHEN}.",
    ),
    (
        row("after-hours-calls", lo=9, hi=20, outcome="close", said="12 calls", said_number=12),
        f"You said 12 calls. Your tickets fit that. Your tickets show 9 to 20 {WHEN}.",
    ),
    (
        row("after-hours-calls", lo=4, hi=15, outcome="between", said="3 calls", said_number=3),
        f"You said 3 calls. Your tickets show 4 to 15 {WHEN}. {UNSEEN}",
    ),
    (
        row("after-hours-calls", lo=0, hi=2, outcome="no more", said="8 calls", said_number=8),
        f"You said 8 calls. Your tickets show up to 2 {WHEN}. Calls that never became a ticket aren't in the file.",
    ),
    (
        row("after-hours-calls", lo=9, hi=20, unknown=True),
        f"You didn't know. Your tickets show 9 to 20 {WHEN}.",
    ),
    (row("after-hours-calls", lo=9, hi=20), f"Your tickets show 9 to 20 {WHEN}."),
    (
        row("weekends", lo=3, hi=3, outcome="more", said="1 days", said_number=1),
        f"You said 1 day. Your tickets show work on 3 of these days {WHEN}.",
    ),
    (
        row("weekends", lo=1, hi=5, status="shown", said="Two", counting=WEEKENDS),
        f"You said “Two”. Your tickets show work on 1 to 5 weekends or holidays {WHEN}.",
    ),
    (
        row("monday-repeat", lo=2, hi=12, n=20, outcome="between", said="One"),
        f"You said “One”. Of the last 20 jobs {UNTIL}, your tickets show 2 to 12 that came back within a week. "
        "A busy client is always back within a week, for another thing too.",
    ),
    (
        row("monday-repeat", lo=17.17, hi=82.8, outcome="more", said="One in twenty", counting=SHARE),
        f"You said “One in twenty”. Of the jobs finished in the four weeks {UNTIL}, at least 17% came back within a "
        "week.",
    ),
    (
        row("first-response", lo=26, hi=44, outcome="fewer", said="The same day", detail=TWELVE),
        "You said “The same day”. In your tickets the usual urgent one was answered in 26 to 44 business minutes in "
        "the twelve weeks to November 24, 2026.",
    ),
    (
        row("first-response", lo=30, hi=58, status="shown", detail={"all": {}, "by_system_clock": True}),
        f"In your tickets the usual ticket was answered in 30 to 58 business minutes {WHEN}. That's by your system's "
        "own clock.",
    ),
    (
        row("first-response", lo=26, hi=44, unknown=True, detail={"urgent": {}}),
        f"You didn't know. In your tickets the usual urgent one was answered in 26 to 44 business minutes {WHEN}.",
    ),
    (
        row("reactive-share", lo=60, hi=72, outcome="more", said="40 %", said_number=40, detail={"by": "hours"}),
        f"You said 40%. In your tickets 60% to 72% of the hours went to unplanned work {WHEN}.",
    ),
    (
        row("reactive-share", lo=55, hi=71, status="shown", detail={"by": "tickets"}),
        f"55% to 71% of your tickets were unplanned work {WHEN}.",
    ),
    (
        row("monday-peak", status="shown", detail={"monday_share": 0.288, "if_even": 0.179}),
        "Monday brings 29 of 100 weekday tickets, up to November 24, 2026. Even days would bring 18.",
    ),
    (
        row("root-cause", status="shown", detail={"groups": 0, "tickets": 0}),
        "In the 90 days to November 25, 2026 no client had the same thing three times.",
    ),
    (
        row("root-cause", status="shown", detail={"groups": 2, "tickets": 9}),
        "In the 90 days to November 25, 2026, 2 problems came in three times or more: 9 tickets.",
    ),
    (
        row("concentration", status="shown", said="15 %", said_number=15, detail={"top_share": 0.23}),
        "Your busiest client opened 23% of the tickets between August 17 and November 25, 2026. You said your biggest "
        "pays 15% of revenue. Work and revenue are different things; put side by side they're worth a look.",
    ),
    (
        row("concentration", status="shown", detail={"top_share": 0.23}),
        "Your busiest client opened 23% of the tickets between August 17 and November 25, 2026.",
    ),
    (
        row("backlog", status="shown", detail={"open": 1, "median_days": 1, "over_30_days": 0}),
        "1 ticket was open on November 25, 2026. The middle one is 1 day old.",
    ),
    (
        row("backlog", status="shown", detail={"open": 9, "median_days": 40, "over_30_days": 7}),
        "9 tickets were open on November 25, 2026. The middle one is 40 days old. 7 are older than 30 days.",
    ),
    (
        row("backlog", status="shown", detail={"open": 0}),
        "No ticket is open in this file. It may hold finished ones only.",
    ),
    (Row("weekends", "not measurable", reason="no-times"), ""),
]


@pytest.mark.parametrize(("found", "text"), SAID, ids=lambda each: each[:40] if isinstance(each, str) else each.measure)
def test_the_sentence(found: Row, text: str) -> None:
    said = sentence(found, KEPT)
    assert said == text
    assert not [word for word in NEVER if f" {word} " in f" {said.lower()} " and "finished ones only" not in said]


def test_every_measure_has_a_name_and_a_sentence() -> None:
    assert set(NAMES) == set(SENTENCES) == set(Measure)


def line(*outcomes: str) -> str:
    rows: Any = tuple(row("after-hours-calls", outcome=outcome) for outcome in outcomes)
    return headline(replace(KEPT, rows=rows))


def test_the_line_at_the_top_counts() -> None:
    stays = "Your score stays as it is: it's built on what you said."
    assert line("more", "close", "fewer", "between") == (
        f"Your tickets show something else on 2 of the 4 questions we could compare. {stays}"
    )
    assert line("more") == f"Your tickets show something else on the one question we could compare. {stays}"
    assert line("close", "no more") == f"Your tickets say nothing else on the 2 questions we could compare. {stays}"
    assert line("") == f"There was nothing to compare in this file. {stays}"


def test_why_a_measure_was_not_compared() -> None:
    assert why_not(row("weekends", reason="whose-weekend")) == "the file doesn't say whose days they were"
    assert why_not(row("reactive-share", reason="few-tickets", fields={"tickets": 9, "needed": 30})) == (
        "9 tickets in the four weeks; 30 are needed"
    )
    assert why_not(row("weekends")) == ""


def test_numbers_are_said_whole() -> None:
    assert [number_text(value) for value in (None, 9, 82.8, 12345.0)] == ["", "9", "83", "12,345"]
