"""A setting is made of replies; what is missing or unknown is named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from evidence.core.asked import Replies
from evidence.core.shop.clock import to_minutes
from evidence.core.shop.hours import HoursError
from evidence.holiday import CountryError
from evidence.setting import make_setting, zone_named
from evidence.settings_file import SettingsError

NOW = datetime(2026, 11, 26, 1, tzinfo=UTC)
SHOP: dict[str, Any] = {"zone": "America/Chicago", "country": "US", "hours": "mon-fri 8-18"}


def test_a_shop_and_the_moment() -> None:
    setting = make_setting({**SHOP, "file_zone": "UTC", "whole": False}, now=NOW)
    assert (str(setting.zone), str(setting.file_zone)) == ("America/Chicago", "UTC")
    assert setting.when.upload == to_minutes(datetime(2026, 11, 25, 19))  # noqa: DTZ001 -- the shop's clock
    assert setting.when.submitted == date(2026, 11, 25).toordinal()
    assert setting.holidays[date(2026, 11, 11).toordinal()] == "Veterans Day"
    assert setting.replies == Replies(whole=False)


def test_a_region_after_the_country() -> None:
    texas = date(2026, 3, 2).toordinal()
    assert texas in make_setting({**SHOP, "country": "US-TX"}, now=NOW).holidays
    assert texas not in make_setting(SHOP, now=NOW).holidays


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"zone": ""}, SettingsError),
        ({"country": ""}, SettingsError),
        ({"hours": ""}, SettingsError),
        ({"zone": "Moon/Base"}, SettingsError),
        ({"country": "XX"}, CountryError),
        ({"hours": "never"}, HoursError),
    ],
)
def test_what_cannot_be_used(changes: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        make_setting(SHOP | changes, now=NOW)


def test_a_zone_that_is_a_path() -> None:
    with pytest.raises(SettingsError, match="there is no zone"):
        zone_named("../../etc/passwd")
