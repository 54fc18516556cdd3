"""What a consultant's program makes of our files: no live cell, heads that stay, columns wide enough to read."""

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from clients.owner_list import read_list
from desk.spreadsheets import WIDEST, Cell, Sheet, as_csv, write_xlsx

NAMES = ["Ok;=1+2;x", "+Plus IT", "-40 Repairs", "A\t=1", "A|@x", "'=1", "O'Brien"]
XML = {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet(rows: Iterable[list[Cell]]) -> Sheet:
    return Sheet("Shops", ["Shop", "Owner", "E-mail address", "People", "Tags"], iter(rows))


def owners() -> Sheet:
    return sheet([name, name, f"a{place}@example.com", place, "x"] for place, name in enumerate(NAMES))


def worksheet(made: Sheet) -> ET.Element:
    file = BytesIO()
    write_xlsx(made, file)
    with ZipFile(file) as parts:
        return ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314 -- of our own making


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_no_cell_is_live_whatever_separator_the_file_is_opened_with(delimiter: str) -> None:
    text = "".join(as_csv(owners())).removeprefix("\ufeff")
    cells = [cell for row in csv.reader(StringIO(text), delimiter=delimiter) for cell in row]
    assert [cell for cell in cells if cell.strip(' "')[:1] in ("=", "+", "-", "@")] == []


def test_our_own_list_comes_back_as_it_was() -> None:
    found = read_list("".join(as_csv(owners())))
    assert [(row["name"], row["owner"]) for row in found.rows] == [
        (name.replace("\t", " "), name.replace("\t", " ")) for name in NAMES
    ]
    assert (found.left_out, found.headed) == (("Tags",), True)


def test_workbook_filters_freezes_its_heads_and_fits_its_columns() -> None:
    found = worksheet(sheet([["Bob's Computers and Telephones", "Bob", "b@example.com", 4, "x" * 200]]))
    area = found.find("autoFilter", XML)
    pane = found.find("sheetViews/sheetView/pane", XML)
    assert area is not None
    assert pane is not None
    assert (area.get("ref"), pane.get("ySplit"), pane.get("state")) == ("A1:E2", "1", "frozen")
    widths = [float(column.get("width", 0)) for column in found.findall("cols/col", XML)]
    assert len("Bob's Computers and Telephones") < widths[0] < 40
    assert 9 < widths[1] < 14
    assert WIDEST <= widths[4] < WIDEST + 2


def test_empty_workbook_has_its_heads_too() -> None:
    area = worksheet(sheet([])).find("autoFilter", XML)
    assert area is not None
    assert area.get("ref") == "A1:E1"
