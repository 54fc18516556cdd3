"""Addresses as mail programs copy them."""

import pytest

from clients.core.addresses import Person, people_in, plain_address, readable

ADA, BO = Person("Ada Example", "ada@example.com"), Person("Bo Test", "bo@example.com")
ALONE = Person("", "ada@example.com")


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("mailto:ada@example.com", [ALONE]),
        ("Ada Example <ada@example.com>", [ADA]),
        ("Example, Ada <ada@example.com>; Test, Bo <bo@example.com>", [ADA, BO]),
        ("ada@example.com;", [ALONE]),
        ("<ada@example.com>,", [ALONE]),
        ("'ada@example.com'", [ALONE]),
        ("ada@example.com (Ada Example)", [ADA]),
        ('"Example, Ada" <ada@example.com>', [ADA]),
        ('"Example, Ada" <ada@example.com>, "Test, Bo" <bo@example.com>', [ADA, BO]),
        ("'Ada Example' <mailto:ada@example.com>; Bo Test <bo@example.com>;", [ADA, BO]),
        ("Ada Example [mailto:ada@example.com]", [ADA]),
        ("Ada Example <mailto:ada@example.com?subject=Hi>", [ADA]),
        ("mailto:ada@example.com?subject=Hi", [ALONE]),
        ("MAILTO:ada@example.com", [ALONE]),
        ("To: Ada Example <ada@example.com>; bo@example.com", [ADA, Person("", "bo@example.com")]),
        ("ada@example.com, bo@example.com", [ALONE, Person("", "bo@example.com")]),
        ("\u200bada@example.com\u200b;\u200b", [ALONE]),
        ("=?utf-8?Q?Zo=C3=AB?= <z@example.com>", [Person("Zoë", "z@example.com")]),
        ("ada@example.com <ada@example.com>", [ALONE]),
        ("'ada@example.com' <ada@example.com>; \"Bo Test\" <bo@example.com>", [ALONE, BO]),
        ("other@example.com <ada@example.com>", [Person("other@example.com", "ada@example.com")]),
        ("To: Ada Example <ada@example.com>; Cc: Bo Test <bo@example.com>", [ADA, BO]),
        (
            "Smith & Sons, Ltd. <ada@example.com>; b@example.com",
            [
                Person("Smith & Sons, Ltd.", "ada@example.com"),
                Person("", "b@example.com"),
            ],
        ),
        ('"King, Jr." <ada@example.com>', [Person("King, Jr.", "ada@example.com")]),
        ("Sean O'Neil <s.o'neil@example.com>", [Person("Sean O'Neil", "s.o'neil@example.com")]),
    ],
)
def test_everybody_is_found(line: str, people: list[Person]) -> None:
    assert people_in(line) == people


@pytest.mark.parametrize(
    "line",
    [
        *(
            "",
            "Bob's;Bob;bob@example.com;4",
            "Bob's Computers, Bob <bob@example.com>",
            "Ada Shop, Ada, ada@example.com",
        ),
        *(
            "ada@example.com bo@example.com",
            "Shop;E-mail",
            "ada@example",
            '"' * 9999,
            " <" * 9999,
            "a," * 9999,
            "x" * 99999,
        ),
    ],
)
def test_line_that_holds_more_than_addresses_is_left_to_the_table(line: str) -> None:
    assert people_in(line) == []


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("mailto:ada@example.com", "ada@example.com"),
        ("ada@example.com;", "ada@example.com"),
        ("<ada@example.com>", "ada@example.com"),
        ("ada at example.com", "ada at example.com"),
    ],
)
def test_what_stands_round_an_address_goes(cell: str, address: str) -> None:
    assert plain_address(cell) == address


@pytest.mark.parametrize(
    ("name", "said"),
    [("Example, Ada", "Ada Example"), ('"Ada"', "Ada"), ("A, B, C", "A, B, C"), ("=?x?Q?y?=", "=?x?Q?y?="), ("", "")],
)
def test_name_is_said_first_name_first(name: str, said: str) -> None:
    assert readable(name) == said
