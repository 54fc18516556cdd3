"""Makes a reading's setting of the replies as a settings file has them, with the country's holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from evidence.core.asked import Replies
from evidence.core.examining import Setting
from evidence.core.measures.window import When
from evidence.core.shop.clock import to_minutes
from evidence.core.shop.hours import parse_hours
from evidence.holiday import public_holidays
from evidence.settings_file import SettingsError

HOLIDAY_YEARS = 10  # before the upload
REPLIES = (
    *("columns", "placed", "day_order", "units", "kept", "keep_clockwork", "keep_bursts", "settled", "ids_restart"),
    *("types_while_helping", "planned_logged", "whole", "covers_from_to", "one_person", "own_name", "own_hash"),
    "paid_rota",
)


def make_setting(chosen: Mapping[str, Any], *, now: datetime) -> Setting:
    """Build the setting; `now` is the moment of the upload if there is none.

    Raise SettingsError if zone, country or hours are missing or a zone is unknown, HoursError, or CountryError.
    """
    country = chosen.get("country") or chosen.get("holidays")
    for key, value in (("zone", chosen.get("zone")), ("country", country), ("hours", chosen.get("hours"))):
        if not value:
            raise SettingsError(f"--{key} is missing")
    zone = zone_named(chosen["zone"])
    country, _, region = str(country).partition("-")
    region = chosen.get("region", region)
    upload: datetime = chosen.get("upload") or now.astimezone(zone).replace(tzinfo=None)
    return Setting(
        zone=zone,
        file_zone=zone_named(chosen["file_zone"]) if "file_zone" in chosen else zone,
        week=parse_hours(chosen["hours"]),
        when=When(to_minutes(upload), chosen.get("submitted", upload.date()).toordinal()),
        holidays=public_holidays(country, region, range(upload.year - HOLIDAY_YEARS, upload.year + 2)),
        opened=chosen.get("open_on", frozenset()),
        closed=chosen.get("closed_on", frozenset()),
        replies=Replies(**{key: chosen[key] for key in REPLIES if key in chosen}),
    )


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone; raise SettingsError if there is none of this name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError(f"there is no zone {name!r}") from error
