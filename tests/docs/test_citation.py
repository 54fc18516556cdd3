"""Every source that a questionnaire names is cited, with its address, date and trust, and no other is."""

from __future__ import annotations

import re
from pathlib import Path

from questions.core.question import Source
from questions.library import library

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "CITATION.md").read_text()
SOURCE = r"(?:\[(?P<linked>.+)\]\((?P<url>\S+)\)|(?P<name>[^[|].*?))"
ROW = re.compile(rf"^\| {SOURCE} \| (?P<rest>.+ \| .+ \| \d.+ \| `.+`) \|$", re.MULTILINE)
OURS = "This questionnaire"


def named() -> dict[tuple[str, str], list[tuple[str, str, Source]]]:
    """Each source's name and address: the versions and questions that name it, and how."""
    found: dict[tuple[str, str], list[tuple[str, str, Source]]] = {}
    for (_, version), asked in library().items():
        for question in asked.question.values():
            for source in (*question.sources, *(each.reply for each in question.options if each.reply)):
                if source.name != OURS:
                    found.setdefault((source.name, source.url), []).append((version, question.id, source))
    return found


def cited() -> dict[tuple[str, str], list[str]]:
    return {
        (row["linked"] or row["name"], row["url"] or ""): [each.strip() for each in row["rest"].split(" | ")]
        for row in ROW.finditer(TEXT)
    }


def test_every_source_is_cited_and_no_other() -> None:
    assert cited().keys() == named().keys()
    assert len(cited()) > 30


def test_each_says_how_far_it_goes_and_where_it_is_used() -> None:
    for key, uses in named().items():
        date, trust, versions, questions = cited()[key]
        newest = max(version for version, *_ in uses)
        now = [(question, source) for version, question, source in uses if version == newest]
        assert {*date.split("; ")} == {source.date for _, source in now}, key
        assert {*trust.split(", ")} == {str(source.trust) for *_, source in uses}, key
        assert {*versions.split(", ")} == {version for version, *_ in uses}, key
        assert {*re.findall(r"`([\w-]+)`", questions)} == {question for question, _ in now}, key


def test_every_link_to_a_file_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!http)([^)]+)\)", TEXT)
    assert [each for each in links if not (ROOT / each).exists()] == []
    assert links
