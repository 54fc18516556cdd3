"""Cards of people as address books save them."""

import pytest

from clients.core.cards import Card, cards_in

BOB = Card("Bob Smith", "Bob's Computers", "bob@example.com")
PLAIN = """BEGIN:VCARD
VERSION:3.0
N:Smith;Bob;;;
FN:Bob Smith
ORG:Bob's Computers;Service
EMAIL;TYPE=INTERNET,WORK:bob@example.com
EMAIL;TYPE=HOME:b@example.org
TEL:555 1234
END:VCARD
"""


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        (PLAIN, [BOB]),
        (PLAIN.replace("\n", "\r\n"), [BOB]),
        (PLAIN + "\n" + PLAIN.lower(), [BOB, Card("bob smith", "bob's computers", "bob@example.com")]),
        (PLAIN.replace("FN:Bob Smith\n", ""), [BOB]),
        (PLAIN.replace("FN:Bob", "FN:Bo\n b"), [BOB]),
        (PLAIN.replace("EMAIL;", "item1.EMAIL;"), [BOB]),
        (PLAIN.replace("Bob's Computers", "Bob\\; Sons\\, Inc."), [
            Card("Bob Smith", "Bob; Sons, Inc.", "bob@example.com"),
        ]),
        (PLAIN.replace("FN:", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:J=C3=B6r=\ng "), [
            Card("Jörg Bob Smith", "Bob's Computers", "bob@example.com"),
        ]),
        ("BEGIN:VCARD\nEND:VCARD", [Card("", "", "")]),
        ("Shop;Bob;bob@example.com\n" + PLAIN, []),
        ("FN:Bob", []),
        ("", []),
    ],
)  # fmt: skip
def test_cards(text: str, cards: list[Card]) -> None:
    assert cards_in(text) == cards
