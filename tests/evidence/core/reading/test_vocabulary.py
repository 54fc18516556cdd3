"""Every heading of every system, and every word, is known for what it is."""

from __future__ import annotations

import tomllib
from itertools import chain

import pytest

from evidence.core.reading.folding import fold
from evidence.core.reading.roles import assign, system_of
from evidence.core.reading.vocabulary import Meaning, Role
from evidence.library import CONTENT, vocabulary

HEADINGS, WORDS = vocabulary().headings, vocabulary().words
TABLE = tomllib.loads((CONTENT / "words.toml").read_text())
SAID = [(meaning, word) for meaning in Meaning for word in chain(*TABLE[meaning].values())]
SYSTEMS = {
    "freshdesk": "Ticket ID · Created time* · Agent · Resolved time+ · Closed time"
    " · Initial response time · Company Name · First response time (in hrs) · Type · Source · Priority · Time tracked",
    "jira": "Issue key · Issue Type · Created* · Resolved+ · Custom field ([CHART] Date of First Response)"
    " · Custom field (Organizations) · Priority · Time Spent · Log Work",
    "glpi": "Data de abertura* · Status · Data da solução+ · Entidade · Tipo · Prioridade · Tarefas - Duração"
    " · Requerente - Requerente · Categoria",
    "servicenow": "number · opened_at* · resolved_at+ · closed_at · company · contact_type · priority · time_worked"
    " · caller_id · category · reopen_count",
    "zendesk": "Assignee · Created at* · Solved at+ · First reply time in minutes · Organization · Ticket type · Via"
    " · Priority · Reopens",
    "osticket": "Ticket Number · Date Created* · Help Topic · Closed Date · From · Source · Priority · Reopen Count",
    "manageengine": "RequestID · Created Time* · Closed Time · Requester · Priority",
    "zoho desk": "Ticket ID · Created Time* · Closed Time · Requester · Priority",
    "syncro templates": "ticket customer · ticket number · ticket created date* · ticket issue type · ticket priority",
}
OTHERS = {
    "entered_date_utc": Role.CREATED,
    "closed_date_utc": Role.CLOSED,
    "actual_hours": Role.HOURS,
    "createDate": Role.CREATED,
    "completedDate": Role.CLOSED,
    "resolvedDateTime": Role.RESOLVED,
    "Total Hours Worked": Role.HOURS,
    "dateoccurred": Role.CREATED,
    "dateclosed": Role.CLOSED,
    "responsedate": Role.FIRST,
    "timetaken": Role.HOURS,
    "created_at": Role.CREATED,
    "resolved_at": Role.RESOLVED,
    "problem_type": Role.CATEGORY,
    "TicketCreatedDate": Role.CREATED,
    "TicketResolvedDate": Role.RESOLVED,
    "TechnicianFirstCommentDate": Role.FIRST,
    "CustomerName": Role.CLIENT,
    "Open_Time": Role.CREATED,
    "Resolved_Time": Role.RESOLVED,
    "Close_Time": Role.CLOSED,
    "Reopen_Time": Role.REOPENED,
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_is_known_by_its_headings_and_every_one_has_a_role(name: str) -> None:
    marked = SYSTEMS[name].split(" · ")
    names = [each.rstrip("*+") for each in marked]
    system = system_of(names, HEADINGS)
    assert system is not None
    assert system.name == name
    found = {names[at]: role for role, (at, *_) in assign(names, names, system, HEADINGS, {}).items()}
    assert set(found) == set(names)
    assert [found[each.rstrip("*")] for each in marked if each.endswith("*")] == [Role.CREATED]
    assert [found[each.rstrip("+")] for each in marked if each.endswith("+")] in ([Role.RESOLVED], [])


def test_labels_of_a_system_have_roles() -> None:
    names = ["Number", "Created", "Affected User", "Urgency"]
    system = system_of(names, HEADINGS)
    assert system is not None
    assert assign(names, names, system, HEADINGS, {}) == {
        Role.ID: (0,),
        Role.CREATED: (1,),
        Role.CLIENT: (2,),
        Role.PRIORITY: (3,),
    }


def test_the_spanish_export_is_known_by_its_key() -> None:
    names = ["Clave de incidencia", "Creada", "Resumen", "Estado"]
    assert assign(names, names, system_of(names, HEADINGS), HEADINGS, {}) == {
        Role.ID: (0,),
        Role.CREATED: (1,),
        Role.SUBJECT: (2,),
        Role.STATUS: (3,),
    }


def test_a_countdown_is_no_first_answer() -> None:
    names = ["Issue key", "Issue Type", "Created", "Custom field (Time to first response)"]
    assert set(assign(names, names, system_of(names, HEADINGS), HEADINGS, {})) == {Role.ID, Role.TYPE, Role.CREATED}


@pytest.mark.parametrize(("heading", "role"), list(OTHERS.items()))
def test_a_heading_without_a_system_is_known(heading: str, role: Role) -> None:
    assert assign([heading], [heading], None, HEADINGS, {}) == {role: (0,)}
    assert fold(heading.upper().replace("_", " ")) in HEADINGS.known


@pytest.mark.parametrize(("meaning", "word"), SAID, ids=[f"{meaning}: {word}" for meaning, word in SAID])
def test_a_word_means_what_it_is_listed_for(meaning: Meaning, word: str) -> None:
    if meaning is Meaning.ROBOT:
        assert WORDS.robot(f"{word}@example.com")
    else:
        assert WORDS.means(word, meaning)
        assert WORDS.means(f"1 - {word.upper()} (x)", meaning)


@pytest.mark.parametrize("text", ["Automation", "Monitor", "Alerton", "Hardware", ""])
def test_a_product_is_no_alert(text: str) -> None:
    assert not WORDS.means(text, Meaning.ALERT)


@pytest.mark.parametrize("text", ["No-Reply <x@example.com>", "do_not_reply@example.com", "MAILER-DAEMON"])
def test_a_robot_is_known_by_its_address(text: str) -> None:
    assert WORDS.robot(text)
    assert not WORDS.robot("norah@example.com")
