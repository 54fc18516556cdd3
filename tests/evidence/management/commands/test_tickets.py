"""`manage.py tickets`: what an export shows, as a table and as JSON, beside answers and without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from evidence.core.refusal import RefusedError
from evidence.wording import refusal
from questions.core.personas import FOLDER
from tests.evidence.exports import FILES, export, look

ROOT = Path(__file__).parents[4]
SHOP = ("--zone", "America/Chicago", "--country", "US", "--hours", "mon-fri 8:00-18:00")
EXPECTED = FILES / "expected.json"


def run(name: str, *args: str) -> str:
    out = StringIO()
    call_command("tickets", str(export(name)), *SHOP, *args, stdout=out)
    return out.getvalue()


def data(name: str, *args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(name, "--json", *args))
    return found


def settings(folder: Path, **values: object) -> str:
    path = folder / "settings.json"
    path.write_text(json.dumps(values))
    return str(path)


def test_the_settings_of_the_expectations_are_taken_as_they_stand() -> None:
    found = data("freshdesk", "--settings", str(EXPECTED))["measures"]
    expected = json.loads(EXPECTED.read_text())["files"]["freshdesk-synthetic"]["measures"]
    assert {key: found["reactive-share"][key] for key in expected["reactive-share"]} == expected["reactive-share"]
    assert data("glpi-pt", "--settings", str(EXPECTED))["measures"]["reactive-share"]["compared"] is False


def test_settings_alone_will_do() -> None:
    out = StringIO()
    call_command("tickets", str(export("freshdesk")), "--settings", str(EXPECTED), "--json", stdout=out)
    assert json.loads(out.getvalue())["measures"] == data("freshdesk", "--settings", str(EXPECTED))["measures"]


def test_django_leaves_these_settings_alone() -> None:
    command = [sys.executable, "manage.py", "tickets", str(export("osticket-ambiguous")), "--settings", str(EXPECTED)]
    env = {**os.environ, "DATABASE_URL": "sqlite://:memory:"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("18 rows, 0 tickets\n")


def test_answers_get_an_outcome_where_a_measure_is_compared() -> None:
    args = ("--settings", str(EXPECTED), "--answers", str(FOLDER / "strategic-partner.toml"))
    found = {name: measure["outcome"] for name, measure in data("freshdesk", *args)["measures"].items()}
    compared = {name: measure["compared"] for name, measure in data("freshdesk", *args)["measures"].items()}
    assert {name for name, outcome in found.items() if outcome} == {name for name, is_one in compared.items() if is_one}
    assert (found["reactive-share"], found["first-response"]) == ("more", "between")


def test_a_paid_rotation_keeps_calls_after_hours_from_being_compared() -> None:
    args = ("--settings", str(EXPECTED), "--answers", str(FOLDER / "strategic-partner.toml"))
    found = data("freshdesk", *args)["measures"]["after-hours-calls"]
    assert (found["compared"], found["reason"]) == (False, "calls after hours go to a paid rotation or a service")


def test_a_file_zone_is_told_apart_from_the_shops(tmp_path: Path) -> None:
    told = data("zendesk-utc", "--file-zone", "UTC", "--settings", str(EXPECTED))
    by_file = data("zendesk-utc", "--settings", settings(tmp_path, file_zone="UTC", upload="2026-11-25 19:00"))
    assert told["measures"] == by_file["measures"]
    assert told["measures"]["after-hours-calls"]["hi"] == 20


def test_an_ambiguous_file_asks_and_measures_nothing_until_it_is_told() -> None:
    asked = data("osticket-ambiguous", "--settings", str(EXPECTED))
    assert [each["ask"] for each in asked["ask"]] == ["day_order", "day_order", "zone"]
    assert {measure["reason"] for measure in asked["measures"].values()} == {"an open question: day_order"}
    told = data("osticket-ambiguous", "--settings", str(EXPECTED), "--day-order", "month")
    assert told["file"]["first_created"] == "2026-08-05 11:48:00"


def test_what_every_file_is_asked_stands_apart() -> None:
    found = data("syncro-tickets", "--time-entries", str(export("syncro-labor")), "--settings", str(EXPECTED))
    assert found["also_ask"] == [
        {"ask": "hours"},
        {"ask": "holidays", "days": [{"day": "2026-11-11", "name": "Veterans Day"}]},
        {"ask": "who_types"},
        {"ask": "whole", "from": "2026-09-28", "to": "2026-11-25"},
    ]
    assert found["time_file"]["hours"] == 260.4


def test_the_table_says_it_in_words() -> None:
    lines = run("zendesk-utc", "--settings", str(EXPECTED)).splitlines()
    assert lines[0] == "399 rows, 399 tickets, 2026-08-17 to 2026-11-25"
    assert "  The file's times look -4 hours off. Are they your own time?" in lines
    assert next(line for line in lines if line.startswith("after-hours")) == (
        "after-hours-calls        20     45    89  shown: the times may be off: the owner has to settle the zone first"
    )


def test_a_refused_file_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(RefusedError) as refused:
        look(path)
    with pytest.raises(CommandError, match="Excel workbook") as caught:
        call_command("tickets", str(path), *SHOP)
    assert str(caught.value) == refusal(refused.value)


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (("--country", "US", "--hours", "mon 8-9"), "--zone is missing"),
        (("--zone", "America/Chicago", "--hours", "mon 8-9"), "--country is missing"),
        (("--zone", "America/Chicago", "--country", "US"), "--hours is missing"),
        (("--zone", "Nowhere", "--country", "US", "--hours", "mon 8-9"), "there is no zone 'Nowhere'"),
        (("--zone", "../etc", "--country", "US", "--hours", "mon 8-9"), "there is no zone '../etc'"),
        (("--zone", "UTC", "--country", "Atlantis", "--hours", "mon 8-9"), "no holidays are known for Atlantis"),
        (("--zone", "UTC", "--country", "US", "--hours", "always"), "hours cannot be read: always"),
    ],
)
def test_a_shop_that_is_not_told_is_an_error(args: tuple[str, ...], problem: str) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("tickets", str(export("freshdesk")), *args)
    assert str(caught.value) == problem


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("tickets", str(tmp_path / "nothing.csv"), *SHOP)
