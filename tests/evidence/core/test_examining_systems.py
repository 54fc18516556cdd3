"""One shop's tickets as other systems would export them, in other languages, say the same; or say what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from evidence.core.refusal import RefusedError, Why
from tests.evidence.exports import data_of, measures_of, rows_of, write

# Freshdesk's columns that each of these has, its moments read.
HEADINGS = ["Ticket ID", "Created time", "Initial response time", "Resolved time", "Company Name", "Subject"]
Told = Callable[[datetime], list[str]]


def tickets() -> list[tuple[list[str], list[datetime | None]]]:
    heading, *rows = rows_of("freshdesk")
    at = {name: heading.index(name) for name in HEADINGS}
    moments = [each for each in HEADINGS if each.endswith("time")]
    return [
        (
            [row[at[name]] for name in ("Ticket ID", "Company Name", "Subject")],
            [datetime.fromisoformat(row[at[name]]) if row[at[name]] else None for name in moments],
        )
        for row in rows
    ]


def one(form: str) -> Told:
    return lambda moment: [moment.strftime(form)]


def told(headings: str, form: Told, **how: Any) -> bytes:
    """The tickets below these headings: id, came in, answered, finished, client, subject; lines may stand above."""
    above: list[list[str]] = how.pop("above", [])
    width = len(form(datetime(2026, 11, 25)))  # noqa: DTZ001 -- a clock on a wall has no zone
    rows = [
        [name, *(cell for each in moments for cell in (form(each) if each else [""] * width)), client, subject]
        for (name, client, subject), moments in tickets()
    ]
    return write([*above, headings.split(" · "), *rows], **how)


def spanish(moment: datetime) -> list[str]:
    return [f"{moment:%d-%m-%Y %I:%M} {'a' if moment.hour < 12 else 'p'}. m."]


def two_cells(moment: datetime) -> list[str]:
    return [f"{moment:%m/%d/%Y}", f"{moment:%I:%M %p}"]


SYSTEMS: dict[str, Callable[[], bytes]] = {
    "German, semicolons, UTF-16": lambda: told(
        "Nummer · Erstelldatum · Erste Antwort · Gelöst am · Kunde · Betreff",
        one("%d.%m.%Y %H:%M"),
        delimiter=";",
        encoding="utf-16",
    ),
    "German, old letters, a clock said in words": lambda: told(
        "Ticket-Nr. · Eröffnet · Erste Reaktion · Lösungsdatum · Firma · Titel",
        one("%d.%m.%Y, %H:%M Uhr"),
        delimiter=";",
        encoding="cp1252",
    ),
    "French, a byte-order mark": lambda: told(
        "N° de ticket · Date de création · Date de première réponse · Date de résolution · Client · Objet",
        one("%d/%m/%Y %Hh%M"),
        delimiter=";",
        encoding="utf-8-sig",
    ),
    "Spanish, twelve hours": lambda: told(
        "Número de ticket · Fecha de creación · Primera respuesta · Fecha de solución · Cliente · Asunto",
        spanish,
        delimiter=";",
    ),
    "Dutch, tabs": lambda: told(
        "Ticketnummer · Aangemaakt op · Eerste reactie · Opgelost op · Klant · Onderwerp",
        one("%d-%m-%Y %H:%M"),
        delimiter="\t",
    ),
    "title lines, weekdays and months in words": lambda: told(
        "Case Number · Date/Time Opened · First response at · Resolved date · Account Name · Subject",
        one("%A, %B %d, %Y %I:%M %p"),
        above=[["All cases"], ["Generated", "2026-11-25"], []],
    ),
    "days and times apart": lambda: told(
        "Ticket Number · Created Date · Created Time · First response date · First response time · Resolved Date · "
        "Resolved Time · Customer · Subject",
        two_cells,
    ),
    "merged headings": lambda: told(
        "Ticket · Opened ·  · First response ·  · Resolved ·  · Customer · Summary", two_cells
    ),
}
MEASURED = ("after-hours-calls", "weekends", "monday-repeat", "first-response")


def numbers(content: bytes) -> dict[str, tuple[Any, ...]]:
    found = measures_of(content)
    return {name: tuple(found[name][key] for key in ("lo", "hi", "n")) for name in MEASURED}


@pytest.mark.parametrize("name", SYSTEMS)
def test_other_systems_and_languages_say_the_same(name: str) -> None:
    usual = told("Ticket ID · Created · First response at · Resolved · Company · Subject", one("%Y-%m-%d %H:%M"))
    assert numbers(SYSTEMS[name]()) == numbers(usual)


def test_a_file_that_only_says_when_tickets_were_closed_asks_which_column_it_is() -> None:
    content = write([["Ticket", "Closed", "Customer"], *(["1", "2026-11-20 10:00", "Alder"] for _ in range(9))])
    asked = data_of(content)["ask"]
    assert [each["ask"] for each in asked] == ["which_column"]


@pytest.mark.parametrize(
    ("cell", "why"), [("3 days ago", Why.UNREADABLE_DATES), ("20261120 101500", Why.UNREADABLE_DATES)]
)
def test_what_is_no_date_is_said(cell: str, why: Why) -> None:
    with pytest.raises(RefusedError) as refused:
        data_of(write([["Ticket", "Created", "Customer"], ["1", cell, "Alder"], ["2", cell, "Alder"]]))
    assert (refused.value.why, refused.value.example) == (why, cell)
