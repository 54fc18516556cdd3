"""The region of a time zone, and its paper."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from clients.core.regions import PAPERS, REGIONS, ZONES, paper_of, region_of


@pytest.mark.parametrize(
    ("zone", "region", "paper"),
    [
        ("America/New_York", "en-US", "Letter"),
        ("America/Indiana/Tell_City", "en-US", "Letter"),
        ("US/Pacific", "en-US", "Letter"),
        ("CST6CDT", "en-US", "Letter"),
        ("Pacific/Honolulu", "en-US", "Letter"),
        ("America/Toronto", "en-CA", "Letter"),
        ("Canada/Atlantic", "en-CA", "Letter"),
        ("America/Sao_Paulo", "en-GB", "A4"),
        ("America/Argentina/Ushuaia", "en-GB", "A4"),
        ("Europe/London", "en-GB", "A4"),
        ("Europe/Zurich", "en-GB", "A4"),
        ("Europe/Dublin", "en-IE", "A4"),
        ("Australia/Sydney", "en-AU", "A4"),
        ("Pacific/Auckland", "en-NZ", "A4"),
        ("Africa/Johannesburg", "en-ZA", "A4"),
        ("Asia/Kolkata", "en-IN", "A4"),
        ("UTC", "", "A4"),
        ("Etc/GMT+5", "", "A4"),
        ("", "", "A4"),
    ],
)
def test_zone_tells_how_its_country_writes(zone: str, region: str, paper: str) -> None:
    assert (region_of(zone), paper_of(region)) == (region, paper)


def test_every_zone_is_of_a_region_that_can_be_chosen_or_of_none() -> None:
    assert {region_of(zone) for zone in available_timezones()} == {"", *REGIONS}
    assert {paper_of(region) for region in REGIONS} == set(PAPERS)


def test_every_zone_named_here_exists() -> None:
    """A misspelt one would never be found."""
    assert set(ZONES) <= available_timezones()
