"""The second file: hours by ticket."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.reading.entries import TimeFile, add_entries
from evidence.core.reading.folding import Hasher
from evidence.core.reading.loading import load
from evidence.core.reading.run import Run
from evidence.core.reading.ticket import Entry, Ticket
from evidence.core.reading.understanding import understand
from evidence.core.reading.vocabulary import Role
from evidence.core.refusal import RefusedError, Why
from evidence.core.shop.clock import Clock
from evidence.library import vocabulary
from tests.evidence.core.cases import at
from tests.evidence.exports import CHICAGO, KEY, source, write

TICKETS = [["Ticket ID", "Created", "Hours"], ["4 051", "2026-11-18 10:00", "9"], ["4052", "2026-11-18 10:00", "9"]]


def added(*rows: list[str], **replies: Any) -> tuple[TimeFile, list[Ticket]]:
    content = source(write(TICKETS))
    run = Run(vocabulary(), Clock(CHICAGO), Replies(**replies), KEY)
    loaded = load(content, understand(content, vocabulary().headings, run.replies), run)
    return add_entries(source(write(rows)), loaded, run), loaded.tickets


def test_a_file_whole() -> None:
    found, (ticket, other) = added(
        ["Ticket Number", "Duration Minutes", "Created At", "Tech"],
        ["4051", "30", "2026-11-18 20:00:00.000001", "Tech A"],
        ["4051", "15", "", ""],
        ["9999", "15", "2026-11-18 20:00", ""],
        ["", "15", "2026-11-18 20:00", ""],
        ["4051", "a while", "2026-11-18 20:00", ""],
    )
    assert found == TimeFile(rows=5, matched=2, no_such_ticket=2, unreadable=1, hours=0.75, with_start=1, asks=())
    who = Hasher(KEY).folded("Tech A")
    assert ticket.entries == (Entry(at("11-18 20:00"), 1800.0, who), Entry(None, 900.0, None))
    assert (ticket.seconds, other.seconds) == (2700.0, 32_400.0)


def test_bare_numbers_without_a_unit_are_asked_about() -> None:
    rows = [["Ticket ID", "Duration"], ["4051", "30"], ["4052", "45"]]
    found, _ = added(*rows)
    assert found.asks == (Ask(Topic.UNIT, {"column": "Duration", "examples": ["30", "45"]}),)
    assert found.unreadable == 2
    told, (ticket, _) = added(*rows, units={Role.LOG_WORK: 60})
    assert (told.asks, ticket.seconds) == ((), 1800.0)


def test_an_open_day_order_of_starts_is_asked_about() -> None:
    found, (ticket, _) = added(["Ticket ID", "Hours", "Start"], ["4051", "1:00", "08/05/2026 10:00"])
    assert [ask.topic for ask in found.asks] == [Topic.DAY_ORDER]
    assert (found.with_start, ticket.seconds) == (0, 3600.0)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["Ticket ID", "Notes"], ["4051", "x"]], Why.NO_ENTRIES),
        ([["Ticket ID", "Hours"]], Why.NO_TICKETS),
    ],
)
def test_what_is_no_file_of_entries_is_refused(rows: list[list[str]], why: Why) -> None:
    with pytest.raises(RefusedError) as caught:
        added(*rows)
    assert caught.value.why is why
