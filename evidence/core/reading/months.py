"""Month names in seven languages: in full, or any start of at least three letters that means one month."""

from __future__ import annotations

from collections.abc import Mapping

from evidence.core.reading.folding import plain

NAMES = (
    "january enero janeiro janvier januar gennaio januari jänner",
    "february febrero fevereiro février februar febbraio februari",
    "march marzo março mars märz marzo maart mrz mrt",
    "april abril abril avril april aprile april",
    "may mayo maio mai mai maggio mei",
    "june junio junho juin juni giugno juni",
    "july julio julho juillet juli luglio juli",
    "august agosto agosto août august agosto augustus",
    "september septiembre setembro septembre september settembre september setiembre",
    "october octubre outubro octobre oktober ottobre oktober",
    "november noviembre novembro novembre november novembre november",
    "december diciembre dezembro décembre dezember dicembre december",
)
SHORTEST = 3


def _beginnings() -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for month, names in enumerate(NAMES, start=1):
        for name in plain(names).split():
            for length in range(SHORTEST, len(name) + 1):
                found.setdefault(name[:length], set()).add(month)
    return {name: months.pop() for name, months in found.items() if len(months) == 1}


MONTHS: Mapping[str, int] = _beginnings()


def month(name: str) -> int | None:
    """Return 1 to 12; None if the name fits no month, or more than one."""
    return MONTHS.get(plain(name))
