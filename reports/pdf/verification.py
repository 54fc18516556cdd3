"""Checks whether the numbers inside a PDF follow from the answers in it."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from questions.core.question import Answer
from questions.core.questionnaire import Questionnaire
from questions.core.scoring import score, shown
from questions.library import Library
from reports.pdf.enclosed import FORMAT, NAME

MOST_BYTES = 2**20  # the longest possible answers take a quarter of it
LABELS = {
    "readiness": "Readiness",
    "strain": "Strain",
    "commitment": "Commitment",
    "sections": "Readiness by section",
    "scored": "Points of every answer",
    "goal": "Goal",
    "stage": "Stage",
    "stage_by_score": "Stage by the score alone",
    "band": "Band of strain",
    "commitment_band": "Band of commitment",
    "gates": "Gates that hold the verdict",
    "closed": "Gates that are closed",
    "verdict": "Verdict",
    "missing": "What a verdict still needs",
}


class NotComparable(Exception):  # noqa: N818 -- the file is at fault, not the program
    """There is nothing to compare; the message says why, for the user."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part that was compared; `differences` are lines, none if it agrees."""

    label: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    shop: str
    date: str
    questionnaire: Questionnaire
    parts: tuple[Part, ...]

    @property
    def agrees(self) -> bool:
        return not any(part.differences for part in self.parts)


def compare_numbers(pdf: bytes, versions: Library) -> Comparison:
    """Score the answers inside a PDF again and compare the scorecards; raise NotComparable if that cannot be done."""
    numbers = _read(pdf)
    named = numbers.get("questionnaire")
    named = named if isinstance(named, dict) else {}
    slug, version = printable(named.get("slug", "")), printable(named.get("version", ""))
    questionnaire = versions.get((slug, version))
    if questionnaire is None:
        known = ", ".join(sorted(f"{name} {number}" for name, number in versions))
        raise NotComparable(
            f"It was answered by the questionnaire {slug} {version}, which this installation does not have. "
            f"It has: {known}. Set QUESTIONNAIRES to the folder that holds it."
        )
    card = score(questionnaire, _answers(numbers.get("answers"), questionnaire))
    ours = json.loads(json.dumps(shown(questionnaire.rules, card)))
    theirs = numbers.get("scorecard")
    theirs = theirs if isinstance(theirs, dict) else {}
    names = _names(questionnaire, ours)
    same = named.get("checksum") == questionnaire.checksum
    other = printable(named.get("checksum"))
    changed = f"they are not those of this installation: checksum {other}, here {questionnaire.checksum}"
    parts = [Part(f"Questions of {slug} {version}", () if same else (changed,))]
    for key in dict.fromkeys([*ours, *theirs]):
        lines = tuple(
            f"{names.get(place[:2], '')}{' '.join(str(each) for each in place[2 if place[:2] in names else 1 :])}: "
            f"the file says {json.dumps(said)[:80]}, its answers give {json.dumps(given)[:80]}"
            for place, said, given in _differences((key,), theirs.get(key), ours.get(key))
        )
        parts.append(Part(LABELS.get(key, key), tuple(line.removeprefix(": ") for line in lines)))
    return Comparison(
        printable(numbers.get("shop", "")), printable(numbers.get("date", "")), questionnaire, tuple(parts)
    )


def printable(value: Any) -> str:
    """Return a value from the file as one safe line: terminals obey some characters, and nobody checked these."""
    return "".join(each if each.isprintable() else "\ufffd" for each in str(value)[:200])


def _read(pdf: bytes) -> dict[str, Any]:
    if not pdf.startswith(b"%PDF-"):
        raise NotComparable("It is not a PDF.")
    from pypdf import PdfReader  # noqa: PLC0415 -- a web server never needs it

    quiet = logging.getLogger("pypdf")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)  # what it would say about a damaged file is said below
    try:
        found = [bytes(each) for each in PdfReader(BytesIO(pdf)).attachments.get(NAME, [])]
    except Exception as error:  # whatever a damaged or hostile file makes the reader raise
        raise NotComparable(f"It is a damaged PDF, or one that is locked: {error}") from error
    finally:
        quiet.setLevel(level)
    if len(found) != 1:
        how_many = f"{len(found)} files" if found else "no file"
        raise NotComparable(
            f"It holds {how_many} called {NAME}, and a report of ours holds one. Printing a report to a new PDF "
            "loses it; ask for the file as it was downloaded."
        )
    try:
        numbers = json.loads(found[0]) if len(found[0]) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        numbers = None
    if not isinstance(numbers, dict) or numbers.get("format") != FORMAT:
        raise NotComparable(f"{NAME} inside it is not in the format {FORMAT!r}.")
    return numbers


def _answers(given: Any, questionnaire: Questionnaire) -> Mapping[str, Answer]:
    answers: dict[str, Answer] = {}
    for name, value in (given if isinstance(given, dict) else {}).items():
        question, answer = questionnaire.question.get(name), value
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            answer = tuple(value)
        if question is None or not isinstance(answer, str | int | tuple) or question.problem(answer):
            raise NotComparable(
                f"Its answer {json.dumps(value)[:80]} to {name[:80]!r} is none that {questionnaire.slug} "
                f"{questionnaire.version} takes, so it was changed after it was made."
            )
        answers[name] = answer
    return answers


def _names(questionnaire: Questionnaire, ours: dict[str, Any]) -> dict[tuple[Any, ...], str]:
    """Return the names of sections and questions, by their place in a scorecard."""
    sections = {("sections", n): each["section"] for n, each in enumerate(ours["sections"])}
    scored = {("scored", n): each["question"] for n, each in enumerate(ours["scored"])}
    return {place: f"{questionnaire.section[name].title}, " for place, name in sections.items()} | {
        place: f"{questionnaire.question[name].text} " for place, name in scored.items()
    }


def _differences(place: tuple[Any, ...], theirs: Any, ours: Any) -> Iterator[tuple[tuple[Any, ...], Any, Any]]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in dict.fromkeys([*ours, *theirs]):
            yield from _differences((*place, key), theirs.get(key), ours.get(key))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, pair in enumerate(zip(theirs, ours, strict=True)):
            yield from _differences((*place, number), *pair)
    elif not _same(theirs, ours):
        yield place, theirs, ours


def _same(theirs: Any, ours: Any) -> bool:
    """Whether both are equal, except for the last bit of a sum on another machine."""
    if isinstance(ours, float) and isinstance(theirs, int | float) and not isinstance(theirs, bool):
        return math.isclose(theirs, ours, rel_tol=0, abs_tol=1e-9)
    return type(theirs) is type(ours) and bool(theirs == ours)
