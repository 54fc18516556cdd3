"""Each fault of the headings and the words is named with its place; what is sound has none."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from evidence.checking.of_words import check_headings, check_words
from evidence.library import CONTENT
from questions.core.tables import ContentProblem, Place

Check = Callable[[object, Place], None]
Spoil = Callable[[Any], object]


def written(name: str) -> Any:
    return tomllib.loads((CONTENT / name).read_text())


def faults(check: Check, data: object) -> list[str]:
    problems: list[ContentProblem] = []
    check(data, Place("file.toml", "", "", problems))
    return [f"{each.key}: {each.message}" for each in problems]


def test_what_is_written_is_sound() -> None:
    assert faults(check_headings, written("headings.toml")) == []
    assert faults(check_words, written("words.toml")) == []


KNOWN_BY = "systems[1].known-by: must hold lists of headings, and none that is empty"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: data.update(more={}), "more: unknown key"),
        (lambda data: data["systems"][1].update(name="freshdesk"), "systems[2].name: another system has this name"),
        (lambda data: data["systems"][0].pop("name"), "systems[1].name: is missing"),
        (lambda data: data["systems"][0].pop("known-by"), KNOWN_BY),
        (lambda data: data["systems"][0].update({"known-by": [[]]}), KNOWN_BY),
        (lambda data: data["systems"][0].update({"known-by": ["Ticket ID"]}), KNOWN_BY),
        (lambda data: data["systems"][0].update({"known-by": [["Ticket ID", " "]]}), KNOWN_BY),
        (
            lambda data: data["systems"][0].update(unit="fortnights"),
            "systems[1].unit: must be one of seconds, minutes, hours, days, not 'fortnights'",
        ),
        (lambda data: data["systems"][0]["columns"].update(color=["Red"]), "systems[1].columns.color: unknown key"),
        (lambda data: data["any"].update(id=["Id", ""]), "any.id: must hold texts, and none that is empty"),
        (lambda data: data["any"].update(id="Id"), "any.id: must be a list of texts, not 'Id'"),
        (lambda data: data["any"].update(id=["Id", "Key", "Id"]), "any.id: holds 'Id' twice"),
        (lambda data: data["entries"].pop("who"), "entries.who: is missing"),
        (lambda data: data["entries"].update(client=["Client"]), "entries.client: unknown key"),
    ],
)
def test_a_fault_of_the_headings_is_named(spoil: Spoil, message: str) -> None:
    data = written("headings.toml")
    spoil(data)
    assert faults(check_headings, data) == [message]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: data.update(color={"en": ["red"]}), "color: unknown key"),
        (lambda data: data.pop("phone"), "phone: is missing"),
        (lambda data: data.update(phone={}), "phone.(whole table): holds no words"),
        (lambda data: data["phone"].update(en="phone"), "phone.en: must be a list of texts, not 'phone'"),
        (
            lambda data: data["phone"]["en"].append("--"),
            "phone.(whole table): holds a word without a letter or a digit",
        ),
        (
            lambda data: data["robot"]["any"].append("no reply"),
            "robot.(whole table): must hold single words: they are found anywhere in a cell",
        ),
        (lambda data: data["planned"]["en"].append("Incident"), "planned: 'incident' stands in unplanned, too"),
        (lambda data: data["calm"]["any"].append("very high"), "urgent: 'very high' stands in calm, too"),
    ],
)
def test_a_fault_of_the_words_is_named(spoil: Spoil, message: str) -> None:
    data = written("words.toml")
    spoil(data)
    assert faults(check_words, data) == [message]
