"""Lists of owners as people have them: pasted, or saved by Excel in one of its ways."""

import csv

import pytest

from clients.owner_list import MOST_ROWS, OwnerList, Row, Unreadable, read_list, readings_of

BOB: Row = {"name": "Bob's Computers", "owner": "Bob", "email": "bob@example.com", "people": "4"}
ZOE: Row = {"name": "Zoë & Söhne", "owner": "Zoë", "email": "zoe@example.com", "people": ""}
BARE: Row = {"name": "", "owner": "", "email": "", "people": ""}


def rows(text: str) -> list[Row]:
    return read_list(text).rows


def decoded(data: bytes) -> str:
    return readings_of(data)[0].text


@pytest.mark.parametrize("delimiter", ["\t", ";", "|", ",", " ; ", "\t "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_end_is_read(delimiter: str, end: str) -> None:
    cells = (["Bob's Computers", "Bob", "bob@example.com", "4"], ["Zoë & Söhne", "Zoë", "zoe@example.com"])
    assert rows(end.join(delimiter.join(line) for line in cells) + end * 2) == [BOB, ZOE]


@pytest.mark.parametrize(
    "text",
    [
        "E-Mail;Shop;People;Owner\nbob@example.com;Bob's Computers;4;Bob",
        "sep=,\r\nName,Owner,Email,Staff\r\nBob's Computers,Bob,bob@example.com,4",
        "\ufeffName\tCompany\tPhone\temail\tsize\nBob\tBob's Computers\t0800\tbob@example.com\t4",
        '"Bob\'s\n Computers","Bob","bob@example.com","4"',
        "bob@example.com, Bob's Computers, Bob, 4",
        "Bob's Computers;Bob;4;bob@example.com",
    ],
)
def test_columns_are_found_by_their_headings_or_by_the_address(text: str) -> None:
    assert rows(text) == [BOB]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\t\n", []),
        ("a;b;c@example.com\n;;;\n", [{**BARE, "name": "a", "owner": "b", "email": "c@example.com"}]),
        ("Only a shop", [{**BARE, "name": "Only a shop"}]),
        ("bob@example.com", [{**BARE, "email": "bob@example.com"}]),
        ("Shop;Owner;bob.example.com", [{**BARE, "name": "Shop", "owner": "Owner", "email": "bob.example.com"}]),
        ("Shop;Owner;E-mail", []),
        ("Jo, Jim; Bob; b@example.com", [{**BARE, "name": "Jo, Jim", "owner": "Bob", "email": "b@example.com"}]),
        ("=1+1;@SUM(A1);b@example.com", [{**BARE, "name": "=1+1", "owner": "@SUM(A1)", "email": "b@example.com"}]),
        ("a;b;c@example.com;4;more;cells", [{"name": "a", "owner": "b", "email": "c@example.com", "people": "4"}]),
    ],
)
def test_rows(text: str, found: list[Row]) -> None:
    assert rows(text) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_file_is_read_as_excel_saves_it(encoding: str) -> None:
    assert rows(decoded("Zoë & Söhne;Zoë;zoe@example.com\r\n".encode(encoding))) == [ZOE]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04[Content_Types].xml", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook"),
        (b"a;b\0;c", "encoding"),
        (b"\x81\x01\x02\xff", "encoding"),
        ("Zoë".encode("utf-16")[:-1], "encoding"),
        (b"%PDF-1.7\n1 0 obj", "encoding"),
        (b"{\\rtf1 Bob;bob@example.com}", "encoding"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><table><tr><td>bob@example.com</td></tr></table>", "encoding"),
        (b'<?xml version="1.0"?><Workbook/>', "encoding"),
    ],
)
def test_file_that_holds_no_text_is_named(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decoded(data)
    assert refused.value.code == code


def test_limits() -> None:
    assert len(rows("name;owner;email\n" + "a;b;c@example.com\n" * MOST_ROWS)) == MOST_ROWS
    with pytest.raises(Unreadable) as refused:
        rows("a;b;c@example.com\n" * (MOST_ROWS + 1))
    assert (refused.value.code, refused.value.rows) == ("too-many", MOST_ROWS + 1)
    with pytest.raises(Unreadable) as refused:
        rows("x" * 200_000)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    "text", ['Ada;Ann;a@example.com\n"Bob;Bob;b@example.com\nCy;Cy;c@example.com\n', '"Bob, b@example.com']
)
def test_quotation_mark_that_is_missing_swallows_nobody(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        rows(text)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize("limit", [131_072, 1 << 20])
def test_cell_that_is_too_long_is_refused_whatever_was_read_before(limit: int) -> None:
    """The limit of csv is the whole process's, and reading a file of tickets raises it."""
    before = csv.field_size_limit(limit)
    try:
        with pytest.raises(Unreadable):
            read_list("x" * 140_000)
    finally:
        csv.field_size_limit(before)


def test_quotation_marks_within_names_are_no_quotation() -> None:
    name = 'The 5" Shop, "Bob'
    assert rows(f"{name};Bob;b@example.com") == [{**BARE, "name": name, "owner": "Bob", "email": "b@example.com"}]


class TestAddresses:
    """Lists of addresses as mail programs copy them, and addresses in the cells of a table."""

    ADA = {**BARE, "owner": "Ada Example", "email": "ada@example.com"}
    BO = {**BARE, "owner": "Bo Test", "email": "bo@example.com"}

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("mailto:ada@example.com\n", [{**BARE, "email": "ada@example.com"}]),
            ("Ada Example <ada@example.com>\n", [ADA]),
            (
                "Ada Shop\tAda\tada@example.com;\n",
                [{**BARE, "name": "Ada Shop", "owner": "Ada", "email": "ada@example.com"}],
            ),
            ("Example, Ada <ada@example.com>; Test, Bo <bo@example.com>\n", [ADA, BO]),
            ('"Example, Ada" <ada@example.com>,\n"Test, Bo" <bo@example.com>', [ADA, BO]),
            ("To: Ada Example <ada@example.com>;\r\n\r\n\tBo Test <mailto:bo@example.com>\r\n", [ADA, BO]),
            (
                "a@example.com, b@example.com;c@example.com",
                [{**BARE, "email": f"{each}@example.com"} for each in "abc"],
            ),
            ("E-mail\nAda Example <ada@example.com>\n", [ADA]),
            ("E-mail\n<ada@example.com>\n", [{**ADA, "owner": ""}]),
            ("Ada Example\r\n<ada@example.com>,\r\n  Bo Test\r\n  <bo@example.com>", [ADA, BO]),
            (
                "BEGIN:VCARD\nFN:Ada Example\nORG:Ada's\nEMAIL:Ada@EXAMPLE.com\nEND:VCARD",
                [
                    {**ADA, "name": "Ada's", "email": "Ada@example.com"},
                ],
            ),
            ("Shop;E-mail\nAda's;Ada Example <ada@example.com>", [{**ADA, "name": "Ada's"}]),
            ("Ada's;Ann;Ada Example <ada@example.com>", [{**ADA, "name": "Ada's", "owner": "Ann"}]),
            (
                "Ada's\tAda\ta@example.com; b@example.com",
                [{**BARE, "name": "Ada's", "owner": "Ada", "email": f"{each}@example.com"} for each in "ab"],
            ),
            ("Bob's Computers;Bob;bob@example.com;4\nAda Example <ada@example.com>", [BOB, ADA]),
            (
                "Ada's, Ada, mailto:ada@example.com?subject=Hi",
                [{**BARE, "name": "Ada's", "owner": "Ada", "email": "ada@example.com"}],
            ),
        ],
    )
    def test_each_person_is_a_row_with_name_and_address_apart(self, text: str, found: list[Row]) -> None:
        assert rows(text) == found

    def test_more_addresses_than_fit_are_refused(self) -> None:
        with pytest.raises(Unreadable) as refused:
            rows("; ".join(f"a{each}@example.com" for each in range(MOST_ROWS + 1)))
        assert (refused.value.code, refused.value.rows) == ("too-many", MOST_ROWS + 1)


