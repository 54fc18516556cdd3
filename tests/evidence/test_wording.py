"""Each way a file can be no export, and the sentence its owner reads."""

from __future__ import annotations

import io
import zipfile

import pytest

from evidence.core.asked import Topic
from evidence.core.measures.finding import Reason
from evidence.core.reading import loading
from evidence.core.refusal import RefusedError, Why
from evidence.wording import ASKS, REASONS, REFUSALS, refusal
from tests.evidence.exports import look, write

HEADINGS = ["Ticket ID", "Created time", "Resolved time", "Subject"]


def tickets(*created: str, subject: str = "printer") -> list[list[str]]:
    return [HEADINGS, *([str(number), each, "", subject] for number, each in enumerate(created, start=1))]


def workbook() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as folder:
        folder.writestr("[Content_Types].xml", "<Types/>")
    return file.getvalue()


def open_quote() -> str:
    lines = [",".join(HEADINGS), *(f"{number},2026-11-01 09:00:00,,printer" for number in range(2, 400))]
    lines[213] = '214,2026-11-01 09:00:00,,"printer'
    return "\n".join(lines)


def long_cell() -> str:
    lines = [",".join(HEADINGS), *(f"{number},2026-11-01 09:00:00,,printer" for number in range(2, 400))]
    lines[213] = f"214,2026-11-01 09:00:00,,{'x' * (1 << 20)}x"
    return "\n".join(lines)


def mixed() -> bytes:
    return write(tickets(*["25/11/2026 09:00"] * 20, *["11/25/2026 09:00"] * 20))


def unreadable() -> bytes:
    return write(tickets(*(f"Text {number}" for number in range(1, 32)), *["2026-11-01 09:00:00"] * 300))


SENTENCES = [
    (b"", "This file is empty."),
    (b"\xef\xbb\xbf", "This file is empty."),
    (b"\n \n\r\n", "This file is empty."),
    (",".join(HEADINGS).encode() + b"\n", "It has headings but no tickets."),
    (b"Ticket ID\n1\n2\n", "We found one column only. Choose CSV when you export."),
    (workbook(), "This is an Excel workbook. Export CSV from your ticket system."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "This is an old Excel file. Export CSV from your ticket system.",
    ),
    (
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook></Workbook>',
        "This is an XML sheet (Freshdesk's .xls is one). Export CSV from your ticket system.",
    ),
    (b"<!DOCTYPE html>\n<html></html>", "This is a saved web page. Export CSV from your ticket system."),
    (b"  <html><table></table></html>", "This is a saved web page. Export CSV from your ticket system."),
    (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF. Export CSV from your ticket system."),
    (b'[{"id": 1, "created": "2026-11-01"}]', "This is JSON. Export CSV from your ticket system."),
    (b'{"tickets": []}', "This is JSON. Export CSV from your ticket system."),
    (b"Ticket ID,Created time\n1,2026-\x0011-01\n", "We can't read this text."),
    ("Ticket ID,Created time\n1,2026-11-01\n".encode("utf-16-le"), "We can't read this text."),
    (b"Ticket ID,Created time\n1,\x81\x8d\x8f\n", "We can't read this text."),
    (open_quote().encode(), "A quote opened on line 214 never closes."),
    (long_cell().encode(), "A cell on line 214 is too long."),
    (write([[f"Column {number}" for number in range(1_001)]] * 2), "Export the last three months only."),
    (write([HEADINGS, *([["1", "2026-11-01", "", ""]] * 200_001)]), "Export the last three months only."),
    (write([["Ticket ID", "Subject"], ["1", "printer"]]), "Which column says when a ticket came in?"),
    (write(tickets("", "", "")), "Which column says when a ticket came in?"),
    (unreadable(), "We couldn't read 31 dates, like “Text 1” on line 2."),
    (
        mixed(),
        "Some dates have the day first, some the month. Export again without opening it in a spreadsheet.",
    ),
]


@pytest.mark.parametrize(("content", "sentence"), SENTENCES, ids=[sentence[:32] for _, sentence in SENTENCES])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(RefusedError) as caught:
        look(content)
    assert refusal(caught.value)[: len(sentence)] == sentence


def test_a_file_over_a_hundred_megabytes_is_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        look(b"Ticket ID,Created time\n" + b"1,2026-11-01 09:00:00\n" * 4_600_000)
    assert refusal(caught.value) == "Export the last three months only."


def test_whatever_nobody_foresaw_is_a_sentence_with_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("MARKER")

    monkeypatch.setattr(loading._Rows, "add", fail)
    with pytest.raises(RefusedError) as caught:
        look(write(tickets("2026-11-01 09:00:00")))
    assert refusal(caught.value) == "Something in this file stopped us on line 2. Nothing was kept."
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_everything_that_can_be_said_has_a_sentence() -> None:
    assert set(REFUSALS) == set(Why)
    assert set(REASONS) == set(Reason)
    assert set(ASKS) == set(Topic)
