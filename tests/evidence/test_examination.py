"""An upload is examined with its shop's facts; words and names stay hashes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from evidence.core.kept import Kept
from evidence.core.reading.folding import Hasher
from evidence.examination import MACHINES_NOT, OWN, PLACED, Facts, HashedWords, look, setting_of
from tests.builders import answer_all, newest
from tests.evidence.exports import export, source

SECRET = b"a random key"
FACTS = Facts(
    questionnaire=newest(),
    answers=answer_all(newest(), 4),
    zone=ZoneInfo("America/Chicago"),
    uploaded=datetime(2026, 11, 26, 1, tzinfo=UTC),
    submitted=datetime(2026, 11, 25, 19, tzinfo=ZoneInfo("America/Chicago")),
    one_person=False,
)


def examine(name: str, **replies: Any) -> tuple[dict[str, Any], Kept]:
    return look(source(export(name)), None, {"country": "US", **replies}, FACTS, SECRET)


def test_pages_have_the_cells_and_the_record_has_none() -> None:
    pages, kept = examine("freshdesk")
    assert {each["name"] for each in pages["agents"]} == {"Tech A", "Tech B", "Tech C"}
    assert [(each["value"], each["n"]) for each in pages["machines"]][:1] == [("Monitoring", 38)]
    assert "Tech A" not in str(kept)
    assert "Monitoring" not in str(kept)
    assert kept.settings["own_name"] is False


def test_a_word_ticked_off_is_counted_again() -> None:
    pages, kept = examine("freshdesk")
    hashes = [each["hash"] for each in pages["machines"]]
    _pages, again = examine("freshdesk", **{MACHINES_NOT: hashes})
    assert (kept.counts["alerts"], again.counts["alerts"]) == (38, 0)
    assert MACHINES_NOT not in again.settings


def test_ones_own_name_makes_weekends_comparable_and_is_not_kept() -> None:
    pages, _kept = examine("freshdesk")
    me = pages["agents"][0]["hash"]
    _pages, kept = examine("freshdesk", **{OWN: me})
    weekends = next(row for row in kept.rows if row.measure == "weekends")
    assert (weekends.status, kept.settings["own_name"]) == ("compared", True)
    assert me not in str(kept)


def test_a_country_without_known_holidays_has_none() -> None:
    assert setting_of({"country": "XX"}, FACTS, SECRET).holidays == {}
    assert setting_of({}, FACTS, SECRET).holidays


def test_places_of_columns() -> None:
    setting = setting_of({PLACED: {"created": 3, "client": -1}}, FACTS, SECRET)
    assert dict(setting.replies.placed) == {"created": 3, "client": None}


def test_hashed_words_know_their_words_only() -> None:
    words = HashedWords(SECRET, frozenset({Hasher(SECRET)("monitoring")}))
    assert ["monitoring" in words, "alert" in words, "monitoring" in HashedWords(b"another", frozenset({1}))] == [
        True,
        False,
        False,
    ]
