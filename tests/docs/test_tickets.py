"""What consultants are told about exports is so: the systems, their headings, the limits and the command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from evidence.core.measures.window import DAYS, LEAST_OVERLAP, MOST_AGE
from evidence.core.reading.encoding import MOST_BYTES
from evidence.core.reading.folding import fold
from evidence.core.reading.understanding import MOST_ROWS
from evidence.core.reading.vocabulary import System
from evidence.library import vocabulary
from evidence.storing import KEPT_FOR

TEXT = (Path(__file__).resolve().parent.parent.parent / "docs" / "tickets.md").read_text()
SECTIONS = dict(re.findall(r"^### (.+)\n\n((?:(?!^#).*\n)+)", TEXT, re.MULTILINE))
TITLES = {
    "freshdesk": "Freshdesk",
    "jira": "Jira",
    "glpi": "GLPI",
    "servicenow": "ServiceNow",
    "zendesk": "Zendesk",
    "osticket": "osTicket",
    "manageengine": "ManageEngine ServiceDesk",
    "zoho desk": "Zoho Desk",
    "syncro templates": "Two files, tickets and hours",
}
SYSTEMS = {each.name: each for each in vocabulary().headings.systems}


def test_each_system_has_its_part_and_no_other() -> None:
    assert list(SECTIONS) == [TITLES[name] for name in SYSTEMS]


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=SYSTEMS)
def test_its_headings_are_those_we_read(system: System) -> None:
    named = {fold(each) for each in re.findall(r"`([^`]+)`", SECTIONS[TITLES[system.name]])}
    read = {each for group in system.columns.values() for each in group}
    read |= {each for group in system.known_by for each in group}
    if system.name == "syncro templates":
        read |= {each for group in vocabulary().headings.entries.values() for each in group}
    assert named - read == set()
    assert any(group <= named for group in system.known_by)


def test_what_is_not_supported_is_no_system_of_ours() -> None:
    listed = re.findall(r"^- (.+)$", TEXT.split("## Not supported")[1].split("## Before")[0], re.MULTILINE)
    assert len(listed) == 5
    assert not {word.lower() for line in listed for word in line.split()} & set(SYSTEMS)


def test_the_limits_are_ours() -> None:
    words = " ".join(TEXT.split())
    assert f"At most {MOST_BYTES // 1_000_000} MB and {MOST_ROWS:,} rows" in words
    assert f"after {KEPT_FOR.total_seconds() / 60:.0f} minutes at the latest" in words
    assert (DAYS, LEAST_OVERLAP, MOST_AGE) == (28, 14, 35), "the guide says four, two and five weeks"


def test_the_command_is_there() -> None:
    assert set(re.findall(r"manage\.py (\w+)", TEXT)) == {"tickets"} <= set(get_commands())
