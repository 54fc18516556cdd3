"""Reads a questionnaire from TOML, strictly: a folder is read whole, or refused with every fault named."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path

from questions.core.consistency import INDEX, VERDICT, check
from questions.core.contradiction import Condition, Contradiction
from questions.core.every_level import said_everywhere
from questions.core.question_reader import read_question
from questions.core.questionnaire import (
    Ceiling,
    Cut,
    Gate,
    GateAction,
    Goal,
    Need,
    Questionnaire,
    Section,
    VerdictTexts,
)
from questions.core.rules import Rules, Sums, read
from questions.core.tables import ContentError, ContentProblem, Place, Table
from questions.core.verdict_reader import read_verdict

LOCK = "lock.sha256"
ADDED = "added.toml"  # next to the version folders: keys added after a version was published, by version


def checksum(folder: Path) -> str:
    """Return the SHA-256 over the names and bytes of a version's TOML files."""
    digest = sha256()
    for file in sorted(folder.glob("*.toml")):
        data = file.read_bytes()
        digest.update(f"{file.name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def load(folder: Path) -> Questionnaire:
    """Read the version in `folder`, named `<slug>/<version>`; raise ContentError with all its faults."""
    problems: list[ContentProblem] = []
    root = Place(f"{folder.parent.name}/{folder.name}/{INDEX}", "", "", problems)
    index = _table(folder / INDEX, root)
    _add(index, folder)
    names = index.slugs("sections")
    if not names and not problems:
        index.wrong("sections", "must name at least one section")
    sections = tuple(_section(folder, name, problems) for name in names)
    digest = checksum(folder)
    questionnaire = Questionnaire(
        slug=folder.parent.name,
        version=folder.name,
        lang=index.text("lang"),
        title=index.text("title"),
        checksum=digest,
        published=(folder / LOCK).exists(),
        goal=index.slug("goal"),
        minutes=(index.whole("minutes-from"), index.whole("minutes-to")),
        sections=sections,
        stages=_cuts(index, "stages"),
        strain_bands=_cuts(index, "strain-bands"),
        commitment_bands=_cuts(index, "commitment-bands"),
        verdict=_verdict(folder, problems),
        goals=tuple(_goal(table) for table in index.tables("goals", ())),
        gates=tuple(_gate(table) for table in index.tables("gates", ())),
        ceiling=_ceiling(index.table("ceiling")) if "ceiling" in index else None,
        contradictions=tuple(_contradiction(table) for table in index.tables("contradictions", ())),
        gates_in_words=index.text("gates-in-words", ""),
        goal_names=index.table("goal-names").texts() if "goal-names" in index else {},
        rules=read(index.table("rules"), Rules),
        quick=index.slugs("quick", ()),
        quick_minutes=index.whole("quick-minutes", 0),
    )
    index.end()
    for file in sorted(folder.glob("*.toml")):
        if file.name not in (INDEX, VERDICT) and file.stem not in names:
            index.wrong("sections", f"does not name the file {file.name}")
    if questionnaire.published and (folder / LOCK).read_bytes().strip() != digest.encode():
        Place(f"{folder.parent.name}/{folder.name}/{LOCK}", "", "", problems).wrong(
            "this version is published and its files have changed since; make the change in a new version"
        )
    if not problems:
        problems.extend([*check(questionnaire), *said_everywhere(questionnaire)])
    if problems:
        raise ContentError(problems)
    return questionnaire


def _table(path: Path, place: Place) -> Table:
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8-sig")), place)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError(
            [*place.problems, ContentProblem(place.file, place.section, "(whole file)", str(error))]
        ) from error


def _add(index: Table, folder: Path) -> None:
    """Add keys that the format did not have when a version was published, since its files may not change."""
    file = folder.parent / ADDED
    if file.exists():
        place = Place(f"{folder.parent.name}/{ADDED}", "", "", index.place.problems)
        added = _table(file, place).table(folder.name)
        for key in added.left:
            if key in index:
                added.wrong(key, f"stands in {folder.name}/{INDEX} already")
        index.left = added.left | index.left


def _section(folder: Path, name: str, problems: list[ContentProblem]) -> Section:
    table = _table(
        folder / f"{name}.toml", Place(f"{folder.parent.name}/{folder.name}/{name}.toml", name, "", problems)
    )
    section = Section(
        id=name,
        title=table.text("title"),
        lead=table.text("lead"),
        weight=table.number("weight"),
        questions=tuple(
            read_question(each, slug=folder.parent.name, version=folder.name) for each in table.tables("questions")
        ),
        sums=read(table.table("sums"), Sums) if "sums" in table else None,
    )
    table.end()
    return section


def _verdict(folder: Path, problems: list[ContentProblem]) -> VerdictTexts:
    place = Place(f"{folder.parent.name}/{folder.name}/{VERDICT}", "", "", problems)
    return read_verdict(_table(folder / VERDICT, place))


def _cuts(index: Table, key: str) -> tuple[Cut, ...]:
    cuts = []
    for table in index.tables(key):
        cuts.append(Cut(table.slug("id"), table.text("name"), table.whole("least"), table.text("text")))
        table.end()
    return tuple(cuts)


def _goal(table: Table) -> Goal:
    goal = Goal(
        id=table.slug("id"),
        needs=tuple(Need(question, least) for question, least in table.needs("needs")),
        path=table.flag("path", default=True),
        ceiling=table.flag("ceiling", default=True),
        watch=table.slugs("watch", ()),
        zone=table.slugs("zone", ()),
    )
    table.end()
    return goal


def _gate(table: Table) -> Gate:
    actions = tuple(_gate_action(each) for each in table.tables("actions", ()))
    gate = Gate(
        id=table.slug("id"),
        question=table.slug("question"),
        title=table.text("title"),
        text=table.text("text"),
        step=actions[0].text if actions else table.text("step"),
        from_stage=table.slug("from-stage", ""),
        only_goals=table.slugs("only-goals", ()),
        unless_goals=table.slugs("unless-goals", ()),
        actions=actions,
    )
    table.end()
    return gate


def _gate_action(table: Table) -> GateAction:
    action = GateAction(table.slug("question"), table.text("text"))
    table.end()
    return action


def _ceiling(table: Table) -> Ceiling:
    ceiling = Ceiling(table.slug("question"), table.whole("least"), table.slug("stage"), table.text("text"))
    table.end()
    return ceiling


def _contradiction(table: Table) -> Contradiction:
    contradiction = Contradiction(
        id=table.slug("id"),
        text=table.text("text"),
        conditions=tuple(_condition(each) for each in table.tables("conditions")),
        ask=table.text("ask", ""),
        total_above=table.whole("total-above") if "total-above" in table else None,
    )
    table.end()
    return contradiction


def _condition(table: Table) -> Condition:
    condition = Condition(
        question=table.slug("question"),
        options=table.slugs("options", ()),
        low=table.whole("from") if "from" in table else None,
        high=table.whole("to") if "to" in table else None,
    )
    table.end()
    return condition
