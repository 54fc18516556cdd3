"""Closes a version for good: a lock file holds the checksum that `manage.py check` compares from then on."""

from __future__ import annotations

import re
from pathlib import Path

from questions.core.loader import LOCK, load
from questions.core.questionnaire import Questionnaire
from questions.core.tables import SLUG, ContentError, ContentProblem

VERSION = re.compile(r"\d+(\.\d+)*")  # versions that can be sorted
LONGEST_SLUG, LONGEST_VERSION = 50, 20  # the length of an assessment's columns


def publishable(folder: Path) -> Questionnaire:
    """Return the version in `folder`; raise ContentError with everything that keeps it from being published."""
    problems: list[ContentProblem] = []

    def wrong(key: str, message: str) -> None:
        problems.append(ContentProblem(f"{folder.parent.name}/{folder.name}", "", key, message))

    if (folder / LOCK).exists():
        wrong(LOCK, "this version is published already; make the change in a new version")
    if not SLUG.fullmatch(folder.parent.name) or len(folder.parent.name) > LONGEST_SLUG:
        wrong("(slug)", f"its name must be small letters, digits and hyphens, at most {LONGEST_SLUG} characters")
    if not VERSION.fullmatch(folder.name) or len(folder.name) > LONGEST_VERSION:
        must_be = f"numbers with dots between, such as 2026.1, at most {LONGEST_VERSION} characters"
        wrong("(version)", f"its name must be {must_be}")
    try:
        questionnaire = load(folder)
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from error
    if problems:
        raise ContentError(problems)
    return questionnaire


def publish(folder: Path) -> Questionnaire:
    """Write the lock file and return the published version; raise ContentError as `publishable` does."""
    questionnaire = publishable(folder)
    with (folder / LOCK).open("x", encoding="ascii") as lock:  # never overwrites a lock
        lock.write(f"{questionnaire.checksum}\n")
    return load(folder)
