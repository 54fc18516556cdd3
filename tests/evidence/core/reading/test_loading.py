"""Rows become tickets: those of one id are one, and no cell goes along."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evidence.core.asked import Ask, Replies, Topic
from evidence.core.reading.folding import Hasher
from evidence.core.reading.loading import load
from evidence.core.reading.meaning import Reader
from evidence.core.reading.run import Run
from evidence.core.reading.stamps import Order
from evidence.core.reading.ticket import Loaded, Ticket, Work
from evidence.core.reading.understanding import understand
from evidence.core.reading.vocabulary import Role
from evidence.core.shop.clock import Clock
from evidence.library import vocabulary
from tests.evidence.core.cases import at
from tests.evidence.exports import CHICAGO, KEY, look, source, write

HEADINGS = ["Ticket ID", "Created", "Resolved", "Closed", "First response at", "Status", "Type", "Source", "Priority"]
HEADINGS += ["Company", "Requester", "Category", "Agent", "Subject", "Hours", "Reopens"]


def loaded(*rows: list[str], headings: list[str] | None = None, **replies: Any) -> Loaded:
    content = source(write([headings or HEADINGS, *rows]))
    run = Run(vocabulary(), Clock(CHICAGO), Replies(**replies), KEY)
    return load(content, understand(content, vocabulary().headings, run.replies), run)


def row(**cells: str) -> list[str]:
    named = {name.replace("_", " ").lower(): cell for name, cell in cells.items()}
    return [named.get(heading.lower(), "") for heading in HEADINGS]


def test_a_ticket_whole() -> None:
    hashed = Hasher(KEY).folded
    full = row(
        ticket_id="4 051",
        created="2026-11-18 20:00",
        closed="2026-11-18 21:00",
        first_response_at="2026-11-18 20:10",
        status="Closed",
        type="Incident",
        source="Phone",
        priority="High",
        company="Alder Dental",
        requester="bob",
        category="Email",
        agent="Tech A",
        subject="The VPN of room 12 won't connect to tunnel9 again",
        hours="1.5",
        reopens="2",
    )
    words = ("again", "connect", "room", "vpn", "won", "the")
    assert loaded(full).tickets == [
        Ticket(
            created=at("11-18 20:00"),
            last_created=at("11-18 20:00"),
            finished=at("11-18 21:00"),
            resolved=None,
            first=at("11-18 20:10"),
            latest=at("11-18 21:00"),
            client=hashed("Alder Dental"),
            requester=hashed("bob"),
            category=hashed("Email"),
            agent=hashed("Tech A"),
            subject=tuple(sorted(map(hashed, words))),
            work=Work.UNPLANNED,
            phone=True,
            urgent=True,
            closed=True,
            reopens=2,
            seconds=5400.0,
        )
    ]


def test_rows_of_one_id_are_one_ticket() -> None:
    found = loaded(
        row(ticket_id="1", created="2026-11-18 10:00", resolved="2026-11-18 11:00", hours="2", status="Resolved"),
        row(ticket_id=" 1", created="2026-11-18 09:00", resolved="2026-11-18 12:00", hours="1", status="Reopened"),
        row(ticket_id="1", created="2026-11-18 10:00", first_response_at="2026-11-18 10:30", reopens="1"),
        row(ticket_id="1", created="2026-11-18 10:00", first_response_at="2026-11-18 10:20", company="Alder"),
    )
    (ticket,) = found.tickets
    assert (ticket.created, ticket.finished, ticket.first) == (at("11-18 09:00"), at("11-18 12:00"), at("11-18 10:20"))
    assert (ticket.seconds, ticket.reopens, ticket.closed) == (7200.0, 1, False)
    assert ticket.client == Hasher(KEY).folded("Alder")
    assert found.rows == 4


def test_without_an_id_each_row_is_a_ticket() -> None:
    assert len(loaded(row(created="2026-11-18 10:00"), row(created="2026-11-18 10:00")).tickets) == 2


def test_no_hours_on_an_open_ticket_are_none() -> None:
    times = {"created": "2026-11-18 10:00", "hours": "0:00"}
    still, done = loaded(row(ticket_id="1", **times), row(ticket_id="2", resolved="2026-11-18 11:00", **times)).tickets
    assert (still.seconds, done.seconds) == (None, 0.0)


def test_ids_that_come_back_on_another_day_are_asked_about() -> None:
    rows = [row(ticket_id=str(n), created="2026-11-18 10:00") for n in range(20)]
    again = row(ticket_id="7", created="2026-11-20 10:00")
    found = loaded(*rows, again)
    assert (len(found.tickets), found.asks) == (20, [Ask(Topic.IDS_RESTART, {"n": 1})])
    assert len(loaded(*rows, again, ids_restart=True).tickets) == 21
    events = [row(ticket_id=str(n), created="2026-11-20 10:00") for n in range(20)]
    assert loaded(*rows, *events).asks == []


def test_an_open_day_order_dates_nothing() -> None:
    rows = [row(ticket_id="1", created="08/05/2026 10:00")]
    assert (loaded(*rows).tickets, loaded(*rows).without_created) == ([], 1)
    ordered = loaded(*rows, day_order={Role.CREATED: Order.DAY_FIRST})
    assert [ticket.created for ticket in ordered.tickets] == [at("2026-05-08 10:00")]


def test_no_cell_goes_along(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    marked = [*HEADINGS, "Custom", "Log Work"]
    cells = row(ticket_id="MARKER1", created="2026-11-18 10:00")
    cells = [cell or f"MARKER{number}" for number, cell in enumerate(cells)]
    cells[2] = cells[3] = cells[4] = ""
    found = loaded([*cells, "MARKER", "MARKER;18/Nov/26 1:13 PM;MARKER;60"], headings=marked)
    assert len(found.tickets) == 1
    assert "MARKER" not in repr(replace(found, machines=found.machines)).upper()
    examined = look(write([marked, [*cells, "MARKER", "MARKER"]]))
    assert "MARKER" not in repr(examined.measured).upper()
    assert caplog.text == ""

    def fail(*_: object) -> None:
        raise ValueError("MARKER")

    monkeypatch.setattr(Reader, "work", fail)
    with pytest.raises(Exception, match="stopped") as caught:
        loaded([*cells, "MARKER", "MARKER"], headings=marked)
    assert "MARKER" not in f"{caught.value!r} {vars(caught.value)}"


def test_names_of_who_worked_fit_a_menu() -> None:
    rows = [row(ticket_id=str(n), created="2026-11-18 10:00", agent=f"Tech {n}") for n in range(50)]
    assert list(loaded(*rows).agents) == [f"Tech {n}" for n in range(40)]
