"""What is said about the JSON is so: each field of each file is in its table, and of the type named there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from evidence.core.kept import READER
from evidence.models.kept_record import Record
from opinions.models.opinion import Opinion
from opinions.models.pulse import Pulse
from plans.models.item import Item
from questions.core.scorecard import SCHEMA
from questions.models.access import READ_WITHIN, Access
from questions.models.nudge import Nudge
from questions.models.parting import Parting
from reports.core.report import Report
from reports.models.composing import report_of
from reports.models.meeting import Meeting
from reports.models.review import Note, Review
from reports.models.stored_report import StoredReport
from reports.pdf.enclosed import FORMAT, NAME, numbers_of
from tests.evidence.records import KEPT
from tests.makers import AT, make_assessment, make_browser, make_firm, make_member, make_shop, make_submitted

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "export.md").read_text()
Table = dict[str, str]


def tables() -> dict[str, Table]:
    """Each heading's table of fields: name and type."""
    found = {}
    for part in re.split(r"^##+ ", TEXT, flags=re.MULTILINE):
        rows = re.findall(r"^\| `(\w+)` \| ([\w ,]+) \| .+ \|$", part, re.MULTILINE)
        if "| field | type |" in part:
            found[part.partition("\n")[0]] = dict(rows)
            assert len(rows) == len(dict(rows))
    return found


TABLES = tables()


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _moment(value: Any) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


TYPES: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "whole number": _whole,
    "number": _number,
    "yes or no": lambda value: isinstance(value, bool),
    "moment": _moment,
    "day": lambda value: bool(date.fromisoformat(value)),
    "object": lambda value: isinstance(value, dict),
    "list of objects": lambda value: all(isinstance(each, dict) for each in value),
    "list of text": _texts,
    "list of numbers": lambda value: all(map(_number, value)),
    "list of lists": lambda value: all(isinstance(each, list) for each in value),
}


def check(heading: str, found: dict[str, Any], *, without: tuple[str, ...] = ()) -> None:
    table = TABLES[heading]
    assert {*found} == {*table} - {*without}, heading
    wrong = [name for name, value in found.items() if not is_of(table[name], value)]
    assert wrong == [], heading


def is_of(types: str, value: Any) -> bool:
    if value is None:
        return types.endswith(" or null")
    return any(TYPES[each](value) for each in types.removesuffix(" or null").split(", "))


@pytest.fixture
def everything(rendered: list[Report]) -> dict[str, Any]:
    """What an owner downloads who has all that there can be."""
    shop = make_shop("Bob's", owner="Bob", email="bob@example.com", firm=make_firm(), people=3)
    first = make_submitted(shop=shop)
    by = make_member(shop.firm)
    Review.objects.create(assessment=first, state=Review.State.SHARED)
    Note.objects.create(firm=shop.firm, assessment=first, text="Rest", shared=True, changed_by=by)
    agreed = {"day": AT.date(), "decisions": "The rota.", "shared": True}
    Meeting.objects.write_down(shop, agreed, key=uuid4(), by=by)
    StoredReport.objects.obtain(first)
    Access.objects.issue(first, Access.Kind.READ, at=AT, within=READ_WITHIN)
    Record.objects.keep(first, KEPT, by=None, at=AT)
    Item.objects.change(Item.objects.earliest("pk"), {"state": "done"}, version=0, by=by, at=AT)
    token = Opinion.objects.ask(first, "Dana", "tech", key=uuid4(), at=AT)
    opinion = Opinion.objects.of_token(token)
    assert opinion is not None
    assert opinion.give({"weekends": 1}, at=AT)
    Pulse.objects.begin(first, "customers", mode="shared", asked=20, key=uuid4(), at=AT)
    Nudge.objects.remind([first], subject="x", text="x", by=by, at=AT)
    Parting.objects.ask(shop, to=make_firm("South", slug="south"), erases=True, by=by, at=AT)
    make_assessment(shop=shop)
    text = make_browser(first).get(reverse("reports:data", args=[first.pk])).content
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.django_db
def test_everything_that_is_taken_away_is_in_the_tables(everything: dict[str, Any]) -> None:
    check("Take everything away", everything)
    check("The shop", everything["shop"])
    assert everything["plan"]
    for each in everything["plan"]:
        check("An item of the plan", each)
    [meeting] = everything["meetings"]
    check("A meeting", meeting)
    [parting] = everything["partings"]
    check("A parting", parting)
    assert (parting["what"], parting["to"]) == ("hand-over", "South")
    first, second = everything["assessments"]
    assert (second["submitted"], second["scorecard"]) == (None, None)
    for each in (first, second):
        check("An assessment", each)
    parts = {
        "A note": "notes",
        "A link": "links",
        "A reminder": "reminders",
        "A report": "reports",
        "A ticket record": "tickets",
        "A second opinion": "opinions",
        "A pulse": "pulses",
    }
    for heading, name in parts.items():
        assert first[name], heading
        for each in first[name]:
            check(heading, each)
    for each in first["tickets"][0]["rows"]:
        check("A measure of tickets", each)
    for each in first["times"].values():
        check("When a question was answered", each)
    card(first["scorecard"])


def card(found: dict[str, Any], *, without: tuple[str, ...] = ()) -> None:
    check("A scorecard", found, without=without)
    for score in (found["readiness"], found["strain"], found["commitment"], found["sections"][0]["score"]):
        check("A score", score)
    for heading, name in (("A section's score", "sections"), ("A question's part", "scored")):
        for each in found[name]:
            check(heading, each)
    for place in (found["stage"], found["band"], found["commitment_band"]):
        check("A place among stages or bands", place)


def test_everything_that_score_prints_is_in_the_table() -> None:
    out = StringIO()
    call_command("score", str(ROOT / "questions" / "personas" / "bob-breakfix.toml"), "--json", stdout=out)
    check("`manage.py score --json`", json.loads(out.getvalue()))


@pytest.mark.django_db
def test_everything_inside_a_pdf_is_in_the_table() -> None:
    found = json.loads(numbers_of(report_of(make_submitted())))
    check("The file inside a PDF", found, without=() if "answered_by" in found else ("answered_by",))
    assert [*found["questionnaire"]] == ["checksum", "slug", "version"]
    card(found["scorecard"], without=("schema",))


def test_versions_and_names_are_those_of_the_program() -> None:
    assert f"how a scorecard is written: {SCHEMA} |" in TEXT
    assert f"how exports were read and counted: {READER} |" in TEXT
    assert f"| `{FORMAT}` |" in TEXT
    assert f"`{NAME}`" in TEXT


def test_every_type_is_one_that_is_explained() -> None:
    named = {
        each
        for table in TABLES.values()
        for kind in table.values()
        for each in kind.removesuffix(" or null").split(", ")
    }
    assert named == {*TYPES}
    assert len(TABLES) == 22
