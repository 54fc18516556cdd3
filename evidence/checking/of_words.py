"""Checks the headings and the words that a file of tickets is understood by."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from evidence.core.reading.folding import words
from evidence.core.reading.vocabulary import UNITS, Meaning, Role
from questions.core.tables import Place, Table

ROLES = tuple(role.value.replace("_", "-") for role in Role)
OF_ENTRIES = ("id", "duration", "start", "who")
# Of each group a word means one: a cell cannot be both.
EITHER = (
    (Meaning.PLANNED, Meaning.UNPLANNED, Meaning.UNCLEAR),
    (Meaning.URGENT, Meaning.CALM),
)


def check_headings(data: object, place: Place) -> None:
    """Record every fault of the file with the headings."""
    file = Table(data, place)
    names: set[str] = set()
    for system in file.tables("systems"):
        name = system.text("name")
        if name in names:
            system.wrong("name", "another system has this name")
        names.add(name)
        _check_known_by(system)
        unit = system.text("unit", "")
        if unit and unit not in UNITS:
            system.wrong("unit", f"must be one of {', '.join(UNITS)}, not {unit!r}")
        _check_columns(system.table("columns"), ROLES)
        system.end()
    any_file, entries = file.table("any"), file.table("entries")
    _check_columns(any_file, ROLES)
    for key in OF_ENTRIES:
        if key not in entries:
            entries.wrong(key, "is missing")
    _check_columns(entries, OF_ENTRIES)
    file.end()


def _check_known_by(system: Table) -> None:
    given = system.left.pop("known-by", None)
    groups = given if isinstance(given, list) and given else [None]
    if not all(isinstance(group, list) and group and all(map(_is_text, group)) for group in groups):
        system.wrong("known-by", "must hold lists of headings, and none that is empty")


def _check_columns(table: Table, known: Iterable[str]) -> None:
    """Check lists of headings by what their column holds; the same heading cannot stand twice in a list."""
    for key in known:
        if key not in table:
            continue
        headings = table.lines(key)
        for twice in sorted({each for each in headings if each and headings.count(each) > 1}):
            table.wrong(key, f"holds {twice!r} twice")
    table.end()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def check_words(data: object, place: Place) -> None:
    """Record every fault of the file with the words."""
    file = Table(data, place)
    phrases: dict[Meaning, set[tuple[str, ...]]] = {}
    for meaning in Meaning:
        if meaning not in file:
            file.wrong(meaning, "is missing")
            continue
        table = file.table(meaning)
        listed = {language: table.lines(language) for language in list(table.left)}
        if not listed:
            table.wrong("(whole table)", "holds no words")
        phrases[meaning] = {tuple(words(each)) for found in listed.values() for each in found}
        if () in phrases[meaning]:
            table.wrong("(whole table)", "holds a word without a letter or a digit")
        if meaning is Meaning.ROBOT and any(len(each) > 1 for each in phrases[meaning]):
            table.wrong("(whole table)", "must hold single words: they are found anywhere in a cell")
    for group in EITHER:
        for one, two in combinations(group, 2):
            for phrase in sorted(phrases.get(one, set()) & phrases.get(two, set())):
                file.wrong(one, f"{' '.join(phrase)!r} stands in {two}, too")
    file.end()
