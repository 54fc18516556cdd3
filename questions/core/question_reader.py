"""Reads one question from its table, with its options, action and sources."""

from __future__ import annotations

from questions.core.question import (
    Action,
    Effort,
    Kind,
    Knot,
    Measure,
    Option,
    Question,
    Range,
    Says,
    Source,
    Trust,
    When,
)
from questions.core.tables import Table

DAYS = (30, 60, 90)  # in how many days an action in steps can be done


def read_question(table: Table, *, slug: str = "", version: str = "") -> Question:
    """Read a question from a table of the version `slug`/`version`; faults go to the table's list."""
    given = set(table.left)
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
        says=_says(table) if scored else Says(),
        text_other=table.text("text-other", ""),
        rater=table.flag("rater") if scored else False,
        alone=table.flag("alone") if "not-applicable" in given else False,
        unscored_goals=table.slugs("unscored-goals", ()) if feeds is Measure.COMMITMENT else (),
        same_as=f"{slug}/{earlier}" if (earlier := table.text("same-as", "")) else "",
        origin=f"{slug}/{version}",
    )
    table.end()
    return question


def _says(table: Table) -> Says:
    return Says(
        because=table.text("because", ""),
        fact=table.text("fact", ""),
        missing=table.text("missing", ""),
        strength=table.text("strength", ""),
        keep=table.text("keep", ""),
        good=table.text("good", ""),
    )


def _options(table: Table, *, scored: bool) -> tuple[Option, ...]:
    return tuple(_option(each, scored=scored) for each in table.tables("options"))


def _option(table: Table, *, scored: bool) -> Option:
    option = Option(
        id=table.slug("id"),
        text=table.text("text"),
        points=table.whole("points") if scored else None,
        finding=table.text("finding", "") if scored else "",
        reply=_source(table.table("reply")) if "reply" in table and not scored else None,
        because=table.text("because", "") if scored else "",
        fact=table.text("fact", "") if scored else "",
        keep=table.text("keep", "") if scored else "",
    )
    table.end()
    return option


def _range(table: Table) -> Range:
    found = Range(low=table.whole("from"), high=table.whole("to"), finding=table.text("finding"))
    table.end()
    return found


def _action(table: Table) -> Action:
    """Read an action, given by `how` and `when`, or by `first`, `steps`, `done`, `time` and `by`."""
    in_steps = "first" in table
    first, steps, done = (table.text("first"), table.lines("steps"), table.text("done")) if in_steps else ("", (), "")
    by = table.one_number("by", DAYS) if in_steps else 0
    action = Action(
        what=table.text("what"),
        why=table.text("why"),
        how=" ".join((first, *steps, done)) if in_steps else table.text("how"),
        effort=table.one_of("effort", Effort),
        when=When(str(by if by in DAYS else DAYS[0])) if in_steps else table.one_of("when", When),
        first=first,
        steps=steps,
        done=done,
        time=table.text("time") if in_steps else "",
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
