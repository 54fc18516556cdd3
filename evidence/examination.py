"""Examines an upload's files for an assessment: what its pages show, and the record that would be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from evidence.answers import has_paid_rota
from evidence.core.asked import Ask
from evidence.core.examining import Examined, Setting, examine
from evidence.core.kept import Kept
from evidence.core.reading.encoding import Open
from evidence.core.reading.folding import Hasher, fold
from evidence.core.reading.ticket import Ticket
from evidence.core.reading.vocabulary import Role
from evidence.core.shop.clock import to_moment
from evidence.holiday import CountryError
from evidence.keeping import keep
from evidence.library import vocabulary
from evidence.output import as_data
from evidence.setting import make_setting
from evidence.settings_file import SETTINGS
from questions.core.question import Answers
from questions.core.questionnaire import Questionnaire

USUAL_HOURS = "mon-fri 8:00-18:00"
NO_COLUMN = -1
# Replies that the pages add to those of a settings file: columns by place, and texts by their keyed hash.
PLACED, MACHINES_NOT, OWN = "placed", "not_machines", "own"
SECRET = (MACHINES_NOT, OWN)  # of no use once the upload's key is gone, and never kept


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known besides the files: the answers, the shop, and when both came, by the shop's clock."""

    questionnaire: Questionnaire
    answers: Answers
    zone: ZoneInfo
    uploaded: datetime
    submitted: datetime
    one_person: bool


class HashedWords:
    """Folded words of which only keyed hashes are known."""

    def __init__(self, secret: bytes, hashes: frozenset[int]) -> None:
        self._hasher, self._hashes = Hasher(secret), hashes

    def __contains__(self, word: object) -> bool:
        return bool(self._hashes) and self._hasher(str(word)) in self._hashes


def look(
    tickets: Open, entries: Open | None, replies: Mapping[str, Any], facts: Facts, secret: bytes
) -> tuple[dict[str, Any], Kept]:
    """Return what the pages show, cells included, and the record without any; raise RefusedError.

    `replies` are JSON as a settings file has them, with the pages' own. `secret` is the upload's random key.
    """
    setting = setting_of(replies, facts, secret)
    examined = examine(tickets, entries, vocabulary(), setting, secret)
    said = {name: value for name, value in replies.items() if name not in SECRET}
    said |= {"zone": str(setting.zone), "hours": replies.get("hours", USUAL_HOURS), "own_name": OWN in replies}
    kept = keep(examined, setting, facts.questionnaire, facts.answers, said)
    return pages_of(examined, secret), kept


def setting_of(replies: Mapping[str, Any], facts: Facts, secret: bytes) -> Setting:
    """Build the setting; a country without known holidays has none."""
    chosen = {name: SETTINGS[name](value) for name, value in replies.items() if name in SETTINGS}
    chosen = {
        "zone": str(facts.zone),
        "hours": USUAL_HOURS,
        **chosen,
        "submitted": facts.submitted.date(),
        "placed": {Role(role): None if at == NO_COLUMN else at for role, at in replies.get(PLACED, {}).items()},
        "kept": HashedWords(secret, frozenset(int(each, 16) for each in replies.get(MACHINES_NOT, []))),
        "own_hash": int(replies[OWN], 16) if OWN in replies else None,
        "one_person": facts.one_person,
        "paid_rota": has_paid_rota(facts.questionnaire, facts.answers),
    }
    country = chosen.pop("country", "")
    try:
        return make_setting({**chosen, "country": country or "US"}, now=facts.uploaded)
    except CountryError:
        without = make_setting({**chosen, "country": "US", "region": ""}, now=facts.uploaded)
        return replace(without, holidays={})


def pages_of(examined: Examined, secret: bytes) -> dict[str, Any]:
    """Return what the steps show, as JSON types; some of it is cells, for the owner's eyes only."""
    hasher, file = Hasher(secret), examined.understood
    return as_data(examined, {}, None) | {
        "labels": list(file.labels),
        "columns": {role.value: list(at) for role, at in file.columns.items()},
        "units": {role.value: unit for role, unit in file.units.items()},
        "dates": {
            role.value: {"bad": each.bad, "text": each.bad_text, "line": each.bad_line}
            for role, each in file.dates.items()
        },
        "telling": [_told(name, ticket) for name, ticket in examined.telling],
        "agents": [{"name": name, "hash": f"{hasher.folded(name):x}"} for name in examined.agents],
        "machines": [
            {"column": role.value, "value": text, "n": n, "hash": f"{hasher(fold(text)):x}"}
            for role, text, n in examined.machines
        ],
        "asks": [_asked(each) for each in (*examined.asks, *examined.also)],
    }


def _asked(ask: Ask) -> dict[str, Any]:
    return {"topic": ask.topic.value, "role": ask.role.value if ask.role else "", "fields": dict(ask.fields)}


def _told(name: str, ticket: Ticket) -> dict[str, Any]:
    return {
        "id": name,
        "created": to_moment(ticket.created).isoformat(),
        "finished": None if ticket.finished is None else to_moment(ticket.finished).isoformat(),
        "minutes": None if ticket.seconds is None else round(ticket.seconds / 60),
    }
