"""Reads the texts of a verdict from its TOML file, strictly."""

from __future__ import annotations

from collections.abc import Mapping

from questions.core.questionnaire import Headline, HeadlineText, Need, Telling, VerdictTexts
from questions.core.tables import Table

Places = Mapping[tuple[str, str], str]


def read_verdict(table: Table) -> VerdictTexts:
    """Read the texts; a file with the key `costs` is of the kind that uses the owner's own numbers."""
    telling = _telling(table) if "costs" in table else None
    texts = VerdictTexts(
        incomplete=table.text("incomplete"),
        because_calm=table.text("because-calm", "") if telling else table.text("because-calm"),
        because_strained=table.text("because-strained", "") if telling else table.text("because-strained"),
        keep=table.text("keep"),
        headlines={place: each.line for place, each in telling.headlines.items()}
        if telling
        else _nested(table, "headlines"),
        goals=_nested(table, "goals"),
        openings=table.table("openings").texts(),
        telling=telling,
    )
    table.end()
    return texts


def _telling(table: Table) -> Telling:
    headlines = table.table("headlines")
    return Telling(
        incomplete_one=table.text("incomplete-one"),
        optional=table.text("optional"),
        because_unknown=table.text("because-unknown"),
        joining=table.text("and"),
        costs=table.text("costs"),
        going=table.text("going"),
        going_for_you=table.table("going-for-you").texts(),
        first_step=table.table("first-step").texts(),
        headlines={
            (stage, band): _headline(bands.table(band))
            for stage in list(headlines.left)
            for bands in [headlines.table(stage)]
            for band in list(bands.left)
        },
    )


def _headline(table: Table) -> Headline:
    headline = Headline(
        texts=tuple(_text(each) for each in table.tables("texts")),
        without=table.text("without"),
        line=table.text("line"),
        lines=table.table("lines").texts(),
    )
    table.end()
    return headline


def _text(table: Table) -> HeadlineText:
    needs = table.needs("least") if "least" in table else ()
    text = HeadlineText(table.text("text"), tuple(Need(question, least) for question, least in needs))
    table.end()
    return text


def _nested(table: Table, key: str) -> Places:
    inner = table.table(key)
    return {(name, each): text for name in list(inner.left) for each, text in inner.table(name).texts().items()}
