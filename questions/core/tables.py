"""Reads a TOML table strictly: every key is asked for once, and a key left over is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import TypeVar

from questions.core.question import MOST_POINTS

E = TypeVar("E", bound=StrEnum)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REQUIRED = object()


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """A fault in the content, and where it is: file, section (empty for the whole questionnaire) and key."""

    file: str
    section: str
    key: str
    message: str

    def __str__(self) -> str:
        section = f" section {self.section}:" if self.section else ""
        return f"{self.file}:{section} {self.key}: {self.message}"


class ContentError(Exception):
    """Content that cannot be used; `problems` lists every fault."""

    def __init__(self, problems: Sequence[ContentProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Place:
    """The reader's place in the content, to name faults by; all places share one list of problems."""

    file: str
    section: str
    key: str
    problems: list[ContentProblem]

    def at(self, key: str) -> Place:
        return Place(self.file, self.section, f"{self.key}.{key}" if self.key else key, self.problems)

    def wrong(self, message: str) -> None:
        self.problems.append(ContentProblem(self.file, self.section, self.key or "(whole file)", message))


class Table:
    """One TOML table; each method takes out a key, records its faults and returns a usable value."""

    def __init__(self, data: object, place: Place) -> None:
        self.place = place
        if not isinstance(data, dict):
            place.wrong("must be a table")
        self.left: dict[str, object] = dict(data) if isinstance(data, dict) else {}

    def __contains__(self, key: str) -> bool:
        return key in self.left

    def wrong(self, key: str, message: str) -> None:
        self.place.at(key).wrong(message)

    def end(self) -> None:
        """Record every key not asked for as a fault; call it last."""
        for key in self.left:
            self.wrong(key, "unknown key")

    def _take(self, key: str, kind: type | tuple[type, ...], name: str, default: object) -> object:
        if key not in self.left:
            if default is REQUIRED:
                self.wrong(key, "is missing")
            return None if default is REQUIRED else default
        value = self.left.pop(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.wrong(key, f"must be {name}, not {value!r}")
            return None if default is REQUIRED else default
        return value

    def text(self, key: str, default: object = REQUIRED) -> str:
        """Return a text without surrounding spaces, with line breaks inside as spaces."""
        value = self._take(key, str, "a text", default)
        if value is None:
            return ""
        found = " ".join(str(value).split())
        if not found and default is REQUIRED:
            self.wrong(key, "must not be empty")
        return found

    def slug(self, key: str, default: object = REQUIRED) -> str:
        found = self.text(key, default)
        if found and not SLUG.fullmatch(found):
            self.wrong(key, f"must be small letters, digits and hyphens, not {found!r}")
        return found

    def whole(self, key: str, default: object = REQUIRED) -> int:
        value = self._take(key, int, "a whole number", default)
        return value if isinstance(value, int) else 0

    def number(self, key: str, default: object = REQUIRED) -> float:
        value = self._take(key, (int, float), "a number", default)
        if isinstance(value, float) and not isfinite(value):
            self.wrong(key, f"must be a number, not {value!r}")
            return 0.0
        return float(value) if isinstance(value, int | float) else 0.0

    def flag(self, key: str, *, default: bool = False) -> bool:
        return bool(self._take(key, bool, "true or false", default))

    def one_of(self, key: str, choices: type[E], default: object = REQUIRED) -> E:
        found = self.text(key, default)
        if found in set(choices):
            return choices(found)
        if found:
            self.wrong(key, f"must be one of {', '.join(choices)}, not {found!r}")
        return next(iter(choices))

    def one_number(self, key: str, choices: tuple[int, ...]) -> int:
        found = self.whole(key)
        if found not in choices:
            self.wrong(key, f"must be one of {', '.join(map(str, choices))}, not {found}")
        return found

    def lines(self, key: str) -> tuple[str, ...]:
        """Return one text or more, each without surrounding spaces."""
        values = self._take(key, list, "a list of texts", REQUIRED)
        given = values if isinstance(values, list) else []
        found = tuple(" ".join(each.split()) if isinstance(each, str) else "" for each in given)
        if values is not None and not (found and all(found)):
            self.wrong(key, "must hold texts, and none that is empty")
        return found

    def pair(self, key: str) -> tuple[float, float]:
        """Return the least and the most of something, from a list of two numbers."""
        values = self._take(key, list, "a list of two numbers", REQUIRED)
        match values:
            case [int() | float() as least, int() | float() as most] if 0 <= least <= most:
                return float(least), float(most)
            case None:
                return 0.0, 0.0
            case _:
                self.wrong(key, f"must hold the least and the most, not {values!r}")
                return 0.0, 0.0

    def slugs(self, key: str, default: object = REQUIRED) -> tuple[str, ...]:
        values = self._take(key, list, "a list of ids", default)
        found = tuple(values) if isinstance(values, list | tuple) else ()
        for value in found:
            if not isinstance(value, str) or not SLUG.fullmatch(value):
                self.wrong(key, f"must hold ids, not {value!r}")
        if len(set(map(str, found))) < len(found):
            self.wrong(key, "names the same id twice")
        return tuple(str(value) for value in found)

    def knots(self, key: str) -> tuple[tuple[int, float], ...]:
        values = self._take(key, list, "a list of [whole number, points]", REQUIRED)
        found: list[tuple[int, float]] = []
        for value in values if isinstance(values, list) else []:
            match value:
                case [int() as at, int() | float() as points] if 0 <= points <= MOST_POINTS and not {bool} & set(
                    map(type, value)
                ):
                    found.append((at, float(points)))
                case _:
                    self.wrong(key, f"must hold [whole number, points from 0 to {MOST_POINTS}], not {value!r}")
        return tuple(found)

    def needs(self, key: str) -> tuple[tuple[str, int], ...]:
        values = self._take(key, list, "a list of [question id, points]", REQUIRED)
        found: list[tuple[str, int]] = []
        for value in values if isinstance(values, list) else []:
            match value:
                case [str() as question, int() as least] if 0 < least <= MOST_POINTS and not isinstance(least, bool):
                    found.append((question, least))
                case _:
                    self.wrong(key, f"must hold [question id, points from 1 to {MOST_POINTS}], not {value!r}")
        return tuple(found)

    def table(self, key: str) -> Table:
        return Table(self.left.pop(key, {}), self.place.at(key))

    def texts(self) -> dict[str, str]:
        """Return every key of this table with its text."""
        return {key: self.text(key) for key in list(self.left)}

    def tables(self, key: str, default: object = REQUIRED) -> Iterator[Table]:
        """Yield the tables of a list, each named in faults by its id, or else by its number from 1."""
        values = self._take(key, list, "a list of tables", default)
        for number, value in enumerate(values if isinstance(values, list) else [], start=1):
            name = value.get("id", number) if isinstance(value, dict) else number
            yield Table(value, self.place.at(f"{key}[{name}]"))
