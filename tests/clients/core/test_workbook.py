"""A workbook is read as a person sees it, and what is no workbook, or would fill the memory, is refused."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from clients.core.workbook import BadWorkbook, is_workbook, rows_of


def book(*rows: list[object]) -> bytes:
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("First")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(number, column, cell)
                elif cell is not None:
                    sheet.write(number, column, cell)
        workbook.add_worksheet("Second").write(0, 0, "not this")
    return made.getvalue()


def changed(data: bytes, **parts: bytes) -> bytes:
    """The same with other parts, named without their folder and ending."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name)))
    return made.getvalue()


def test_cells_are_read_in_their_columns() -> None:
    data = book(["Shop", "Phone", "People"], ["Zoë & Söhne", 5_550_123_456, 4], [None, "+1 555", 4.5], ["متجر"])
    assert is_workbook(data)
    assert rows_of(data) == [
        ["Shop", "Phone", "People"],
        ["Zoë & Söhne", "5550123456", "4"],
        ["", "+1 555", "4.5"],
        ["متجر"],
    ]


def test_formula_stays_one() -> None:
    assert rows_of(book(["A", '=HYPERLINK("http://x")'])) == [["A", '=HYPERLINK("http://x")']]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing",
        book(["A"])[:-40],
        changed(book(["A"]), sheet1=b"<worksheet>"),
        changed(book(["A"]), workbook=b"<workbook/>"),
        changed(book(["A"]), sheet1=b'<!DOCTYPE x [<!ENTITY a "aa">]><worksheet>&a;</worksheet>'),
        changed(book(["A"]), sheet1=b" " * (17 * 1024 * 1024)),
    ],
)
def test_what_is_damaged_or_too_large_is_refused(data: bytes) -> None:
    with pytest.raises(BadWorkbook):
        rows_of(data)


def test_endless_rows_are_refused() -> None:
    row = b"<row><c t='n'><v>1</v></c></row>"
    with pytest.raises(BadWorkbook):
        rows_of(changed(book(["A"]), sheet1=b"<worksheet><sheetData>" + row * 2001 + b"</sheetData></worksheet>"))
