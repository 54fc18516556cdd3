"""Reads shops from files: one TOML file holds a shop and its answers, checked against a questionnaire."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from clients.core.text import clean_line, clean_text
from questions.core.question import Answer, Answers
from questions.core.questionnaire import Questionnaire
from questions.core.tables import ContentError, ContentProblem, Place, Table

FOLDER = Path(__file__).parent.parent / "personas"


@dataclass(frozen=True, slots=True)
class Persona:
    """A shop with its answers; `note` describes it in a line."""

    id: str
    name: str
    owner: str
    people: int
    note: str
    answers: Answers


def examples(version: str = "") -> dict[str, Path]:
    """Return the files of our example shops by name: those that answered this version, else the current ones."""
    folder = FOLDER / version if version and (FOLDER / version).is_dir() else FOLDER
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def example_sets() -> tuple[dict[str, Path], ...]:
    """Return the files of every set of example shops: the current ones, then those of older versions, newest first."""
    versions = sorted((path.name for path in FOLDER.iterdir() if path.is_dir()), reverse=True)
    return (examples(), *(examples(version) for version in versions))


def read_persona(path: Path, questionnaire: Questionnaire) -> Persona:
    """Read a shop; raise ContentError if the file, a key or an answer does not fit the questionnaire."""
    problems: list[ContentProblem] = []
    root = Place(path.name, "", "", problems)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        root.wrong(str(error))
        raise ContentError(problems) from error
    table = Table(data, root)
    shop, answers = table.table("shop"), table.table("answers")
    persona = Persona(
        id=path.stem,
        name=_name(shop),
        owner=clean_line(shop.text("owner", "")),
        people=shop.whole("people", 0),
        note=clean_line(shop.text("note", "")),
        answers=_answers(answers, questionnaire),
    )
    shop.end()
    table.end()
    if problems:
        raise ContentError(problems)
    return persona


def _name(shop: Table) -> str:
    typed = shop.text("name")
    name = clean_line(typed)
    if typed and not name:
        shop.wrong("name", "must not be empty")
    return name


def _answers(table: Table, questionnaire: Questionnaire) -> Answers:
    found: dict[str, Answer] = {}
    for name, value in table.left.items():
        question, answer = questionnaire.question.get(name), _answer(value)
        if question is None:
            table.wrong(name, f"{questionnaire.slug} {questionnaire.version} asks no such question")
        elif answer is None:
            table.wrong(name, f"{value!r}: not an answer")
        elif problem := question.problem(answer):
            table.wrong(name, f"{value!r}: {problem}")
        else:
            found[name] = answer
    return found


def _answer(value: object) -> Answer | None:
    """Convert a TOML value to an answer; None if it cannot answer any question."""
    if isinstance(value, list):
        return tuple(value) if all(isinstance(each, str) for each in value) else None
    return clean_text(value) if isinstance(value, str) else value if isinstance(value, int) else None
