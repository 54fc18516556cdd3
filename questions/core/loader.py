"""TOML to questionnaire, strictly: a folder is read whole or refused with every fault named."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from questions.core.consistency import INDEX, VERDICT, check, unspoken
from questions.core.question import Action, Kind, Knot, Measure, Option, Question, Range, Source, Trust
from questions.core.questionnaire import (
    Ceiling,
    Condition,
    Contradiction,
    Cut,
    Gate,
    Goal,
    Need,
    Questionnaire,
    Section,
    VerdictTexts,
)
from questions.core.tables import ContentError, ContentProblem, Place, Table

LOCK = "lock.sha256"


class Effort(StrEnum):
    SMALL = "S"
    MEDIUM = "M"
    LARGE = "L"


class When(StrEnum):
    WEEK = "week"
    DAYS_30 = "30"
    DAYS_60 = "60"
    DAYS_90 = "90"


def checksum(folder: Path) -> str:
    """SHA-256 over the names and bytes of a version's TOML files."""
    digest = sha256()
    for file in sorted(folder.glob("*.toml")):
        data = file.read_bytes()
        digest.update(f"{file.name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def load(folder: Path) -> Questionnaire:
    """Read the version in `folder`, named `<slug>/<version>`; raise ContentError with all that is wrong with it."""
    problems: list[ContentProblem] = []
    root = Place(f"{folder.parent.name}/{folder.name}/{INDEX}", "", "", problems)
    index = _table(folder / INDEX, root)
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
        problems.extend([*check(questionnaire), *unspoken(questionnaire)])
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


def _section(folder: Path, name: str, problems: list[ContentProblem]) -> Section:
    table = _table(
        folder / f"{name}.toml", Place(f"{folder.parent.name}/{folder.name}/{name}.toml", name, "", problems)
    )
    section = Section(
        id=name,
        title=table.text("title"),
        lead=table.text("lead"),
        weight=table.number("weight"),
        questions=tuple(_question(each) for each in table.tables("questions")),
    )
    table.end()
    return section


def _question(table: Table) -> Question:
    kind = table.one_of("kind", Kind)
    feeds = table.one_of("feeds", Measure) if "feeds" in table else None
    scored, number = feeds is not None, kind is Kind.NUMBER
    question = Question(
        id=table.slug("id"),
        kind=kind,
        text=table.text("text"),
        help=table.text("help"),
        why=table.text("why"),
        measure=feeds,
        window=table.text("window") if scored else table.text("window", ""),
        unknown=table.text("unknown") if scored else "",
        weight=table.number("weight", 1.0) if scored else 1.0,
        result=table.flag("result") if feeds is Measure.READINESS else False,
        not_applicable=table.text("not-applicable", ""),
        options=_options(table, scored=scored) if kind in (Kind.CHOICE, Kind.CHOICES) else (),
        unit=table.text("unit") if number else "",
        minimum=table.whole("minimum") if number else 0,
        maximum=table.whole("maximum") if number else 0,
        knots=tuple(Knot(at, points) for at, points in table.knots("knots")) if number and scored else (),
        ranges=tuple(_range(each) for each in table.tables("ranges", ())) if number and scored else (),
        practices=table.slugs("practices", ()),
        action=_action(table.table("action")) if "action" in table else None,
        sources=tuple(_source(each) for each in table.tables("sources", ())),
    )
    table.end()
    return question


def _options(table: Table, *, scored: bool) -> tuple[Option, ...]:
    return tuple(_option(each, scored=scored) for each in table.tables("options"))


def _option(table: Table, *, scored: bool) -> Option:
    option = Option(
        id=table.slug("id"),
        text=table.text("text"),
        points=table.whole("points") if scored else None,
        finding=table.text("finding", "") if scored else "",
        reply=_source(table.table("reply")) if "reply" in table and not scored else None,
    )
    table.end()
    return option


def _range(table: Table) -> Range:
    found = Range(low=table.whole("from"), high=table.whole("to"), finding=table.text("finding"))
    table.end()
    return found


def _action(table: Table) -> Action:
    action = Action(
        what=table.text("what"),
        why=table.text("why"),
        how=table.text("how"),
        effort=table.one_of("effort", Effort).value,
        when=table.one_of("when", When).value,
    )
    table.end()
    return action


def _source(table: Table) -> Source:
    source = Source(
        claim=table.text("claim"),
        name=table.text("name"),
        date=table.text("date"),
        trust=table.one_of("trust", Trust),
        url=table.text("url", ""),
    )
    table.end()
    return source


def _verdict(folder: Path, problems: list[ContentProblem]) -> VerdictTexts:
    table = _table(folder / VERDICT, Place(f"{folder.parent.name}/{folder.name}/{VERDICT}", "", "", problems))
    texts = VerdictTexts(
        incomplete=table.text("incomplete"),
        because_calm=table.text("because-calm"),
        because_strained=table.text("because-strained"),
        keep=table.text("keep"),
        headlines=_nested(table.table("headlines")),
        goals=_nested(table.table("goals")),
        openings=table.table("openings").texts(),
    )
    table.end()
    return texts


def _nested(table: Table) -> dict[tuple[str, str], str]:
    return {(name, key): text for name in list(table.left) for key, text in table.table(name).texts().items()}


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
    )
    table.end()
    return goal


def _gate(table: Table) -> Gate:
    gate = Gate(
        id=table.slug("id"),
        question=table.slug("question"),
        title=table.text("title"),
        text=table.text("text"),
        step=table.text("step"),
        from_stage=table.slug("from-stage", ""),
        only_goals=table.slugs("only-goals", ()),
        unless_goals=table.slugs("unless-goals", ()),
    )
    table.end()
    return gate


def _ceiling(table: Table) -> Ceiling:
    ceiling = Ceiling(table.slug("question"), table.whole("least"), table.slug("stage"), table.text("text"))
    table.end()
    return ceiling


def _contradiction(table: Table) -> Contradiction:
    contradiction = Contradiction(
        id=table.slug("id"),
        text=table.text("text"),
        conditions=tuple(_condition(each) for each in table.tables("conditions")),
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
