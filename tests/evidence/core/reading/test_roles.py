"""Columns are told apart by position, one thing each, and the owner's choice comes first."""

from __future__ import annotations

from evidence.core.reading.layout import labels
from evidence.core.reading.roles import assign
from evidence.core.reading.vocabulary import Role
from evidence.library import vocabulary

HEADINGS = vocabulary().headings


def test_log_work_has_all_its_columns_and_the_rest_the_first() -> None:
    names = ["Issue key", "Log Work", "Created", "Log Work", "Created"]
    assert assign(names, labels(names), None, HEADINGS, {}) == {
        Role.ID: (0,),
        Role.CREATED: (2,),
        Role.LOG_WORK: (1, 3),
    }


def test_a_chosen_column_is_taken_from_what_it_would_have_been() -> None:
    names = ["Created", "Created", "Resolved"]
    chosen = {Role.CREATED: "Created (2nd)", Role.FIRST: "Resolved", Role.HOURS: "No such"}
    assert assign(names, labels(names), None, HEADINGS, chosen) == {Role.CREATED: (1,), Role.FIRST: (2,)}


def test_a_unit_in_brackets_is_no_part_of_a_heading() -> None:
    for name in ("Zeitaufwand (Minuten)", "Aufwand (Std.)", "Temps passé (heures)", "Hours Worked [h]"):
        assert assign([name], [name], None, HEADINGS, {}) == {Role.HOURS: (0,)}
    assert assign(["Subject (internal)"], ["Subject (internal)"], None, HEADINGS, {}) == {}


def test_the_heading_that_stands_earlier_in_the_list_wins() -> None:
    names = ["Customer", "Organization", "#", "Ticket Number"]
    assert assign(names, names, None, HEADINGS, {}) == {Role.CLIENT: (1,), Role.ID: (3,)}


def test_a_place_chosen_on_a_page_and_a_role_without_a_column() -> None:
    names = ["Created", "Created", "Resolved", "Agent"]
    placed = {Role.CREATED: 1, Role.RESOLVED: None, Role.AGENT: 99}
    found = assign(names, labels(names), None, HEADINGS, {}, placed=placed)
    assert found == {Role.CREATED: (1,), Role.AGENT: (3,)}
