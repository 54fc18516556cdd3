"""A file of settings is read strictly: every key is known, and every answer is one."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from evidence.core.asked import Topic
from evidence.core.reading.stamps import Order
from evidence.core.reading.vocabulary import Role
from evidence.settings_file import SettingsError, read_settings

TOML = """
zone = "America/Chicago"
country = "US"
hours = "mon-fri 8:00-18:00"
upload = 2026-11-25 19:00:00
submitted = 2026-11-24
day_order = "month"
open_on = [2026-11-11]
closed_on = ["2026-11-27"]
columns = { created = "Created (2nd)" }
units = { hours = "minutes", log_work = "hours" }
kept = ["Monitoring Desk"]
settled = ["shift"]
one_person = true
"""


def read(folder: Path, content: object) -> dict[str, Any]:
    path = folder / "settings.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return read_settings(path)


def test_settings_whole(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(TOML)
    assert read_settings(path) == {
        "zone": "America/Chicago",
        "country": "US",
        "hours": "mon-fri 8:00-18:00",
        "upload": datetime(2026, 11, 25, 19),  # noqa: DTZ001 -- a clock on a wall has no zone
        "submitted": date(2026, 11, 24),
        "day_order": dict.fromkeys(Role, Order.MONTH_FIRST),
        "open_on": frozenset({date(2026, 11, 11).toordinal()}),
        "closed_on": frozenset({date(2026, 11, 27).toordinal()}),
        "columns": {Role.CREATED: "Created (2nd)"},
        "units": {Role.HOURS: 60, Role.LOG_WORK: 3600},
        "kept": frozenset({"monitoringdesk"}),
        "settled": frozenset({Topic.SHIFT}),
        "one_person": True,
    }


def test_a_table_of_settings_among_others_is_taken(tmp_path: Path) -> None:
    content = {"settings": {"holidays": "US (0.109)", "freshdesk and jira": "owner says planned work is logged too"}}
    assert read(tmp_path, {**content, "files": {}}) == {
        "holidays": "US",
        "planned_logged_of": frozenset({"freshdesk", "jira"}),
    }


def test_orders_may_differ_by_column(tmp_path: Path) -> None:
    found = read(tmp_path, {"day_order": {"created": "day", "resolved": "month"}})
    assert found == {"day_order": {Role.CREATED: Order.DAY_FIRST, Role.RESOLVED: Order.MONTH_FIRST}}


@pytest.mark.parametrize(
    "content",
    [
        "no json",
        "[]",
        {"hour": "mon 8-9"},
        {"zone": 1},
        {"upload": "yesterday"},
        {"day_order": "year"},
        {"whole": "yes"},
        {"settled": ["everything"]},
        {"settled": "shift"},
        {"units": {"hours": "fortnights"}},
        {"units": "minutes"},
        {"columns": {"color": "Created"}},
        {"columns": ["Created"]},
        {"open_on": ["soon"]},
    ],
)
def test_what_is_no_answer_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(SettingsError, match=r"settings\.json"):
        read(tmp_path, content)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        read_settings(tmp_path / "nothing.toml")
