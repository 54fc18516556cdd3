"""Every questionnaire version this installation can read: our own, and those in the folders of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

from questions.core.consistency import INDEX
from questions.core.loader import load
from questions.core.questionnaire import Questionnaire
from questions.core.tables import ContentError, ContentProblem

OWN = Path(__file__).parent / "content"
OWN_SLUG = "is-it-working"
Library = Mapping[tuple[str, str], Questionnaire]


def read(folders: Iterable[Path]) -> Library:
    """Read `<folder>/<slug>/<version>/` in each folder; raise ContentError with the faults of all versions."""
    found: dict[tuple[str, str], Questionnaire] = {}
    problems: list[ContentProblem] = []
    for folder in folders:
        if not folder.is_dir():
            problems.append(ContentProblem(str(folder), "", "QUESTIONNAIRES", "there is no such folder"))
        for index in sorted(folder.glob(f"*/*/{INDEX}")):
            try:
                questionnaire = load(index.parent)
            except ContentError as error:
                problems.extend(error.problems)
                continue
            key = (questionnaire.slug, questionnaire.version)
            if key in found:
                problems.append(ContentProblem(str(index), "", "(whole file)", "this version stands in two folders"))
            found[key] = questionnaire
    if problems:
        raise ContentError(problems)
    return MappingProxyType(found)


@cache
def ours() -> Questionnaire:
    """Return the questionnaire our example shops answered, whatever this installation asks."""
    return current(read([OWN]), OWN_SLUG)


@cache
def library() -> Library:
    return read([OWN, *settings.QUESTIONNAIRE_DIRS])


def asked_today() -> Questionnaire:
    """Return the questionnaire that new assessments get."""
    return current(library(), settings.QUESTIONNAIRE)


def current(versions: Library, slug: str) -> Questionnaire:
    """Return the newest published version of a slug, or its newest draft if none is published.

    Raise LookupError if the slug has no version.
    """
    candidates = [questionnaire for (name, _), questionnaire in versions.items() if name == slug]
    if not candidates:
        raise LookupError(f"no questionnaire is called {slug!r}")
    return max(candidates, key=lambda questionnaire: (questionnaire.published, _order(questionnaire.version)))


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
