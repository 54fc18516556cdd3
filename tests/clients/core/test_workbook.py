"""A workbook is read as a person sees it, and what is no workbook, or would fill the memory, is refused."""

from __future__ import annotations

from io import BytesIO
from random import Random
from time import process_time  # noqa: TID251 -- what is measured is how long it takes
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

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


def changed(data: bytes, packed: int = ZIP_DEFLATED, /, **parts: bytes) -> bytes:
    """The same with other parts, named without their folder and ending."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", packed) as new:
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
        changed(book(["A"]), sheet1=b'<?xml version="1.0" encoding="nonsense"?><worksheet/>'),
        changed(
            book(["A"]), sheet1=b"<worksheet><sheetData><row>" + b"<c/>" * 400_000 + b"</row></sheetData></worksheet>"
        ),
    ],
)
def test_what_is_damaged_or_too_large_is_refused(data: bytes) -> None:
    with pytest.raises(BadWorkbook):
        rows_of(data)


def test_endless_rows_are_refused() -> None:
    row = b"<row><c t='n'><v>1</v></c></row>"
    with pytest.raises(BadWorkbook):
        rows_of(changed(book(["A"]), sheet1=b"<worksheet><sheetData>" + row * 2001 + b"</sheetData></worksheet>"))


@pytest.mark.parametrize("packed", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_any_damage_is_read_or_refused(packed: int) -> None:
    data, chance = changed(book(["A"]), packed), Random(1)  # noqa: S311 -- the same each time
    refused = 0
    for _each in range(200):
        bad = bytearray(data)
        for place in chance.sample(range(len(bad)), 3):
            bad[place] ^= chance.randrange(1, 256)
        try:
            rows_of(bytes(bad))
        except BadWorkbook:
            refused += 1
    assert refused


def test_parts_in_parts_take_no_longer_than_their_length() -> None:
    deep = b"<si><rPh>" * 20_000 + b"<t>x</t>" + b"</rPh></si>" * 20_000
    letters = b"<c r='" + b"A" * 500_000 + b"1'/>"
    sheet = b"<worksheet><sheetData><row>" + letters + b"</row></sheetData></worksheet>"
    strings = b"<sst xmlns='m'>" + deep + b"</sst>"
    began = process_time()
    assert rows_of(changed(book(["A"]), sheet1=sheet, sharedStrings=strings)) == [[]]
    assert process_time() - began < 5  # a minute and more when each looks through all in it


def test_one_text_in_many_cells_is_refused() -> None:
    row = b"<row>" + b"<c t='s'><v>0</v></c>" * 40 + b"</row>"
    sheet = b"<worksheet><sheetData>" + row * 100 + b"</sheetData></worksheet>"
    strings = b"<sst xmlns='m'><si><t>%s</t></si></sst>"
    shown = changed(book(["A"]), sheet1=sheet, sharedStrings=strings % (b"x" * 900))
    assert rows_of(shown)[99][39] == "x" * 900
    with pytest.raises(BadWorkbook):
        rows_of(changed(shown, sharedStrings=strings % (b"x" * 1100)))
