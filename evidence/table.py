"""Prints what was examined as lines of text: the file, what to ask, and a row for each measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evidence.core.asked import Topic
from evidence.wording import ASKS


def table(data: Mapping[str, Any]) -> list[str]:
    """Return the lines for what `output.as_data` returned."""
    return [*_head(data), "", *_questions(data), "", *_measures(data["measures"])]


def _head(data: Mapping[str, Any]) -> Iterator[str]:
    file, decided = data["file"], data["decided"]
    first, last = file.get("first_created", "")[:10], file.get("last_created", "")[:10]
    yield f"{file['rows']} rows, {file['tickets']} tickets" + (f", {first} to {last}" if first else "")
    yield f"read as {decided['encoding']} ({decided['encoding_sure']}), cells parted by {decided['delimiter']!r}"
    for role, label in decided["roles"].items():
        yield f"  {role:<12}{label}"
    if data["time_file"]:
        found = data["time_file"]
        yield f"{found['rows']} time entries, {found['matched']} with a ticket, {found['hours']} hours"
    if "people" in file:
        machines = file["alerts"] + file["clockwork"] + file["bursts"]
        yield f"{machines} tickets of machines or typed in together, {file['people']} of people"
        window = file["window"]
        yield f"four weeks: {window['from']} to {window['to']}, {window['tickets']} tickets"
    yield from (f"note: {note}" for note in data["notes"])


def _questions(data: Mapping[str, Any]) -> Iterator[str]:
    yield "To ask:"
    for ask in (*data["ask"], *data["also_ask"]):
        fields = {key: value for key, value in ask.items() if key != "ask"}
        yield f"  {str(ASKS[Topic(ask['ask'])]) % fields}"


def _measures(measures: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield f"{'':<20}{'lo':>7}{'hi':>7}{'n':>6}  compared"
    for name, found in measures.items():
        numbers = "".join(f"{_number(found[key]):>{width}}" for key, width in (("lo", 7), ("hi", 7), ("n", 6)))
        said = f"  {found['outcome']}" if found["outcome"] else ""
        reason = f": {found['reason']}" if found["reason"] else ""
        yield f"{name:<20}{numbers}  {found['status']}{said}{reason}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
