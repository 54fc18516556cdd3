"""Lists of owners as people have them: pasted, or saved by Excel in one of its ways."""

import pytest

from clients.owner_list import MOST_ROWS, Row, Unreadable, decoded, rows

BOB: Row = {"name": "Bob's Computers", "owner": "Bob", "email": "bob@example.com", "people": "4"}
ZOE: Row = {"name": "Zoë & Söhne", "owner": "Zoë", "email": "zoe@example.com", "people": ""}
BARE: Row = {"name": "", "owner": "", "email": "", "people": ""}


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_file_is_read_as_excel_saves_it(encoding: str) -> None:
    assert rows(decoded("Zoë & Söhne;Zoë;zoe@example.com\r\n".encode(encoding))) == [ZOE]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04[Content_Types].xml", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook"),
        (b"a;b\0;c", "encoding"),
        (b"\x81\x8d\xff", "encoding"),
        ("Zoë".encode("utf-16")[:-1], "encoding"),
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