def test_cells_are_cleaned() -> None:
    text = "Cafe\u0301 Nord\tJo\u202e\t\u200bbo@Exam\xadple.com\t2\n\u200b\tJo\tjo@example.com\n\u200b\t\u200b\n"
    assert rows(text) == [
        {"name": "Caf\xe9 Nord", "owner": "Jo", "email": "bo@example.com", "people": "2"},
        {"name": "", "owner": "Jo", "email": "jo@example.com", "people": ""},
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shop;E-mail;Phone;City\nA;a@example.com;0800;Bern", OwnerList([], ("Phone", "City"), headed=True)),
        ("Shop;E-mail;Phone;City\nA;a@example.com;;Bern", OwnerList([], ("City",), headed=True)),
        ("A;a;a@example.com;4;0800;Bern\nB;b;b@example.com;4;;Basel", OwnerList([], ("0800", "Bern"))),
        ("A;a;a@example.com;4", OwnerList([])),
    ],
)
def test_columns_that_are_not_taken_are_named(text: str, found: OwnerList) -> None:
    assert read_list(text) == OwnerList(read_list(text).rows, found.left_out, found.headed)
    assert read_list(text).rows[0]["email"] == "a@example.com"


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"Caf\x8e M\x9fller", "Café Müller"), (b"\xa3\xf3d\x9f Serwis", "Łódź Serwis"), (b"Cr\x8fme", "Crème")],
)
def test_file_of_another_code_has_the_right_letters(data: bytes, name: str) -> None:
    end = b",Zo\xeb" if b"\xa3" in data else b",Zo\x91"
    assert rows(decoded(data + end + b",zoe@example.com,3\r")) == [
        {"name": name, "owner": "Zoë", "email": "zoe@example.com", "people": "3"}
    ]
