"""Reads a TOML or JSON file with every reply that a ticket export asks for; its keys are those of SETTINGS."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from evidence.core.asked import Topic
from evidence.core.reading.folding import fold
from evidence.core.reading.stamps import Order
from evidence.core.reading.vocabulary import UNITS, Role

PLANNED_TOO = "owner says planned work is logged too"
ORDERS = {"day": Order.DAY_FIRST, "month": Order.MONTH_FIRST}


class SettingsError(ValueError):
    """Settings that cannot be used; the text says which and why."""


def read_settings(path: Path) -> dict[str, Any]:
    """Read and check a file's settings by key; raise SettingsError for the first that is wrong.

    A table `settings` is used if there is one. A key of several words joined by "and" names systems whose files its
    value is true of, such as "freshdesk and jira" = "owner says planned work is logged too".
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path.name}: {error}") from error
    if isinstance(data, Mapping) and isinstance(data.get("settings"), Mapping):
        data = data["settings"]
    if not isinstance(data, Mapping):
        raise SettingsError(f"{path.name} holds no settings")
    found: dict[str, Any] = {}
    for key, value in data.items():
        if value == PLANNED_TOO:
            found["planned_logged_of"] = frozenset(key.split(" and "))
            continue
        if key not in SETTINGS:
            raise SettingsError(f"{path.name}: there is no setting {key!r}")
        try:
            found[key] = SETTINGS[key](value)
        except (KeyError, TypeError, ValueError) as error:
            raise SettingsError(f"{path.name}: {key}: {value!r} is no such answer") from error
    return found


def moment(value: object) -> datetime:
    """Read a date and time of the shop's clock, "2026-11-25 19:00"; a date alone means its midnight."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime.fromisoformat(value.isoformat() if isinstance(value, date) else _text(value)).replace(tzinfo=None)


def _day(value: object) -> date:
    return moment(value).date()


def _days(value: object) -> frozenset[int]:
    return frozenset(_day(each).toordinal() for each in _list(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _country(value: object) -> str:
    """Return the country in "US" or "US (0.109)", which also gives the version of the holiday list."""
    return _text(value).split()[0]


def _order(value: object) -> dict[Role, Order]:
    """Read one order for the whole file, "day" or "month", or one by role; that of time entries is `log_work`."""
    if isinstance(value, Mapping):
        return {Role(role): ORDERS[each] for role, each in value.items()}
    return dict.fromkeys(Role, ORDERS[_text(value)])


def _units(value: object) -> dict[Role, int]:
    """Read units by role; that of time entries is `log_work`."""
    if not isinstance(value, Mapping):
        raise TypeError
    return {Role(role): UNITS[each] for role, each in value.items()}


def _columns(value: object) -> dict[Role, str]:
    if not isinstance(value, Mapping):
        raise TypeError
    return {Role(role): _text(label) for role, label in value.items()}


def _values(value: object) -> frozenset[str]:
    return frozenset(fold(_text(each)) for each in _list(value))


def _topics(value: object) -> frozenset[Topic]:
    return frozenset(Topic(_text(each)) for each in _list(value))


SETTINGS: Mapping[str, Callable[[object], Any]] = {
    "zone": _text,  # the shop's
    "file_zone": _text,  # the file's, if different
    "country": _country,
    "holidays": _country,
    "region": _text,
    "hours": _text,
    "upload": moment,
    "submitted": _day,
    "day_order": _order,
    "open_on": _days,  # holidays the shop was open on
    "closed_on": _days,  # other days it was closed on
    "columns": _columns,  # headings by role
    "units": _units,
    "kept": _values,  # values of source, type and requester that are not a machine's
    "keep_clockwork": _flag,
    "keep_bursts": _flag,
    "settled": _topics,  # questions looked at and found right, such as "shift"
    "ids_restart": _flag,
    "types_while_helping": _flag,
    "planned_logged": _flag,
    "whole": _flag,  # every ticket, from everyone
    "covers_from_to": _flag,  # everything from the first day to the last, though the file begins late
    "one_person": _flag,
    "own_name": _text,
    "paid_rota": _flag,
}
