"""E-mail addresses as mail programs copy them: `Ada Example <ada@example.com>; "Test, Bo" <mailto:bo@example.com>;`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from clients.core.text import clean_line

ADDRESS = r"[^\s<>()\[\]\",;:@]+@[^\s<>()\[\]\",;:@'?]+\.[^\s<>()\[\]\",;:@'?]+"
BARE = re.compile(rf"(?:mailto:|smtp:)?'?<?(?:mailto:)?(?P<address>{ADDRESS})(?:\?[^\s<>;,]*)?>?'?", re.IGNORECASE)
# One person of a list: with their name before or behind, or an address alone.
PERSON = re.compile(
    rf"""\s*(?:
        (?P<name>"(?:[^"\\]|\\.)*"|'[^'<>@]*'|[^<>"@;]*?)\s*[<\[](?:mailto:)?(?P<in>{ADDRESS})(?:\?[^\s<>;,]*)?[>\]]
        |(?P<first>{ADDRESS})\s*\((?P<comment>[^()]*)\)
        |(?:mailto:|smtp:)?'?(?P<alone>{ADDRESS})(?:\?[^\s<>;,]*)?'?
    )\s*(?P<end>[;,]|$)[;,\s]*""",
    re.IGNORECASE | re.VERBOSE,
)
HEADER = re.compile(r"\s*(?:to|cc|bcc|from|an|von)\s*:\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str


def people_in(line: str) -> list[Person]:
    """Everybody in a line that holds nothing but addresses, with or without names; empty where it holds more."""
    line = clean_line(line)
    start = header.end() if (header := HEADER.match(line)) else 0
    found: list[Person] = []
    while start < len(line):
        person = PERSON.match(line, start)
        if person is None:
            return []
        name, more = person["name"] or "", ";" in line or bool(found)
        if _holds_a_shop(name) and not more:
            return []
        found.append(_person(person))
        start = person.end()
    return found


def _holds_a_shop(name: str) -> bool:
    """Whether what stands before a comma is more than a last name, as in `Bob's Computers, Bob`."""
    last, comma, _first = name.strip().partition(",")
    return bool(comma) and not name.strip().startswith('"') and len(last.split()) > 1


def plain_address(cell: str) -> str:
    """An address without what programs write round it; a cell that holds no single one stays as it is."""
    found = BARE.fullmatch(cell.strip().rstrip(";,. "))
    return found["address"] if found else cell


def _person(found: re.Match[str]) -> Person:
    if found["in"]:
        return Person(readable(found["name"]), found["in"])
    if found["first"]:
        return Person(readable(found["comment"]), found["first"])
    return Person("", found["alone"])


def readable(name: str) -> str:
    """A name as one says it: without quotation marks and codes, the first name first."""
    name = name.strip().strip("\"'").replace('\\"', '"').replace("\\", "").strip()
    if name.startswith("=?") and name.endswith("?="):
        try:
            name = str(make_header(decode_header(name)))
        except (HeaderParseError, LookupError, UnicodeError, ValueError):
            return clean_line(name)
    last, comma, first = name.partition(",")
    swapped = comma and first.strip() and "," not in first and "@" not in name
    return clean_line(f"{first} {last}" if swapped else name)
