"""People's cards as address books save and copy them: vCard of any version."""

from __future__ import annotations

import re
from binascii import a2b_qp
from dataclasses import dataclass

BEGINNING = re.compile(r"^\s*begin:vcard\s*$", re.IGNORECASE | re.MULTILINE)
FOLDED = re.compile(r"\r?\n[ \t]")  # a long line goes on in the next
SOFT_BREAK = re.compile(r"=\r?\n")
ESCAPED = re.compile(r"\\(.)")
FIELD = re.compile(r"^(?:[\w-]+\.)?(?P<name>fn|n|org|email)(?P<more>;[^:\n]*)?:(?P<value>.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """One person's card, with the first address if it has several."""

    name: str
    firm: str
    email: str


def cards_in(text: str) -> list[Card]:
    """Return the cards in a text that starts with one; an empty list for any other text."""
    before, *cards = BEGINNING.split(text)
    return [] if before.strip() else [_card(each) for each in cards]


def _card(text: str) -> Card:
    found: dict[str, str] = {}
    for line in FOLDED.sub("", SOFT_BREAK.sub("", text)).splitlines():
        if field := FIELD.match(line.strip()):
            found.setdefault(field["name"].lower(), _value(field["value"], (field["more"] or "").lower()))
    last, first, *_rest = (*re.split(r"(?<!\\);", found.get("n", "")), "")
    name = found.get("fn") or f"{first} {last}"
    firm = re.split(r"(?<!\\);", found.get("org", ""))[0]  # its departments follow
    return Card(_plain(name), _plain(firm), _plain(found.get("email", "")))


def _value(value: str, more: str) -> str:
    if "quoted-printable" not in more:
        return value
    return a2b_qp(value.encode()).decode("utf-8", errors="replace")


def _plain(value: str) -> str:
    return ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value).strip()
