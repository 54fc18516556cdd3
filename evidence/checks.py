"""Lets `manage.py check` read what files of tickets are understood by, and what their numbers are compared with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from evidence import library
from evidence.checking.of_ranges import check_ranges
from evidence.checking.of_words import check_headings, check_words
from questions.core.questionnaire import Questionnaire
from questions.core.tables import ContentError, ContentProblem, Place
from questions.library import OWN, read

VOCABULARY = {"headings.toml": check_headings, "words.toml": check_words}


def content(*, app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        versions = read([OWN])
    except ContentError:  # the questionnaires' own check says so
        versions = {}
    found = faults(library.CONTENT, versions)
    return [Error(str(problem), id="evidence.E001") for problem in found]


def faults(folder: Path, versions: Mapping[tuple[str, str], Questionnaire]) -> list[ContentProblem]:
    """Return every fault of the folder's files; without versions, ranges are not checked."""
    problems: list[ContentProblem] = []
    for name, check in VOCABULARY.items():
        place = Place(name, "", "", problems)
        if (data := _read(folder / name, place)) is not None:
            check(data, place)
    for path in sorted(folder.glob("*/*.toml")) if versions else ():
        slug, version = path.parent.name, path.stem
        place = Place(f"{slug}/{path.name}", "", "", problems)
        if (slug, version) not in versions:
            place.wrong(f"there is no version {version} of {slug}")
        elif (data := _read(path, place)) is not None:
            check_ranges(data, place, versions[slug, version])
    return problems


def _read(path: Path, place: Place) -> dict[str, Any] | None:
    """Return a file's tables, or None with the fault recorded."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        place.wrong(f"cannot be read: {error.strerror}")
    except ValueError as error:  # no TOML, or no UTF-8
        place.wrong(str(error))
    return None
