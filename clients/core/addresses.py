"""Reads e-mail addresses as mail programs copy them: `Ada Example <ada@example.com>; "Test, Bo" <mailto:bo@x.com>;`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from clients.core.text import clean_line

ADDRESS = r"[^\s<>()\[\]\",;:@]+@[^\s<>()\[\]\",;:@'?]+\.[^\s<>()\[\]\",;:@'?]+"
BARE = re.compile(rf"(?:mailto:|smtp:)?'?<?(?:mailto:)?(?P<address>{ADDRESS})(?:\?[^\s<>;,]*)?>?'?", re.IGNORECASE)
# One person in a list: an address alone, or with a name before or after it.
PERSON = re.compile(
    rf"""\s*(?:
        (?P<name>"(?:[^"\\]|\\.)*"|'[^'<>]*'|[^<>"@;]*?|{ADDRESS})
            \s*[<\[](?:mailto:)?(?P<in>{ADDRESS})(?:\?[^\s<>;,]*)?[>\]]
        |(?P<first>{ADDRESS})\s*\((?P<comment>[^()]*)\)
        |(?:mailto:|smtp:)?'?(?P<alone>{ADDRESS})(?:\?[^\s<>;,]*)?'?
    )\s*(?P<end>[;,]|$)[;,\s]*""",
    re.IGNORECASE | re.VERBOSE,
)
HEADER = re.compile(r"\s*(?:to|cc|bcc|from|an|von)\s*:\s+", re.IGNORECASE)
# What follows a comma without being a first name: the form of a firm, a generation, a degree.
BEHIND_WORDS = "inc incorporated ltd limited llc llp lp co corp corporation company plc gmbh ag kg ohg ug se sa"
BEHIND = frozenset(f"{BEHIND_WORDS} sarl sas srl spa bv nv ab oy pty jr sr ii iii iv phd md mba cpa esq".split())


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str


def people_in(line: str) -> list[Person]:
    """Return everyone in a line of addresses, with or without names; an empty list if the line holds anything else."""
    line, start = clean_line(line), 0
    found: list[Person] = []
    while start < len(line):
        start = header.end() if (header := HEADER.match(line, start)) else start
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
    """Whether the text before a comma is longer than a last name, as in `Bob's Computers, Bob`."""
    last, comma, _first = name.strip().partition(",")
    return bool(comma) and not name.strip().startswith('"') and len(last.split()) > 1


def plain_address(cell: str) -> str:
    """Strip what mail programs put around an address; return the cell unchanged unless it holds exactly one."""
    found = BARE.fullmatch(cell.strip().rstrip(";,. "))
    return found["address"] if found else cell


def _person(found: re.Match[str]) -> Person:
    if found["in"]:
        name = readable(found["name"])
        return Person("" if name.casefold() == found["in"].casefold() else name, found["in"])
    if found["first"]:
        return Person(readable(found["comment"]), found["first"])
    return Person("", found["alone"])


def readable(name: str) -> str:
    """Return a name as people say it: first name first, without quotation marks or mail encoding."""
    name = name.strip().strip("\"'").replace('\\"', '"').replace("\\", "").strip()
    if name.startswith("=?") and name.endswith("?="):
        try:
            name = str(make_header(decode_header(name)))
        except (HeaderParseError, LookupError, UnicodeError, ValueError):
            return clean_line(name)
    last, comma, first = name.partition(",")
    behind = re.sub(r"\W", "", first).casefold() in BEHIND
    swapped = comma and first.strip() and not behind and "," not in first and "@" not in name
    return clean_line(f"{first} {last}" if swapped else name)
